//! `column IN (…)` as a statement that stays prepared.
//!
//! diesel prepares every `eq_any` with a list anew, because its text depends on how many there are; a third of what a read cost was that.
//! Here a list is filled up to the next power of two with its last value, which changes nothing of what it finds, so that each query has a
//! handful of texts, and both databases keep them prepared.

use diesel::QueryResult;
use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, AsExpression, Expression, SelectableExpression, ValidGrouping};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{Bool, HasSqlType, SingleValue};

/// The longest list whose statement is kept.
const KEPT: usize = 64;

/// Whether an expression is among values: see [`AmongMethods::among`].
#[derive(Clone, Debug)]
pub struct Among<T, U> {
    left: T,
    values: Vec<U>,
}

/// What every expression can be asked.
pub trait AmongMethods: Expression + Sized {
    /// Whether it is one of these values; of none, it is not. In place of `eq_any` with a list (which stays right for a subquery).
    fn among<I>(self, values: I) -> Among<Self, I::Item>
    where
        I: IntoIterator,
        I::Item: AsExpression<Self::SqlType> + Clone,
        Self::SqlType: diesel::sql_types::SqlType,
    {
        let mut values: Vec<I::Item> = values.into_iter().collect();
        if values.len() <= KEPT
            && let Some(last) = values.last().cloned()
        {
            values.resize(values.len().next_power_of_two(), last);
        }
        Among { left: self, values }
    }
}

impl<T: Expression> AmongMethods for T {}

impl<T: Expression, U> Expression for Among<T, U> {
    type SqlType = Bool;
}

impl<T: ValidGrouping<G>, U, G> ValidGrouping<G> for Among<T, U> {
    type IsAggregate = T::IsAggregate;
}

impl<T: AppearsOnTable<Q>, U, Q> AppearsOnTable<Q> for Among<T, U> {}

impl<T: SelectableExpression<Q>, U, Q> SelectableExpression<Q> for Among<T, U> {}

impl<T, U> QueryId for Among<T, U> {
    type QueryId = ();

    // The text depends on how many values there are.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<T, U, DB> QueryFragment<DB> for Among<T, U>
where
    DB: Backend + HasSqlType<T::SqlType>,
    T: Expression + QueryFragment<DB>,
    T::SqlType: SingleValue,
    U: ToSql<T::SqlType, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        if self.values.is_empty() {
            out.push_sql("(1=0)");
            return Ok(());
        }
        if self.values.len() > KEPT {
            out.unsafe_to_cache_prepared();
        }
        self.left.walk_ast(out.reborrow())?;
        out.push_sql(" IN (");
        for (index, value) in self.values.iter().enumerate() {
            if index > 0 {
                out.push_sql(", ");
            }
            out.push_bind_param::<T::SqlType, U>(value)?;
        }
        out.push_sql(")");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use diesel::prelude::*;
    use diesel::sqlite::Sqlite;

    use super::{AmongMethods as _, KEPT};
    use crate::kernel::db::schema::cases;

    fn text(count: i32) -> String {
        let query = cases::table.filter(cases::version.among(0..count)).select(cases::version);
        let told = diesel::debug_query::<Sqlite, _>(&query).to_string();
        let text = told.split(" -- binds").next().unwrap_or_default();
        text.split("WHERE ").nth(1).unwrap_or_default().to_owned()
    }

    #[test]
    fn lists_of_about_as_many_are_one_statement() {
        assert!(text(1).contains("`version` IN (?)"), "{}", text(1));
        assert_eq!(text(3), text(4));
        assert_ne!(text(4), text(5));
        assert_eq!(text(5), text(8));
    }

    #[test]
    fn nothing_is_among_none_and_a_very_long_list_is_taken_as_it_is() {
        assert!(text(0).contains("1=0"));
        let long = i32::try_from(KEPT).unwrap() + 1;
        assert_eq!(text(long).matches('?').count(), KEPT + 1);
    }

    #[test]
    fn what_fills_a_list_up_is_its_last_value() {
        let among = cases::version.among([7, 8, 9]);
        assert_eq!(among.values, [7, 8, 9, 9]);
    }
}
