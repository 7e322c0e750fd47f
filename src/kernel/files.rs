//! Files that hold secrets.

use std::io::Write;
use std::path::Path;

/// Writes a new file that only its owner may read.
///
/// # Errors
/// When it exists already or cannot be written.
pub fn write_secret(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|error| format!("{}: {error}", path.display()))
}
