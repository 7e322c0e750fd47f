//! The thread that writes: it owns one write connection and takes jobs in turn. On SQLite everything is written here; on
//! PostgreSQL the log of reads is (see [`super::recorder`]).
//!
//! SQLite has one writer at a time whatever one does. With one thread the waiting is a fair queue instead of SQLITE_BUSY,
//! `BEGIN IMMEDIATE` never loses a race, and those who wait share a commit, which is what a write costs: the jobs that have
//! come run one after the other inside one transaction, each in a savepoint, and are answered when it is on disk.
//!
//! That nobody loses what was acknowledged rests on five conditions:
//! 1. A job is answered after the COMMIT, also when it is refused: what the log says of the refusal is then on disk.
//! 2. SQLite may end a transaction by itself (disk full, an I/O error, `RAISE(ROLLBACK)`); what came after would be stored
//!    statement by statement. After each job its savepoint must be there to be released, else the whole group gets 503
//!    and the connection is closed.
//! 3. A job that panics is rolled back by hand: nothing in its unwinding does it.
//! 4. No constraint is deferred: it would fail at the COMMIT, for all. (A test over the migrations.)
//! 5. Triggers only `RAISE(ABORT)`, which ends the statement and nothing else. (The same test.)

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

use tokio::sync::oneshot;

use super::backend::Target;
use super::conn::Conn;
use super::pool::Pool;
use super::tx;
use crate::kernel::problem::{Kind, Problem};

/// Most jobs that share a commit: the first of them waits for the last.
const LARGEST_GROUP: usize = 64;
/// Most jobs that wait; who comes then is told to come back, before everybody waits for too long.
const LONGEST_QUEUE: usize = 1024;

/// What a job has to say when what it did is on disk. Unsaid it is 503.
struct Answer {
    say: Box<dyn FnOnce() + Send>,
    /// Whether the connection can be trusted after it.
    is_sound: bool,
}

struct Job {
    work: Box<dyn FnOnce(&mut Conn) -> Answer + Send>,
    /// Whether it runs outside of any transaction, by itself.
    alone: bool,
}

/// The way to the thread, which ends when the last sender is gone and all jobs are done.
pub(super) struct Writer(mpsc::SyncSender<Job>);

impl Writer {
    /// Starts the thread.
    pub(super) fn start(target: Target) -> Result<Self, String> {
        let pool = Pool::of_one_writer(target)?;
        let (sender, jobs) = mpsc::sync_channel(LONGEST_QUEUE);
        std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || serve(&pool, Queue { jobs, ahead: None }))
            .map_err(|error| error.to_string())?;
        Ok(Self(sender))
    }

    /// Runs a job in a transaction that it may share with others, and waits for its answer.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.ask(false, work).await
    }

    /// Runs a job outside of any transaction.
    pub(super) async fn run_alone<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.ask(true, work).await
    }

    async fn ask<T: Send + 'static>(
        &self,
        alone: bool,
        work: impl FnOnce(&mut Conn) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let (answer, receiver) = oneshot::channel();
        self.submit(alone, work, move |result| drop(answer.send(result)))?;
        receiver.await.unwrap_or_else(|_| Err(lost()))
    }

    /// Hands a job over. What it gave is told when it is on disk, and never otherwise. The client may have gone by then; the
    /// work is done all the same.
    pub(super) fn submit<T: Send + 'static>(
        &self,
        alone: bool,
        work: impl FnOnce(&mut Conn) -> Result<T, Problem> + Send + 'static,
        tell: impl FnOnce(Result<T, Problem>) + Send + 'static,
    ) -> Result<(), Problem> {
        let work = Box::new(move |conn: &mut Conn| {
            let result = work(conn);
            let is_sound = !matches!(&result, Err(problem) if problem.kind() == Kind::Unavailable);
            Answer { say: Box::new(move || tell(result)), is_sound }
        });
        self.0.try_send(Job { work, alone }).map_err(|_| Problem::unavailable(&"too many wait for the writer"))
    }
}

/// The 503 for a job whose answer was never said.
pub(super) fn lost() -> Problem {
    Problem::unavailable(&"the writer gave no answer")
}

/// The jobs that wait.
struct Queue {
    jobs: mpsc::Receiver<Job>,
    /// One that was taken out and could not share the group's transaction.
    ahead: Option<Job>,
}

impl Queue {
    fn wait(&mut self) -> Option<Job> {
        self.ahead.take().or_else(|| self.jobs.recv().ok())
    }

    /// Another that has come and can share the transaction.
    fn next_of_group(&mut self) -> Option<Job> {
        let next = self.jobs.try_recv().ok()?;
        if next.alone {
            self.ahead = Some(next);
            return None;
        }
        Some(next)
    }

    /// Answers all who wait with 503, when there is no use in waiting.
    fn refuse_all(&mut self) {
        self.ahead = None;
        self.jobs.try_iter().for_each(drop);
    }
}

fn serve(pool: &Pool, mut queue: Queue) {
    while let Some(first) = queue.wait() {
        let mut begun = false;
        let served = pool.with(|conn| {
            if first.alone {
                begun = true;
                return alone(conn, first);
            }
            tx::begin_group(conn)?;
            begun = true;
            group(conn, first, &mut queue)
        });
        if !begun {
            queue.refuse_all();
        }
        if served.is_err() {
            tracing::warn!("the write connection is opened anew");
        }
    }
}

/// Runs a job by itself.
fn alone(conn: &mut Conn, job: Job) -> Result<(), Problem> {
    let Ok(answer) = catch_unwind(AssertUnwindSafe(|| (job.work)(conn))) else { return Err(lost()) };
    (answer.say)();
    if answer.is_sound { Ok(()) } else { Err(lost()) }
}

/// Runs the first job and those that come meanwhile in the transaction that was begun, commits once, then answers them all.
/// Dropping the answers, when something is in doubt, is 503 for each.
fn group(conn: &mut Conn, first: Job, queue: &mut Queue) -> Result<(), Problem> {
    let mut answers = Vec::new();
    let mut all_sound = true;
    let mut next = Some(first);
    while let Some(job) = next {
        let answer = in_savepoint(conn, job)?;
        all_sound &= answer.as_ref().is_some_and(|answer| answer.is_sound);
        answers.push(answer);
        next = if answers.len() < LARGEST_GROUP { queue.next_of_group() } else { None };
    }
    tx::commit_group(conn)?;
    answers.into_iter().flatten().for_each(|answer| (answer.say)());
    // Whoever failed was rolled back alone; the next group begins on a new connection all the same.
    if all_sound { Ok(()) } else { Err(lost()) }
}

/// Runs a job in a savepoint of its own; gives nothing when it panicked and was rolled back.
fn in_savepoint(conn: &mut Conn, job: Job) -> Result<Option<Answer>, Problem> {
    tx::begin_job(conn)?;
    let done = catch_unwind(AssertUnwindSafe(|| (job.work)(conn)));
    match done {
        Ok(answer) => tx::end_job(conn).map(|()| Some(answer)),
        Err(_) => tx::undo_job(conn).map(|()| None),
    }
}

#[cfg(test)]
pub(super) mod tests;
