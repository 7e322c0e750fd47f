//! The file of checkpoints, outside the database's reach: one note after the other, with an empty line between, only
//! ever appended to and on disk before the next is made.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::checkpoint::Note;

/// More than two notes are ever long.
const TAIL: u64 = 8 * 1024;

/// A file of checkpoints.
#[derive(Clone, Debug)]
pub struct Witness(PathBuf);

/// One note of the file, or what stands in a note's place.
#[derive(Clone, Debug)]
pub struct Block {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// Its text.
    pub text: String,
    /// What it says, when it is a note.
    pub note: Option<Note>,
}

impl Witness {
    /// The file at this path; made when the first checkpoint is written.
    #[must_use]
    pub const fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The last whole note.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn last(&self) -> std::io::Result<Option<Block>> {
        let mut file = match std::fs::File::open(&self.0) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(blocks(&text).into_iter().rfind(|block| block.note.is_some()))
    }

    /// Appends notes and waits until they are on disk.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn append(&self, notes: &[String]) -> std::io::Result<()> {
        let mut options = OpenOptions::new();
        options.append(true).create(true).read(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o644);
        let mut file = options.open(&self.0)?;
        let torn = !ends_whole(&mut file)?;
        // What a crash left half-written stays: the file is only ever appended to.
        let mut text = String::from(if torn { "\n\n" } else { "" });
        for note in notes {
            text.push_str(note);
            text.push('\n');
        }
        file.write_all(text.as_bytes())?;
        file.sync_all()
    }
}

fn ends_whole(file: &mut std::fs::File) -> std::io::Result<bool> {
    let length = file.metadata()?.len();
    if length == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::Start(length.saturating_sub(2)))?;
    let mut end = Vec::new();
    file.read_to_end(&mut end)?;
    Ok(end == b"\n\n")
}

/// The notes of a file. A note is a text, an empty line, and its signatures; an empty line ends it.
#[must_use]
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraphs = paragraphs(text).into_iter().peekable();
    while let Some((line, head)) = paragraphs.next() {
        let signatures = paragraphs.next_if(|(_, next)| next.starts_with('\u{2014}'));
        let text = match &signatures {
            Some((_, signatures)) => format!("{head}\n{signatures}"),
            None => head,
        };
        blocks.push(Block { line, note: Note::parse(&text), text });
    }
    blocks
}

/// Runs of lines that are not empty, each with the line on which it begins.
fn paragraphs(text: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut inside = false;
    for (index, line) in text.split('\n').enumerate() {
        if line.is_empty() {
            inside = false;
            continue;
        }
        match found.last_mut().filter(|_| inside) {
            Some((_, paragraph)) => paragraph.push_str(&format!("{line}\n")),
            None => found.push((index + 1, format!("{line}\n"))),
        }
        inside = true;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::crypto::SigningKeys;
    use crate::kernel::seals::checkpoint::Checkpoint;

    fn note(size: u64) -> String {
        let keys = SigningKeys::generate().unwrap();
        Checkpoint { origin: "umea.example/log".into(), size, root: [7; 32] }.signed(&keys)
    }

    fn sizes(text: &str) -> Vec<Option<u64>> {
        blocks(text).iter().map(|block| block.note.as_ref().map(|note| note.checkpoint.size)).collect()
    }

    #[test]
    fn the_file_is_read_as_it_was_written_also_after_a_torn_note() {
        let folder = std::env::temp_dir().join(format!("samsyn-witness-{}", crate::kernel::ids::random()));
        std::fs::create_dir_all(&folder).unwrap();
        let witness = Witness::new(folder.join("checkpoints"));
        assert!(witness.last().unwrap().is_none());
        witness.append(&[note(3), note(5)]).unwrap();
        let whole = note(8);
        let before = std::fs::read_to_string(witness.path()).unwrap();
        for cut in (1..whole.len()).filter(|at| whole.is_char_boundary(*at)) {
            std::fs::write(witness.path(), format!("{before}{}", &whole[..cut])).unwrap();
            let last = witness.last().unwrap().unwrap().note.unwrap().checkpoint.size;
            // Only a signature that is cut may still look like one; it then verifies under no key.
            assert!(last == 5 || cut + 1 >= whole.len(), "{cut}: {last}");
            witness.append(std::slice::from_ref(&whole)).unwrap();
            let text = std::fs::read_to_string(witness.path()).unwrap();
            assert_eq!(sizes(&text).first(), Some(&Some(3)));
            assert_eq!(sizes(&text).last(), Some(&Some(8)), "{cut}");
        }
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_no_note_is_shown_with_its_line() {
        let text = format!("{}\nthis is\nno note\n\n{}", note(3), note(5));
        let blocks = blocks(&text);
        assert_eq!(sizes(&text), [Some(3), None, Some(5)]);
        assert_eq!(blocks[1].line, 7);
        assert_eq!(blocks[1].text, "this is\nno note\n");
    }
}
