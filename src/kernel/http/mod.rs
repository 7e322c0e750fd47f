//! What every operation shares over HTTP: bodies, queries, preconditions, replies, and the edge around them.

mod body;
mod cacheable;
mod context;
pub mod contract;
pub mod document;
mod edge;
mod forwarded;
mod limits;
mod once;
mod page;
mod payload;
mod precondition;
mod reply;
mod routes;
mod strict_json;
mod trace;
mod warning;

pub use body::{Json, Patch, fault, fault_at, present};
pub use cacheable::{Cacheable, IfNoneMatch};
pub use context::{API_PATH, HttpConfig, RequestContext, Visitor};
pub use edge::{edge, fallback, unmatched};
pub use limits::RateLimits;
pub use once::{Once, forget_expired};
pub use page::{Feed, FeedParams, List, Meta, NoFilter, Page, PageRequest, Paging};
pub use precondition::{IfMatch, IfMatchUnlessNew, etag};
pub use reply::{Created, Found, Link, LinkMethod, Put, Shown, Upserted};
pub use routes::{Description, Routes};
pub use warning::Warning;

use super::problem::{FieldError, Kind, Problem};
use super::text::Text;

/// The problem for one query parameter or header that cannot be read.
#[must_use]
pub fn bad_parameter(name: &str, detail: Text) -> Problem {
    bad_parameters(vec![FieldError::parameter(name, "invalid-parameter", detail)])
}

fn bad_parameters(faults: Vec<FieldError>) -> Problem {
    let what = Text::new("Anropets parametrar går inte att läsa.", "The request's parameters cannot be read.");
    Problem::new(Kind::Malformed, what).with_errors(faults)
}
