//! `samsyn-load seed`: an empty database becomes one of many cases, in minutes. The story is told once and stamped: five copies, 250
//! cases, a district; ten districts an authority. So a unit has as many cases in a small database as in a large one,
//! and what grows is the number of units.
//!
//! The rows of two seeds are the same but for random nonces and data keys, and for the day on which the story ends.

mod postgres;
mod seals;
mod sink;
mod sqlite;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, Error, Result, ensure};
use samsyn::config::Config;
use samsyn::kernel::crypto;
use samsyn::kernel::db::{Target as Database, migrate};
use samsyn::kernel::files;

use crate::story::{self, Told};
use crate::template::Template;
use crate::template::cell::{Ring, Value};
use crate::template::ids::{Copy, DISTRICTS_AN_ORGANISATION, Level, STAMPS_A_DISTRICT};
use crate::world::World;
use sink::{Sink, Target};

/// What areas count, added up as the service's migration adds it up.
const COUNTED_IN_MUNICIPALITIES: &str = "INSERT INTO municipality_lead_time_counts \
    SELECT municipality_code, outcome, day, code, family_chosen, cancel_reason, days, 0, sum(count) \
    FROM lead_time_counts JOIN areas ON areas.id = area_id GROUP BY 1, 2, 3, 4, 5, 6, 7";

/// Arguments of the seed.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// How many cases; whole districts of 250.
    #[arg(long, default_value_t = 10_000)]
    pub cases: u64,
    /// The settings of the service that will serve the database: above all its data folder and its database.
    #[command(flatten)]
    pub config: Config,
}

/// Fills the database, which must be empty.
pub fn run(args: &Args) -> Result<()> {
    let config = &args.config;
    let began = Instant::now();
    config.make_data_dir().map_err(Error::msg)?;
    make_keys(config)?;
    let (template, told, template_database) = template(config)?;
    let stamps = (args.cases / u64::from(story::CASES)).next_multiple_of(STAMPS_A_DISTRICT);
    println!("the story was told in {:.1} s: {} rows a copy", began.elapsed().as_secs_f32(), template.rows_a_copy());
    let target = config.target().map_err(Error::msg)?;
    ensure!(!migrate::run(&target).map_err(Error::msg)?.is_empty(), "the database is not empty");
    let sink: Box<dyn Sink> = match &target {
        Database::Postgres(url) => Box::new(postgres::Postgres::open(url)?),
        Database::Sqlite(path) => Box::new(sqlite::Sqlite::open(path.as_ref())?),
    };
    let log = seals::Log::read(&template_database, &template.numbering)?;
    stamp(config, &template, sink, log, stamps)?;
    World::of(&told, &template.numbering, stamps)?.write(&config.data_dir)?;
    println!("{} cases in {:.1} s", stamps * u64::from(story::CASES), began.elapsed().as_secs_f32());
    Ok(())
}

/// Keys of the database's own, kept beside it.
fn make_keys(config: &Config) -> Result<()> {
    for name in ["master.key", "index.key", "audit.key"] {
        let path = config.data_dir.join(name);
        if !path.exists() {
            let key = crypto::new_key_text()?;
            files::write_secret(&path, format!("{}\n", *key).as_bytes()).map_err(Error::msg)?;
        }
    }
    Ok(())
}

/// Tells the story into a database of its own, always SQLite, and reads it back.
fn template(config: &Config) -> Result<(Template, Told, Database)> {
    let folder = config.data_dir.join("template");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir(&folder)?;
    let path: PathBuf = folder.join("samsyn.db");
    let mut own = config.clone();
    own.database_url = Some(format!("sqlite:{}", path.display()));
    own.audit.checkpoints = Some(folder.join("audit-checkpoints"));
    let told = story::tell(&own)?;
    let masters = config.keys().map_err(Error::msg)?.master;
    let template = Template::read(&path, &masters).context("the story cannot be read back")?;
    Ok((template, told, own.target().map_err(Error::msg)?))
}

fn stamp(
    config: &Config,
    template: &Template,
    mut sink: Box<dyn Sink>,
    mut log: seals::Log,
    stamps: u64,
) -> Result<()> {
    let masters = config.keys().map_err(Error::msg)?.master;
    let stamp_level = |level: Option<Level>, copy: Copy, sink: &mut dyn Sink| -> Result<()> {
        let mut ring = Ring::new(&masters);
        for table in template.tables.iter().filter(|table| table.level == level) {
            for row in &table.rows {
                let values = row.iter().map(|cell| cell.stamped(copy, template.facts, &mut ring));
                let values = values.collect::<Result<Vec<Value<'_>>>>()?;
                sink.row(Target { table: table.name, columns: &table.columns }, &values)?;
            }
        }
        Ok(())
    };
    stamp_level(None, Copy::number(0), &mut *sink)?;
    for stamp in 0..stamps {
        let copy = Copy::number(stamp);
        if stamp.is_multiple_of(STAMPS_A_DISTRICT * DISTRICTS_AN_ORGANISATION) {
            stamp_level(Some(Level::Organisation), copy, &mut *sink)?;
        }
        if stamp.is_multiple_of(STAMPS_A_DISTRICT) {
            stamp_level(Some(Level::District), copy, &mut *sink)?;
        }
        stamp_level(Some(Level::Case), copy, &mut *sink)?;
        log.seal(copy, &mut *sink)?;
        sink.pause()?;
    }
    log.sign(config, &mut *sink)?;
    sink.run(COUNTED_IN_MUNICIPALITIES)?;
    sink.finish()
}
