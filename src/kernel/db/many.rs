//! Several rows in statements that stay prepared.
//!
//! diesel prepares an insert of several rows anew each time, because its text depends on how many there are. On PostgreSQL that is
//! two round trips and a plan; so at most [`PORTION`] rows are taken at a time, and the statement of each number stays prepared. SQLite has no
//! round trip to spare: there as many as [`TOGETHER`] are a statement, and of fewer each row.

use diesel::QueryResult;
use diesel::backend::Backend;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};

/// Most rows of a statement; each smaller number has a statement of its own.
pub const PORTION: usize = 64;

/// How many rows of SQLite's are a statement.
pub const TOGETHER: usize = 16;

/// A statement that stays prepared whatever diesel thinks of it. Only for one that has few texts.
#[derive(Debug)]
pub struct Kept<S>(pub S);

impl<S> QueryId for Kept<S> {
    type QueryId = ();

    // It is kept by its text.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<S: QueryFragment<DB>, DB: Backend> QueryFragment<DB> for Kept<S> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(pass)
    }

    fn is_safe_to_cache_prepared(&self, _: &DB) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<S, Conn> diesel::RunQueryDsl<Conn> for Kept<S> {}
