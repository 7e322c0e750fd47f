//! How many requests are in the house at once, and the one hop that each takes to a thread that may wait.
//!
//! Who comes when the house is full is told at once to come back: past what the database can do, a longer line would only
//! make everybody's answer late (and a client that gives up asks again).

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Db;
use crate::kernel::problem::Problem;

/// How much of the database is used at once.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Most connections for requests.
    pub connections: u32,
    /// Most requests at once, those that wait for a connection included.
    pub requests: usize,
}

/// The places for requests that read or write, those that wait for a connection included.
pub(super) struct House(Arc<Semaphore>);

impl House {
    pub(super) fn of(places: usize) -> Self {
        Self(Arc::new(Semaphore::new(places.clamp(1, Semaphore::MAX_PERMITS))))
    }

    /// Takes a place, until what is given is dropped.
    ///
    /// # Errors
    /// 503 when there is none.
    pub(super) fn enter(&self) -> Result<OwnedSemaphorePermit, Problem> {
        Arc::clone(&self.0).try_acquire_owned().map_err(|_| Problem::unavailable(&"too many requests at once"))
    }
}

/// Runs blocking work on the blocking pool; a panic there is a 503, not a torn connection.
pub(super) async fn on_a_blocking_thread<T, F>(work: F) -> Result<T, Problem>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, Problem> + Send + 'static,
{
    actix_web::web::block(work).await.unwrap_or_else(|_| Err(Problem::unavailable(&"a panic while working")))
}

impl actix_web::FromRequest for Db {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &actix_web::HttpRequest, _: &mut actix_web::dev::Payload) -> Self::Future {
        std::future::ready(
            request
                .app_data::<actix_web::web::ThinData<Self>>()
                .map(|db| db.0.clone())
                .ok_or_else(|| Problem::unavailable(&"no database")),
        )
    }
}
