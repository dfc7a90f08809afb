use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use super::assessments::said;
use super::event_loop::Incoming;
use crate::report::json::to_json;
use crate::results::AssessmentResult;
use crate::state::Event;

/// Writes answers to a new file on a thread of its own: the store's may be waiting, and it is for
/// just that case that somebody writes them elsewhere.
pub fn write_out(path: String, result: AssessmentResult, answers: Sender<Incoming>) {
    let write = move || {
        let written = write_new(&from_home(&path), &to_json(&result));
        let why_not = written.err().map(|error| said(&error));
        let _ = answers.send(Incoming::Answer(Some(Event::Written { path, why_not })));
    };
    let _ = std::thread::Builder::new().name("file".into()).spawn(write);
}

/// Writes a file that was not there before, whole or not at all, readable by its owner alone.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path)?;
    Ok(())
}

/// `~/` is the home folder, as people type it.
fn from_home(path: &str) -> PathBuf {
    let home = path
        .strip_prefix("~/")
        .and_then(|rest| Some(etcetera::home_dir().ok()?.join(rest)));
    home.unwrap_or_else(|| PathBuf::from(path))
}
