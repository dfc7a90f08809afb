//! The files, directories, and streams of an import.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, Read, Seek as _};
use std::path::{Path, PathBuf};

use super::result_json_reader::{CopiedStream, ResultJsonReader, STREAM_MAX, TooLong};
use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::runtime::{is_given_stream, open_to_read};
use crate::store::in_temp_dir;
use crate::words::{CommandLine, Hint};

/// The name of standard input in messages.
const STDIN: &str = "stdin";

/// The hint if a stream cannot be copied.
const NO_SPACE: &str = "set TMPDIR to a writable directory with space for temporary files";

/// All inputs, in order. Each can be read more than once.
pub(crate) struct InputFiles {
    all: Vec<InputFile>,
}

enum InputFile {
    File(PathBuf),
    Stream(PipedInput),
}

/// Standard input or a pipe of the shell, which can be read only once.
struct PipedInput {
    name: String,
    /// The stream, until it is read.
    from: Cell<Option<Box<dyn Read>>>,
    /// A copy of the stream, in a file without a name.
    copy: File,
}

impl InputFiles {
    /// Finds the files. Pipes and devices that were not passed to this process are rejected before
    /// they are opened.
    pub(crate) fn find(paths: &[PathBuf], context: &CommandContext) -> Result<Self, Failure> {
        let mut all = Vec::new();
        for path in paths {
            if path.as_os_str() == "-" {
                let is_stdin = |input: &InputFile| matches!(input, InputFile::Stream(from) if from.name == STDIN);
                if !all.iter().any(is_stdin) {
                    all.push(InputFile::Stream(PipedInput::new(
                        STDIN,
                        Box::new(io::stdin()),
                    )?));
                }
                continue;
            }
            match kind(path)? {
                InputKind::Folder => {
                    let files = files(path)?;
                    if files.is_empty() {
                        let shown = path.display();
                        context.note(&format!("no .json or .jsonl file in {shown}"));
                    }
                    all.extend(files.into_iter().map(InputFile::File));
                }
                InputKind::File => all.push(InputFile::File(path.clone())),
                InputKind::Stream => {
                    let name = path.display().to_string();
                    let from = open_to_read(path).map_err(|error| cannot_read(&name, &error))?;
                    all.push(InputFile::Stream(PipedInput::new(&name, Box::new(from))?));
                }
            }
        }
        Ok(Self { all })
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// The name in messages.
    pub(crate) fn name(&self, index: usize) -> String {
        match self.all.get(index) {
            Some(InputFile::File(path)) => path.display().to_string(),
            Some(InputFile::Stream(stream)) => stream.name.clone(),
            None => STDIN.to_owned(),
        }
    }

    /// The total size in bytes; `None` if one of the inputs is a stream.
    pub(crate) fn bytes(&self) -> Option<u64> {
        let length = |input: &InputFile| match input {
            InputFile::File(path) => fs::metadata(path).ok().map(|data| data.len()),
            InputFile::Stream(_) => None,
        };
        self.all.iter().map(length).sum()
    }

    /// The texts of the results in one of the inputs.
    pub(crate) fn pieces(&self, index: usize) -> Result<ResultJsonReader, Failure> {
        let open = |input: &InputFile| match input {
            InputFile::File(path) => open_to_read(path).map(|file| Box::new(file) as Box<dyn Read>),
            InputFile::Stream(stream) => stream.open(),
        };
        let missing = || io::ErrorKind::NotFound.into();
        let input = self.all.get(index).ok_or_else(missing).and_then(open);
        input
            .map(ResultJsonReader::new)
            .map_err(|error| self.unreadable(index, &error))
    }

    /// The failure if one of the inputs cannot be read.
    pub(crate) fn unreadable(&self, index: usize, error: &io::Error) -> Failure {
        let failure = cannot_read(&self.name(index), error);
        let is_full = matches!(
            error.kind(),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge
        );
        let is_too_long = matches!(error.get_ref(), Some(inner) if inner.is::<TooLong>());
        match self.all.get(index) {
            // The copy failed.
            Some(InputFile::Stream(_)) if is_full => failure.hint(NO_SPACE),
            _ if is_too_long => failure.hint("write it to a file and import the file"),
            _ => failure,
        }
    }
}

fn cannot_read(name: &str, error: &io::Error) -> Failure {
    Failure::cannot("read", name, error)
}

impl PipedInput {
    fn new(name: &str, from: Box<dyn Read>) -> Result<Self, Failure> {
        let copy = in_temp_dir(|within| tempfile::tempfile_in(within))
            .map_err(|error| cannot_read(name, &error).hint(NO_SPACE))?;
        Ok(Self {
            name: name.to_owned(),
            from: Cell::new(Some(from)),
            copy,
        })
    }

    /// Reads from the stream the first time, and from the copy after that.
    fn open(&self) -> io::Result<Box<dyn Read>> {
        let mut copy = self.copy.try_clone()?;
        if let Some(from) = self.from.take() {
            return Ok(Box::new(CopiedStream {
                from,
                copy,
                left: STREAM_MAX,
            }));
        }
        copy.rewind()?;
        Ok(Box::new(copy))
    }
}

#[derive(PartialEq, Eq)]
enum InputKind {
    File,
    Folder,
    Stream,
}

fn kind(path: &Path) -> Result<InputKind, Failure> {
    let shown = path.display();
    let metadata = fs::metadata(path).map_err(|error| cannot_read(&shown.to_string(), &error))?;
    if metadata.is_dir() {
        return Ok(InputKind::Folder);
    }
    if metadata.is_file() {
        return Ok(InputKind::File);
    }
    if is_given_stream(path) {
        return Ok(InputKind::Stream);
    }
    let error = format!("{shown} is a pipe or a device, not a file");
    let import = CommandLine::new("import").operand("-");
    Err(Failure::failed(error).hint(Hint::run(import).text(" to read standard input")))
}

/// The `.json` and `.jsonl` files of a directory, sorted by name. Hidden files are left out: editors
/// create them.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |error| cannot_read(&folder.display().to_string(), &error);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let json = path
            .extension()
            .is_some_and(|extension| extension == "json" || extension == "jsonl");
        if json && !hidden && kind(&path)? == InputKind::File {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
