//! `samsyn keys`: how keys are changed while the service serves, and how one record is destroyed.
//!
//! Each batch is a transaction of its own, so that the service waits for none, and the whole can be stopped and repeated.

use std::sync::Arc;

use crate::app;
use crate::config::Config;
use crate::kernel::db::{Db, Size, Tx, migrate};
use crate::kernel::ids::{ChildId, OrganisationId};
use crate::kernel::problem::{Kind, Problem};
use crate::kernel::time::Clock;
use crate::kernel::vault::rotation::Walk;
use crate::kernel::vault::{Census, Keys};
use crate::parties::children::shredding::{Elsewhere, Prospect};
use crate::parties::children::{reindex, shredding};
use crate::trust::retention::legal_holds;

/// What is done with keys.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum Command {
    /// Count the records under each key.
    Status(Config),
    /// Wrap every data key with the current master key, while the service serves; may be stopped and repeated.
    Rewrap(Config),
    /// Compute every keyed hash with the current index key, while the service serves; may be stopped and repeated.
    Reindex(Config),
    /// Destroy one custodian's record of a child, or what it wrote in another's cases, for ever.
    Shred(Shred),
}

/// Which record is destroyed, and by whom.
#[derive(Clone, Debug, clap::Args)]
pub struct Shred {
    /// The service's settings.
    #[command(flatten)]
    pub config: Config,
    /// The id of the child record.
    #[arg(long)]
    pub child: ChildId,
    /// Whose words are destroyed; without it the record's own custodian's, and so the record. Another organisation's are what
    /// it wrote in the cases about the record.
    #[arg(long)]
    pub custodian: Option<OrganisationId>,
    /// Who destroys it, and after which decision; stands in the log.
    #[arg(long)]
    pub by: String,
    /// Destroy it. Without this it is only told what would be destroyed.
    #[arg(long)]
    pub confirm: bool,
}

/// The longest text that the log takes of who destroys.
const LONGEST_NAME: usize = 200;

/// Runs a command.
///
/// # Errors
/// With one line that says why it cannot be done.
pub fn run(command: &Command, clock: Arc<dyn Clock>, say: &dyn Fn(&str)) -> Result<(), String> {
    let (Command::Status(config) | Command::Rewrap(config) | Command::Reindex(config)) = command else {
        let Command::Shred(shred) = command else { return Ok(()) };
        return actix_web::rt::System::new().block_on(destroy(shred, clock, say));
    };
    let keys = config.keys()?;
    let db = open(config, clock, keys.clone())?;
    actix_web::rt::System::new().block_on(async {
        match command {
            Command::Status(_) => status(&db, &keys, say).await,
            Command::Rewrap(_) => rewrap(&db, &keys, say).await,
            Command::Reindex(_) | Command::Shred(_) => reindex_all(&db, &keys, say).await,
        }
    })
}

fn open(config: &Config, clock: Arc<dyn Clock>, keys: Keys) -> Result<Db, String> {
    let target = config.target()?;
    if migrate::pending(&target)? {
        return Err("migrations are pending: run `samsyn migrate` first".to_owned());
    }
    Db::open(target, Size { connections: 1, requests: 1 }, clock, Arc::new(keys), app::REACTIONS)
}

async fn maintain<T: Send + 'static>(
    db: &Db,
    work: impl FnOnce(&mut Tx<'_>) -> Result<T, Problem> + Send + 'static,
) -> Result<T, String> {
    db.maintain(work).await.map_err(|problem| problem.to_string())
}

async fn census(db: &Db) -> Result<Census, String> {
    maintain(db, |tx| Census::take(tx.conn)).await
}

async fn status(db: &Db, keys: &Keys, say: &dyn Fn(&str)) -> Result<(), String> {
    let census = census(db).await?;
    let masters: Vec<String> = keys.master.ids().map(|id| id.to_string()).collect();
    let indexes: Vec<String> = keys.index.all().map(|key| key.id().to_string()).collect();
    say("master keys, and the data keys that each wraps");
    table(&masters, &census.masters).iter().for_each(|line| say(line));
    say("index keys, and the records that each indexes");
    table(&indexes, &census.indexes).iter().for_each(|line| say(line));
    say(&format!("records destroyed: {}", census.shredded));
    say(&format!("parts of other authorities' cases destroyed: {}", census.shredded_parts));
    Ok(())
}

/// A line for each key that is given or was used.
fn table(given: &[String], counts: &[(String, i64)]) -> Vec<String> {
    let count = |id: &str| counts.iter().find(|(known, _)| known == id).map_or(0, |(_, count)| *count);
    let mut lines = Vec::new();
    for (place, id) in given.iter().enumerate() {
        lines.push(format!("  {id}  {:<9}  {}", if place == 0 { "current" } else { "older" }, count(id)));
    }
    for (id, count) in counts.iter().filter(|(id, _)| !given.contains(id)) {
        let (id, what) = if id.is_empty() { ("not noted       ", "unknown") } else { (id.as_str(), "NOT GIVEN") };
        lines.push(format!("  {id}  {what:<9}  {count}"));
    }
    lines
}

async fn rewrap(db: &Db, keys: &Keys, say: &dyn Fn(&str)) -> Result<(), String> {
    let mut walk = Walk::begin();
    while walk.goes_on {
        walk = maintain(db, move |tx| tx.rewrap_batch(walk)).await?;
        say(&format!("{} wrapped anew, {} remain", walk.renewed, census(db).await?.to_rewrap(keys)));
    }
    finished(census(db).await?.to_rewrap(keys), "data keys", "master keys", say)
}

async fn reindex_all(db: &Db, keys: &Keys, say: &dyn Fn(&str)) -> Result<(), String> {
    let mut walk = Walk::begin();
    while walk.goes_on {
        walk = maintain(db, move |tx| reindex::batch(tx, walk)).await?;
        say(&format!("{} indexed anew, {} remain", walk.renewed, census(db).await?.to_reindex(keys)));
    }
    finished(census(db).await?.to_reindex(keys), "records", "index keys", say)
}

/// What may be done next.
fn finished(remain: i64, what: &str, keys: &str, say: &dyn Fn(&str)) -> Result<(), String> {
    if remain > 0 {
        return Err(format!(
            "{remain} {what} remain under other keys: give those keys too, let every service read the keys again, and repeat"
        ));
    }
    say(&format!("none remains under older {keys}: they may be removed"));
    Ok(())
}

/// Whether no hold is on these records, nor on others about the same child: a hold is on all that its organisation has written
/// about the child. Who places one now waits until this is done, or is seen. Others' holds are noted to outlive the record.
fn is_free(
    tx: &mut Tx<'_>,
    id: ChildId,
    custodian: OrganisationId,
    mut records: Vec<ChildId>,
) -> Result<bool, Problem> {
    tx.take_turns(&format!("retention {custodian}"))?;
    records.extend(shredding::same_child(tx, id)?);
    let is_free = legal_holds::queries::held(tx.conn, custodian, &records)?.is_empty();
    legal_holds::spread(tx, id)?;
    Ok(is_free)
}

async fn destroy(shred: &Shred, clock: Arc<dyn Clock>, say: &dyn Fn(&str)) -> Result<(), String> {
    let (id, whose, by) = (shred.child, shred.custodian, shred.by.trim().to_owned());
    if by.is_empty() || by.len() > LONGEST_NAME {
        return Err(format!("--by says who destroys the record, in at most {LONGEST_NAME} bytes"));
    }
    // Destroying needs no key; the keys are read all the same, so that it is done where the service is at home.
    let db = open(&shred.config, clock, shred.config.keys()?)?;
    let found =
        db.maintain(move |tx| shredding::prospect(tx, id, whose)).await.map_err(|problem| match problem.kind() {
            Kind::NotFound => format!("there is no child record {id}"),
            _ => problem.to_string(),
        })?;
    told(&found).iter().for_each(|line| say(line));
    if !shred.confirm {
        return Err("nothing was destroyed; --confirm destroys it for ever".to_owned());
    }
    if !found.is_record() && found.elsewhere.is_empty() {
        return Err("nothing was destroyed: there is nothing of that organisation's to destroy".to_owned());
    }
    let mut records: Vec<ChildId> = found.elsewhere.iter().map(|part| part.id).collect();
    records.push(id);
    let custodian = found.whose;
    let held = move |tx: &mut Tx<'_>| {
        let free = is_free(tx, id, custodian, records)?;
        if free { shredding::shred(tx, id, whose, &by).map(|_| true) } else { Ok(false) }
    };
    if !maintain(&db, held).await? {
        return Err("nothing was destroyed: a legal hold stands, and must be lifted first".to_owned());
    }
    say(
        "destroyed; file this line, for a backup that is restored brings the record back and it must be destroyed again",
    );
    if db.sweep().await.is_err() {
        say(
            "others use the database: its own files may hold the destroyed key until they are written over; repeat the command",
        );
    }
    Ok(())
}

/// What would be destroyed, a line for each key.
fn told(found: &Prospect) -> Vec<String> {
    let (id, cases) = (found.id, found.cases);
    let mut lines = vec![format!(
        "child record {id} of organisation {}, registered {}, with {cases} cases",
        found.custodian_id,
        found.created_at.day(),
    )];
    if let Some((at, by)) = &found.shredded {
        lines.push(format!("it was destroyed {} by {by}", at.day()));
    }
    if !found.is_record() {
        lines.push(format!("the record stays; what organisation {} wrote in its cases is destroyed:", found.whose));
    } else if !found.elsewhere.is_empty() {
        lines.push("with it what its custodian wrote in other authorities' cases about the child:".to_owned());
    }
    let part = |part: &Elsewhere| {
        format!("  in the cases about record {} of organisation {} ({} cases)", part.id, part.custodian_id, part.cases)
    };
    lines.extend(found.elsewhere.iter().map(part));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_names_current_older_and_missing_keys() {
        let (given, counts) = (["aa".to_owned(), "bb".to_owned()], [("bb".to_owned(), 3), ("cc".to_owned(), 1)]);
        assert_eq!(table(&given, &counts), ["  aa  current    0", "  bb  older      3", "  cc  NOT GIVEN  1"]);
        assert_eq!(table(&[], &[(String::new(), 2)]), ["  not noted         unknown    2"]);
    }
}
