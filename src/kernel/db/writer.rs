//! SQLite's one writer: a thread that owns the write connection and takes jobs in turn.
//!
//! SQLite has one writer at a time whatever one does. With one thread the waiting is a fair queue instead of
//! SQLITE_BUSY, and `BEGIN IMMEDIATE` never loses a race. A job answers only after its COMMIT. When a job panics, or
//! ends the transaction behind our back (disk full, `RAISE(ROLLBACK)`), its answer is 503 and the connection is
//! replaced: nothing of a doubtful transaction is carried into the next job.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

use super::backend::{self, Conn, Purpose, Target};
use crate::kernel::problem::{Kind, Problem};

type Job = Box<dyn FnOnce(&mut Conn) -> Health + Send>;

/// What a job leaves behind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Health {
    Sound,
    Doubtful,
}

/// The way to the writer thread. The thread ends when the last sender is gone.
pub(super) struct Writer(mpsc::Sender<Job>);

impl Writer {
    /// Starts the thread and opens its connection.
    pub(super) fn start(target: Target) -> Result<Self, String> {
        let conn = backend::open(&target, Purpose::Write).map_err(|error| error.to_string())?;
        let (sender, jobs) = mpsc::channel();
        std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || serve(&target, conn, &jobs))
            .map_err(|error| error.to_string())?;
        Ok(Self(sender))
    }

    /// Runs a job and waits for its answer.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.submit(work)?.await.unwrap_or_else(|_| Err(lost()))
    }

    /// The same from a blocking thread.
    pub(super) fn run_blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.submit(work)?.blocking_recv().unwrap_or_else(|_| Err(lost()))
    }

    fn submit<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, Problem> + Send + 'static,
    ) -> Result<tokio::sync::oneshot::Receiver<Result<T, Problem>>, Problem> {
        let (answer, receiver) = tokio::sync::oneshot::channel();
        let job: Job = Box::new(move |conn| {
            let result = work(conn);
            let doubtful = matches!(&result, Err(problem) if problem.kind() == Kind::Unavailable);
            // The client may have gone; the work is done all the same.
            let _ = answer.send(result);
            if doubtful { Health::Doubtful } else { Health::Sound }
        });
        self.0.send(job).map_err(|_| lost())?;
        Ok(receiver)
    }
}

fn lost() -> Problem {
    Problem::unavailable(&"the writer gave no answer")
}

fn serve(target: &Target, conn: Conn, jobs: &mpsc::Receiver<Job>) {
    let mut conn = Some(conn);
    while let Ok(job) = jobs.recv() {
        let mut usable = match conn.take().map_or_else(|| backend::open(target, Purpose::Write), Ok) {
            Ok(usable) => usable,
            Err(_) => {
                tracing::error!("the write connection cannot be opened");
                continue; // dropping the job answers 503
            }
        };
        let health = catch_unwind(AssertUnwindSafe(|| job(&mut usable))).unwrap_or(Health::Doubtful);
        if health == Health::Sound {
            conn = Some(usable);
        }
    }
}
