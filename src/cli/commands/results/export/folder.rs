use std::collections::HashSet;
use std::fs::{self, DirBuilder, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::cli::failure::Failure;
use crate::json::to_json;
use crate::report::result_file_name;
use crate::results::AssessmentResult;
use crate::store::{remove_abandoned, sync_names, temporary_in};

/// A directory with one file per result.
pub(crate) struct ExportFolder {
    path: PathBuf,
    /// The ends of IDs that are part of a file name.
    ends: HashSet<u32>,
    pub(crate) written: usize,
    pub(crate) unchanged: usize,
}

impl ExportFolder {
    /// Opens the directory. A new one is accessible only to the user.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        match fs::metadata(path) {
            Ok(found) if !found.is_dir() => {
                let shown = path.display();
                return Err(Failure::failed(format!("{shown} is not a directory")));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                create(path).map_err(|error| cannot("create the directory", path, &error))?;
            }
            Err(error) => return Err(cannot("read", path, &error)),
            Ok(_) => remove_abandoned(path),
        }
        Ok(Self {
            path: path.to_path_buf(),
            ends: HashSet::new(),
            written: 0,
            unchanged: 0,
        })
    }

    /// Writes the file of a result, unless it has the same content already.
    pub(crate) fn put(&mut self, result: &AssessmentResult) -> Result<(), Failure> {
        let is_taken = !self.ends.insert(end_of(result.id));
        let path = self.path.join(result_file_name(result, is_taken));
        let text = to_json(result);
        if has_content(&path, &text)? {
            self.unchanged += 1;
            return Ok(());
        }
        self.write(&path, &text)
            .map_err(|error| cannot("write", &path, &error))?;
        self.written += 1;
        Ok(())
    }

    /// Makes sure that the directory entries of new files are on disk.
    pub(crate) fn finish(&self) -> Result<(), Failure> {
        if self.written == 0 {
            return Ok(());
        }
        sync_names(&self.path).map_err(|error| cannot("write", &self.path, &error))
    }

    /// Writes a temporary file, which is accessible only to the user, and renames it.
    fn write(&self, path: &Path, text: &str) -> io::Result<()> {
        let mut file = temporary_in(&self.path, None)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        Ok(())
    }
}

/// The last eight digits of an ID, which end the file name.
fn end_of(id: Uuid) -> u32 {
    let [.., a, b, c, d] = id.into_bytes();
    u32::from_be_bytes([a, b, c, d])
}

fn create(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(path)
}

/// Whether the file has exactly this content. Anything but a file is rejected before it is opened,
/// because opening a pipe would block.
fn has_content(path: &Path, text: &str) -> Result<bool, Failure> {
    let metadata = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        other => other.map_err(|error| cannot("check", path, &error))?,
    };
    if !metadata.is_file() {
        let error = format!("{} already exists and is not a file", path.display());
        return Err(Failure::failed(error).hint("move it, or choose another directory"));
    }
    if metadata.len() != text.len() as u64 {
        return Ok(false);
    }
    let mut found = Vec::with_capacity(text.len());
    let limit = metadata.len().saturating_add(1);
    File::open(path)
        .and_then(|file| file.take(limit).read_to_end(&mut found))
        .map_err(|error| cannot("read", path, &error))?;
    Ok(found == text.as_bytes())
}

fn cannot(what: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::cannot(what, path.display(), error)
}
