use std::fs::{self, File};
use std::io::{self, BufReader, Seek as _};
use std::path::{Path, PathBuf};

use super::pieces::Pieces;
use crate::cli::{Context, Failure};
use crate::runtime::assessments::said;
use crate::store::in_temp_dir;

/// What standard input is called.
const STDIN: &str = "stdin";

/// Everything that is to be imported, in order; all of it can be read more than once.
pub(super) struct Inputs {
    all: Vec<Input>,
}

enum Input {
    File(PathBuf),
    /// Standard input, which can be read but once, in a file that nobody else sees.
    Stdin(File),
}

impl Inputs {
    /// Looks for the files. Anything that is no file is refused before it is opened.
    pub(super) fn find(paths: &[PathBuf], context: &Context) -> Result<Self, Failure> {
        let mut all = Vec::new();
        for path in paths {
            if path.as_os_str() == "-" {
                if !all.iter().any(|input| matches!(input, Input::Stdin(_))) {
                    all.push(Input::Stdin(spooled()?));
                }
            } else if kind(path)? == Kind::Folder {
                let files = files(path)?;
                if files.is_empty() {
                    let shown = path.display();
                    context.note(&format!("there is no .json or .jsonl file in {shown}"));
                }
                all.extend(files.into_iter().map(Input::File));
            } else {
                all.push(Input::File(path.clone()));
            }
        }
        Ok(Self { all })
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// What the person calls it.
    pub(super) fn name(&self, index: usize) -> String {
        match self.all.get(index) {
            Some(Input::File(path)) => path.display().to_string(),
            _ => STDIN.to_owned(),
        }
    }

    /// How many bytes there are in all, as far as that is known.
    pub(super) fn bytes(&self) -> u64 {
        let length = |input: &Input| match input {
            Input::File(path) => fs::metadata(path).map(|data| data.len()),
            Input::Stdin(file) => file.metadata().map(|data| data.len()),
        };
        self.all.iter().filter_map(|input| length(input).ok()).sum()
    }

    /// The texts of the results in one of them, from its beginning.
    pub(super) fn pieces(&self, index: usize) -> Result<Pieces, Failure> {
        let open = |input: &Input| match input {
            Input::File(path) => File::open(path),
            Input::Stdin(file) => {
                let mut file = file.try_clone()?;
                file.rewind()?;
                Ok(file)
            }
        };
        let missing = || io::ErrorKind::NotFound.into();
        let file = self.all.get(index).ok_or_else(missing).and_then(open);
        match file {
            Ok(file) => Ok(Pieces::new(BufReader::with_capacity(1 << 16, file))),
            Err(error) => Err(self.unreadable(index, &error)),
        }
    }

    /// One of them cannot be read.
    pub(super) fn unreadable(&self, index: usize, error: &io::Error) -> Failure {
        cannot_read(&self.name(index), error)
    }
}

fn cannot_read(name: &str, error: &io::Error) -> Failure {
    Failure::failed(format!("cannot read {name}: {}", said(error)))
}

#[derive(PartialEq, Eq)]
enum Kind {
    File,
    Folder,
}

fn kind(path: &Path) -> Result<Kind, Failure> {
    let shown = path.display();
    let there = fs::metadata(path).map_err(|error| cannot_read(&shown.to_string(), &error))?;
    if there.is_dir() {
        return Ok(Kind::Folder);
    }
    if there.is_file() {
        return Ok(Kind::File);
    }
    let error = format!("{shown} is a pipe or a device, not a file");
    Err(Failure::failed(error).hint("standard input can be a pipe: levelup import -"))
}

/// The `.json` and `.jsonl` files of a folder by name. Hidden files belong to editors.
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
        if json && !hidden && kind(&path)? == Kind::File {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Standard input as a file without a name, which is gone when the program is.
fn spooled() -> Result<File, Failure> {
    let spool = || {
        let mut file = in_temp_dir(|within| tempfile::tempfile_in(within))?;
        io::copy(&mut io::stdin().lock(), &mut file)?;
        Ok(file)
    };
    spool().map_err(|error| {
        cannot_read(STDIN, &error)
            .hint("temporary files need space: set TMPDIR to a directory that can be written")
    })
}
