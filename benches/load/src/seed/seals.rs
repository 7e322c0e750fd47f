//! The seals of the stamped access log. The service would seal it by itself, for hours: its sealer is made for what a minute
//! brings. So the seed chains and signs what it stamps with the service's own functions, and `samsyn audit verify` finds the log
//! whole.

use anyhow::{Error, Result};
use diesel::prelude::*;
use samsyn::config::Config;
use samsyn::kernel::audit::Entry;
use samsyn::kernel::db::backend::{self, Purpose, Target as Database};
use samsyn::kernel::db::schema::audit_entries;
use samsyn::kernel::seals::checkpoint::Checkpoint;
use samsyn::kernel::seals::merkle::{self, Frontier};
use samsyn::kernel::seals::witness::Witness;
use samsyn::kernel::seals::{Hash, chain};
use samsyn::kernel::time::{Clock as _, SystemClock};

use super::sink::{Sink, Target};
use crate::template::cell::{Value, Words};
use crate::template::ids::{Copy, Numbering, Ref};

/// What is hashed of each of the template's entries, in the order in which they are sealed.
pub struct Log {
    entries: Vec<(Ref, Words)>,
    head: Hash,
    tree: Frontier,
}

impl Log {
    /// Reads the template's log.
    pub fn read(template: &Database, numbering: &Numbering) -> Result<Self> {
        let mut conn = backend::open(template, Purpose::Read)?;
        let entries: Vec<Entry> = audit_entries::table
            .filter(audit_entries::child_id.is_not_null())
            .select(Entry::as_select())
            .order((audit_entries::at, audit_entries::id))
            .load(&mut conn)?;
        let mut known = Vec::new();
        for entry in entries {
            let canonical = String::from_utf8(chain::canonical(&entry)?)?;
            known.push((numbering.told(&entry.id.to_string())?, Words::of(&canonical, numbering)));
        }
        Ok(Self { entries: known, head: chain::START, tree: Frontier::default() })
    }

    /// Seals a copy's entries.
    pub fn seal(&mut self, copy: Copy, sink: &mut dyn Sink) -> Result<()> {
        let columns = ["position", "entry_id", "hash"].map(str::to_owned);
        for (entry, words) in &self.entries {
            let canonical = words.stamped(copy);
            self.head = chain::next(&self.head, canonical.as_bytes());
            self.tree.push(merkle::leaf(canonical.as_bytes()));
            let position = Value::Int(i64::try_from(self.tree.size())?);
            let values = [position, Value::Id(entry.stamped(copy)), Value::Bytes(self.head.as_slice().into())];
            sink.row(Target { table: "audit_seals", columns: &columns }, &values)?;
        }
        Ok(())
    }

    /// Signs the whole, and writes the checkpoint into the service's own file of checkpoints.
    pub fn sign(&self, config: &Config, sink: &mut dyn Sink) -> Result<()> {
        let origin = config.audit.origin.clone();
        let checkpoint = Checkpoint { origin, size: self.tree.size(), root: self.tree.root() };
        let note = checkpoint.signed(&config.audit_keys().map_err(Error::msg)?);
        let columns = ["size", "note", "frontier", "made_at"].map(str::to_owned);
        let values = [
            Value::Int(i64::try_from(self.tree.size())?),
            Value::Text(note.as_str().into()),
            Value::Bytes(self.tree.to_bytes().into()),
            Value::Int(SystemClock.now().as_micros()),
        ];
        sink.row(Target { table: "audit_checkpoints", columns: &columns }, &values)?;
        Witness::new(config.audit_checkpoints()).append(&[note])?;
        Ok(())
    }
}
