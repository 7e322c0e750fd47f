//! The connection that is either database.
//!
//! diesel's derive for several databases writes a query's text out anew each time it goes over it: to look for the prepared statement,
//! to ask whether it may be kept, and to collect its values. That was a fifth of what a write cost. So [`Conn`] wraps each query in
//! one that remembers its text: of a query that always reads the same, for as long as the process lives; of another, until
//! it is done. (`diesel::internal` is what the derive itself calls from here.)

use std::any::TypeId;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use diesel::backend::Backend;
use diesel::connection::{
    CacheSize, Connection, Instrumentation, LoadConnection, SimpleConnection, TransactionManager,
    TransactionManagerStatus,
};
use diesel::expression::QueryMetadata;
use diesel::internal::derives::multiconnection::ConnectionSealed;
use diesel::query_builder::{AstPass, Query, QueryBuilder, QueryFragment, QueryId};
use diesel::r2d2::R2D2Connection;
use diesel::{ConnectionResult, PgConnection, QueryResult, SqliteConnection};

/// diesel's own connection to either database.
#[derive(diesel::MultiConnection)]
pub enum Raw {
    /// PostgreSQL: production.
    Postgres(PgConnection),
    /// SQLite: the embedded default.
    Sqlite(SqliteConnection),
}

/// A connection to either database.
pub struct Conn(Raw);

impl Conn {
    /// The connection as what it is.
    pub const fn raw(&mut self) -> &mut Raw {
        &mut self.0
    }
}

impl From<Raw> for Conn {
    fn from(raw: Raw) -> Self {
        Self(raw)
    }
}

/// A query that remembers its text.
struct Remembered<Q> {
    query: Q,
    text: OnceCell<Arc<str>>,
}

impl<Q> Remembered<Q> {
    const fn new(query: Q) -> Self {
        Self { query, text: OnceCell::new() }
    }
}

type Builder = <MultiBackend as Backend>::QueryBuilder;

/// The texts of the queries that always read the same, by their types and by whether it is PostgreSQL.
type Texts = RwLock<HashMap<(TypeId, bool), Arc<str>>>;
static TEXTS: LazyLock<Texts> = LazyLock::new(Texts::default);

impl<Q: QueryFragment<MultiBackend> + QueryId> Remembered<Q> {
    fn text(&self, backend: &MultiBackend) -> QueryResult<Arc<str>> {
        if let Some(text) = self.text.get() {
            return Ok(Arc::clone(text));
        }
        let is_postgres = matches!(backend, MultiBackend::Postgres(_));
        let key = Q::query_id().map(|id| (id, is_postgres));
        let known = key.and_then(|key| TEXTS.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned());
        let text = match known {
            Some(text) => text,
            None => {
                let mut builder = if is_postgres {
                    Builder::Postgres(Default::default())
                } else {
                    Builder::Sqlite(Default::default())
                };
                self.query.to_sql(&mut builder, backend)?;
                let text: Arc<str> = builder.finish().into();
                if let Some(key) = key {
                    TEXTS.write().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&text));
                }
                text
            }
        };
        Ok(Arc::clone(self.text.get_or_init(|| text)))
    }
}

impl<Q: QueryFragment<MultiBackend> + QueryId> QueryFragment<MultiBackend> for Remembered<Q> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.query.walk_ast(pass)
    }

    fn to_sql(&self, out: &mut Builder, backend: &MultiBackend) -> QueryResult<()> {
        out.push_sql(&self.text(backend)?);
        Ok(())
    }
}

impl<Q: QueryId> QueryId for Remembered<Q> {
    type QueryId = Q::QueryId;

    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}

impl<Q: Query> Query for Remembered<Q> {
    type SqlType = Q::SqlType;
}

impl SimpleConnection for Conn {
    fn batch_execute(&mut self, query: &str) -> QueryResult<()> {
        self.0.batch_execute(query)
    }
}

impl ConnectionSealed for Conn {}

impl Connection for Conn {
    type Backend = MultiBackend;
    type TransactionManager = Self;

    fn establish(url: &str) -> ConnectionResult<Self> {
        Raw::establish(url).map(Self)
    }

    fn execute_returning_count<T: QueryFragment<MultiBackend> + QueryId>(&mut self, source: &T) -> QueryResult<usize> {
        self.0.execute_returning_count(&Remembered::new(source))
    }

    fn transaction_state(&mut self) -> &mut Raw {
        &mut self.0
    }

    fn instrumentation(&mut self) -> &mut dyn Instrumentation {
        self.0.instrumentation()
    }

    fn set_instrumentation(&mut self, instrumentation: impl Instrumentation) {
        self.0.set_instrumentation(instrumentation);
    }

    fn set_prepared_statement_cache_size(&mut self, size: CacheSize) {
        self.0.set_prepared_statement_cache_size(size);
    }
}

impl LoadConnection for Conn {
    type Cursor<'conn, 'query> = <Raw as LoadConnection>::Cursor<'conn, 'query>;
    type Row<'conn, 'query> = <Raw as LoadConnection>::Row<'conn, 'query>;

    fn load<'conn, 'query, T>(&'conn mut self, source: T) -> QueryResult<Self::Cursor<'conn, 'query>>
    where
        T: Query + QueryFragment<MultiBackend> + QueryId + 'query,
        MultiBackend: QueryMetadata<T::SqlType>,
    {
        LoadConnection::load(&mut self.0, Remembered::new(source))
    }
}

impl R2D2Connection for Conn {
    fn ping(&mut self) -> QueryResult<()> {
        self.0.ping()
    }

    fn is_broken(&mut self) -> bool {
        self.0.is_broken()
    }
}

/// Its transactions are those of the connection within.
impl TransactionManager<Self> for Conn {
    type TransactionStateData = Raw;

    fn begin_transaction(conn: &mut Self) -> QueryResult<()> {
        Raw::begin_transaction(&mut conn.0)
    }

    fn rollback_transaction(conn: &mut Self) -> QueryResult<()> {
        Raw::rollback_transaction(&mut conn.0)
    }

    fn commit_transaction(conn: &mut Self) -> QueryResult<()> {
        Raw::commit_transaction(&mut conn.0)
    }

    fn transaction_manager_status_mut(conn: &mut Self) -> &mut TransactionManagerStatus {
        Raw::transaction_manager_status_mut(&mut conn.0)
    }
}
