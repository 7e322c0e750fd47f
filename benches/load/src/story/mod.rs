//! The story that a template tells: one organisation of each kind, one area with its units, and fifty children in every stage of the
//! work. It is told through the service's own API, on a clock that is set back, so that every row of it is one that the
//! service wrote; the seed then stamps copies of it.
//!
//! No child has an identity number: there are fewer published test numbers than cases, and invented ones can belong to
//! a living child. The law knows children without a number, and so does the service.

mod api;
mod cases;
mod parties;

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Error, Result};
use samsyn::config::Config;
use samsyn::kernel::auth::local::LocalIssuer;
use samsyn::kernel::time::{Clock, FixedClock, SystemClock};
use samsyn::serve;
use serde::{Deserialize, Serialize};

use api::Api;

/// How many cases the story tells of.
pub const CASES: u32 = 50;
/// How far back the story begins.
const DAYS: i64 = 400;

/// What the story made, by its own ids: where workloads find what they ask for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Told {
    /// The area.
    pub area: String,
    /// The school that raised every child, whose staff asks.
    pub school: String,
    /// The login of the school's member of staff.
    pub login: String,
    /// Established plans with goals and actions.
    pub plans: Vec<String>,
    /// Cases with a consent to a plan and no plan yet.
    pub ripe: Vec<String>,
}

/// Tells the story into the database of the configuration.
pub fn tell(config: &Config) -> Result<Told> {
    let mut own = config.clone();
    own.listen = SocketAddr::from(([127, 0, 0, 1], 0));
    own.rate_limit = 0;
    own.workers = 1;
    actix_web::rt::System::new().block_on(async {
        let clock = Arc::new(FixedClock::new(SystemClock.now().plus_days(-DAYS)));
        let injected: Arc<dyn Clock> = Arc::<FixedClock>::clone(&clock);
        let service = serve::assemble(&own, injected).map_err(Error::msg)?;
        let (server, address) = serve::listen(service, &own)?;
        let handle = server.handle();
        actix_web::rt::spawn(server);
        let issuer = LocalIssuer::open(&own.data_dir).map_err(Error::msg)?;
        let api = Api::new(address, issuer, clock);
        let places = parties::tell(&api).await?;
        let told = cases::tell(&api, &places).await;
        handle.stop(true).await;
        told
    })
}
