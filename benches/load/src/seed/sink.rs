//! Where stamped rows go.

use anyhow::Result;

use crate::template::cell::Value;

/// A table of the database that is filled.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    pub table: &'a str,
    pub columns: &'a [String],
}

/// A database that is filled.
pub trait Sink {
    /// Takes a row; it may be written later.
    fn row(&mut self, target: Target<'_>, values: &[Value<'_>]) -> Result<()>;
    /// A good place to write what was taken: some copies are whole.
    fn pause(&mut self) -> Result<()>;
    /// Runs a statement over what was written.
    fn run(&mut self, sql: &str) -> Result<()>;
    /// Writes the rest and leaves the database as the service wants it.
    fn finish(self: Box<Self>) -> Result<()>;
}
