//! Runs an external editor on a note, in a file that only its owner can read.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::results::NOTE_MAX;
use crate::runtime::system::open_to_read;
use crate::state::EditorFailure;
use crate::store::in_temp_dir;
use crate::words::{NOT_A_REGULAR_FILE, system_error_words};

/// Maximum size of a note in bytes, in any script, including a final line ending.
const BYTES_MAX: usize = NOTE_MAX * 4 + 2;

/// Default editor; available on every system.
const USUAL: &str = if cfg!(windows) { "notepad" } else { "vi" };

/// Command line of the external editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteEditor {
    command: String,
}

impl NoteEditor {
    /// Returns the editor set by `$VISUAL`, else `$EDITOR`, else the default.
    pub fn of_environment() -> Self {
        let set = |name| {
            let value = std::env::var(name).ok()?;
            (!value.trim().is_empty()).then_some(value)
        };
        let command = set("VISUAL").or_else(|| set("EDITOR"));
        Self::new(command.as_deref().unwrap_or(USUAL))
    }

    /// Creates an editor from a command line, which is split into words as in a shell.
    pub fn new(command: &str) -> Self {
        Self {
            command: command.to_owned(),
        }
    }

    /// Opens `text` in the editor, waits until the editor exits, and returns the new text. `about`
    /// becomes part of the file name.
    ///
    /// # Errors
    /// Fails if the editor cannot be run or the file is not a valid note; the note stays unchanged.
    pub fn edit(&self, about: &str, text: &str) -> Result<String, EditorFailure> {
        let (editor, arguments) = self.words()?;
        let folder = private_folder().map_err(|error| system(&error))?;
        let file = folder.path().join(format!("note-{about}.md"));
        write_private(&file, text).map_err(|error| system(&error))?;
        run(&editor, &arguments, &file)?;
        let (bytes, characters) = match read_note(&file) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(EditorFailure::Gone);
            }
            Err(error) => return Err(system(&error)),
        };
        if bytes.len() > BYTES_MAX {
            let kept = keep(folder, &file);
            return Err(EditorFailure::TooLong { characters, kept });
        }
        let Ok(edited) = String::from_utf8(bytes) else {
            let kept = keep(folder, &file);
            return Err(EditorFailure::NotText { kept });
        };
        let edited = without_last_line_end(edited);
        let characters = edited.chars().count();
        if characters > NOTE_MAX {
            let kept = keep(folder, &file);
            return Err(EditorFailure::TooLong { characters, kept });
        }
        Ok(edited)
    }

    /// Returns the program and its arguments.
    fn words(&self) -> Result<(String, Vec<String>), EditorFailure> {
        // A shell reads the backslashes of Windows paths as escapes.
        let command = if cfg!(windows) {
            self.command.replace('\\', "\\\\")
        } else {
            self.command.clone()
        };
        let mut words = shell_words::split(&command)
            .map_err(|_| EditorFailure::BadCommand {
                command: self.command.clone(),
            })?
            .into_iter();
        let editor = words.next().unwrap_or_else(|| USUAL.to_owned());
        Ok((editor, words.collect()))
    }
}

fn run(editor: &str, arguments: &[String], file: &Path) -> Result<(), EditorFailure> {
    let ended = Command::new(editor).args(arguments).arg(file).status();
    let editor = editor.to_owned();
    match ended {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => {
            let code = status.code();
            Err(EditorFailure::Ended { editor, code })
        }
        Err(error) => {
            let why = system_error_words(&error);
            Err(EditorFailure::NotStarted { editor, why })
        }
    }
}

fn private_folder() -> io::Result<TempDir> {
    let mut folder = tempfile::Builder::new();
    folder.prefix("levelup-");
    #[cfg(unix)]
    folder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    in_temp_dir(|within| folder.tempdir_in(within))
}

/// Returns the start of a note (one byte more than the limit if it is longer) and its full length
/// in characters. Only regular files are read: others, such as a pipe, may be endless.
fn read_note(path: &Path) -> io::Result<(Vec<u8>, usize)> {
    let file = open_to_read(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other(NOT_A_REGULAR_FILE));
    }
    let mut reader = BufReader::new(file);
    let (mut kept, mut characters) = (Vec::new(), 0);
    loop {
        let bytes = reader.fill_buf()?;
        if bytes.is_empty() {
            return Ok((kept, characters));
        }
        // Count all bytes except those that continue a character.
        characters += bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        let room = (BYTES_MAX + 1 - kept.len()).min(bytes.len());
        kept.extend_from_slice(&bytes[..room]);
        let used = bytes.len();
        reader.consume(used);
    }
}

/// Writes a new file that only its owner can read. A final line feed is added, as in every text
/// file.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    if !text.is_empty() {
        file.write_all(b"\n")?;
    }
    Ok(())
}

/// Removes the final line ending, which is not part of the note.
fn without_last_line_end(mut text: String) -> String {
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
    text
}

/// Keeps the file of an invalid note, so that no text is lost, and returns its path.
fn keep(folder: TempDir, file: &Path) -> String {
    let name = file.file_name().map(PathBuf::from).unwrap_or_default();
    folder.keep().join(name).display().to_string()
}

fn system(error: &io::Error) -> EditorFailure {
    EditorFailure::System {
        why: system_error_words(error),
    }
}
