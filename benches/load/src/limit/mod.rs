//! The limit: what the database does with the very statements of a request, without the service.

use anyhow::Result;

use crate::run::Run;
use crate::run::results::Results;

/// Measures everything that the service's throughput is compared with.
pub fn measure(run: &Run<'_>, results: &mut Results) -> Result<()> {
    run.constant(results)
}
