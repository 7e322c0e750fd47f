//! SQLite's own account of what it is asked: every connection of this process tells each statement with its values.

use std::ffi::{c_char, c_int};
use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use rusqlite::Connection;
use rusqlite::auto_extension::{init_auto_extension, register_auto_extension};
use rusqlite::ffi;
use rusqlite::trace::{TraceEvent, TraceEventCodes};

static HEARD: Mutex<Option<Vec<String>>> = Mutex::new(None);

/// From now on every new connection tells.
#[expect(unsafe_code, reason = "the C library calls it; rusqlite's wrapper does the rest")]
pub fn install() -> Result<()> {
    unsafe extern "C" fn opened(
        db: *mut ffi::sqlite3,
        error: *mut *mut c_char,
        _: *const ffi::sqlite3_api_routines,
    ) -> c_int {
        // SAFETY: SQLite calls this with the connection that it opens, as the wrapper asks for.
        unsafe { init_auto_extension(db, error, listen) }
    }
    // SAFETY: `opened` lives as long as the program.
    unsafe { register_auto_extension(opened) }?;
    Ok(())
}

fn listen(conn: Connection) -> rusqlite::Result<()> {
    conn.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(heard));
    Ok(())
}

fn heard(event: TraceEvent<'_>) {
    if let TraceEvent::Stmt(statement, text) = event
        && let Some(list) = HEARD.lock().unwrap_or_else(PoisonError::into_inner).as_mut()
    {
        // What triggers do is told as a comment: it is no statement of the service.
        list.push(if text.starts_with("--") { text.to_owned() } else { statement.expanded_sql().unwrap_or_default() });
    }
}

/// Begins to write down.
pub fn begin() {
    *HEARD.lock().unwrap_or_else(PoisonError::into_inner) = Some(Vec::new());
}

/// What was written down.
pub fn end() -> Vec<String> {
    HEARD.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default()
}
