//! How often one client may call (`RateLimit` headers: draft-ietf-httpapi-ratelimit-headers-11).

use std::num::NonZeroU32;
use std::sync::Arc;

use governor::clock::{Clock, MonotonicClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::kernel::problem::{Kind, Problem};
use crate::kernel::text::Text;

type Limiter = RateLimiter<String, DashMapStateStore<String>, MonotonicClock, StateInformationMiddleware>;

/// The limit per client, or none.
#[derive(Clone)]
pub struct RateLimits(Option<(u32, Arc<Limiter>)>);

/// What a client has left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Allowance {
    pub(super) per_minute: u32,
    pub(super) remaining: u32,
}

impl RateLimits {
    /// A limit of so many calls a minute for each client; zero means none.
    #[must_use]
    pub fn per_minute(calls: u32) -> Self {
        Self(NonZeroU32::new(calls).map(|quota| {
            let limiter = RateLimiter::dashmap_with_clock(Quota::per_minute(quota), MonotonicClock)
                .with_middleware::<StateInformationMiddleware>();
            (calls, Arc::new(limiter))
        }))
    }

    pub(super) fn take(&self, issuer: &str, client: &str) -> Result<Option<Allowance>, Problem> {
        let Some((per_minute, limiter)) = &self.0 else { return Ok(None) };
        match limiter.check_key(&format!("{issuer} {client}")) {
            Ok(state) => Ok(Some(Allowance { per_minute: *per_minute, remaining: state.remaining_burst_capacity() })),
            Err(until) => {
                let wait = until.wait_time_from(MonotonicClock.now()).as_secs().saturating_add(1);
                Err(Problem::new(
                    Kind::TooManyRequests,
                    Text::new(format!("Vänta {wait} sekunder."), format!("Wait {wait} seconds.")),
                )
                .with_header("Retry-After", wait.to_string())
                .with_header("RateLimit-Policy", format!("\"client\";q={per_minute};w=60"))
                .with_header("RateLimit", format!("\"client\";r=0;t={wait}")))
            }
        }
    }
}
