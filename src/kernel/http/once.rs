//! Retries: `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07).
//!
//! The key's row is written in the transaction of its effect. A repeated request with the same content gets the first
//! answer's resource again, read anew under today's access; only what succeeded is kept, for 24 hours per client.

use actix_web::{HttpRequest, web};
use diesel::prelude::*;
use uuid::Uuid;

use super::bad_parameter;
use crate::kernel::auth::Caller;
use crate::kernel::crypto::{IndexKey, IndexKeys};
use crate::kernel::db::schema::idempotency_keys as keys;
use crate::kernel::db::{Tx, lock};
use crate::kernel::ids::ResourceId;
use crate::kernel::problem::{Kind, Problem};
use crate::kernel::text::Text;
use crate::kernel::time::Instant;

const KEPT_DAYS: i64 = 1;
const LONGEST_KEY: usize = 128;

/// An idempotency key with the fingerprint of its request.
#[derive(Clone, Debug)]
pub struct Once {
    key: String,
    request: String,
    body: web::Bytes,
}

#[derive(Insertable)]
#[diesel(table_name = keys)]
struct Row<'a> {
    client: String,
    key: &'a str,
    fingerprint: &'a [u8],
    resource_id: ResourceId,
    created_at: Instant,
}

impl Once {
    /// The key of a request, when it has one. Curl users forget the quotes of a structured string; both forms do.
    pub(super) fn of(request: &HttpRequest, body: web::Bytes) -> Result<Option<Self>, Problem> {
        let Some(value) = request.headers().get("Idempotency-Key") else { return Ok(None) };
        let key = value.to_str().unwrap_or_default().trim().trim_matches('"').to_owned();
        if key.is_empty() || key.len() > LONGEST_KEY || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(bad_parameter(
                "Idempotency-Key",
                Text::new(
                    "1–128 synliga ASCII-tecken, helst ett UUID.",
                    "1–128 visible ASCII characters, best a UUID.",
                ),
            ));
        }
        Ok(Some(Self { key, request: format!("{} {}", request.method(), request.path()), body }))
    }

    /// Keyed: a plain hash of a body with an identity number in it could be found by trying all numbers.
    fn fingerprint(&self, key: &IndexKey) -> [u8; 32] {
        key.keyed_fingerprint(&[self.request.as_bytes(), &self.body])
    }

    /// Whether a kept fingerprint is this request's, also when it was made under an older key.
    fn is_of(&self, fingerprint: &[u8], keys: &IndexKeys) -> bool {
        keys.all().any(|key| fingerprint == self.fingerprint(key))
    }

    /// What an earlier request with this key made; the transaction's first statement after it is known who acts.
    pub(in crate::kernel) fn earlier(&self, tx: &mut Tx<'_>, caller: &Caller) -> Result<Option<Uuid>, Problem> {
        let client = client(caller);
        if !lock::try_take(tx.conn, lock_name(&client, &self.key))? {
            return Err(Problem::new(
                Kind::StillRunning,
                Text::new(
                    "Samma anrop pågår redan. Vänta på dess svar.",
                    "The same request is running. Wait for its answer.",
                ),
            )
            .with_header("Retry-After", "1"));
        }
        let earlier: Option<(Vec<u8>, ResourceId, Instant)> = keys::table
            .find((&client, &self.key))
            .select((keys::fingerprint, keys::resource_id, keys::created_at))
            .first(tx.conn)
            .optional()?;
        match earlier {
            None => Ok(None),
            Some((_, _, made_at)) if made_at < expiry(tx.now()) => {
                diesel::delete(keys::table.find((&client, &self.key))).execute(tx.conn)?;
                Ok(None)
            }
            Some((fingerprint, resource, _)) if self.is_of(&fingerprint, &tx.keys().index) => Ok(Some(resource.0)),
            Some(_) => Err(Problem::new(
                Kind::KeyReused,
                Text::new("Ta en ny nyckel för ett nytt anrop.", "Take a new key for a new request."),
            )),
        }
    }

    /// Keeps the key with what its request made.
    pub(in crate::kernel) fn keep(&self, tx: &mut Tx<'_>, caller: &Caller, resource: Uuid) -> Result<(), Problem> {
        let fingerprint = self.fingerprint(tx.keys().index.current());
        let row = Row {
            client: client(caller),
            key: &self.key,
            fingerprint: &fingerprint,
            resource_id: ResourceId(resource),
            created_at: tx.now(),
        };
        diesel::insert_into(keys::table).values(&row).execute(tx.conn)?;
        Ok(())
    }
}

/// Takes away the keys that are too old to mean anything.
///
/// # Errors
/// 503 when the database fails.
pub fn forget_expired(tx: &mut Tx<'_>) -> Result<(), Problem> {
    diesel::delete(keys::table.filter(keys::created_at.lt(expiry(tx.now())))).execute(tx.conn)?;
    Ok(())
}

/// A key that is older than this is forgotten.
fn expiry(now: Instant) -> Instant {
    now.plus_days(-KEPT_DAYS)
}

/// Keys belong to one person of one client of one issuer: nobody can replay another's.
fn client(caller: &Caller) -> String {
    format!("{} {} {}", caller.issuer, caller.client_id, caller.person())
}

/// The name of the lock under which one key is worked on.
fn lock_name(client: &str, key: &str) -> i64 {
    let [a, b, c, d, e, f, g, h, ..] = IndexKey::fingerprint(&[client.as_bytes(), key.as_bytes()]);
    i64::from_be_bytes([a, b, c, d, e, f, g, h])
}
