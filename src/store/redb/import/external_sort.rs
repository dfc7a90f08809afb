use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use itertools::Itertools as _;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::store::redb::error::{RedbError, RedbResult};
use crate::store::redb::temporary_files::in_temp_dir;

/// The most bytes of a sorter in memory.
const HELD: usize = 8 << 20;
/// The read buffer of a run.
const BUFFER: usize = 32 << 10;

/// Sorts any number of values with bounded memory. The others are in unnamed temporary files, which
/// are removed with it.
pub(crate) struct ExternalSorter<T> {
    folder: PathBuf,
    waiting: Vec<T>,
    bytes: usize,
    runs: Vec<File>,
}

impl<T: Ord + Serialize + DeserializeOwned> ExternalSorter<T> {
    /// Creates files, if needed, in this directory or, if that cannot be written, in the directory for
    /// temporary files.
    pub(crate) fn in_folder(folder: &Path) -> Self {
        Self {
            folder: folder.to_path_buf(),
            waiting: Vec::new(),
            bytes: 0,
            runs: Vec::new(),
        }
    }

    /// Adds a value with the number of its bytes on the heap.
    pub(crate) fn push(&mut self, value: T, beside: usize) -> RedbResult<()> {
        self.waiting.push(value);
        self.bytes += size_of::<T>() + beside;
        if self.bytes >= HELD {
            self.write_run()?;
        }
        Ok(())
    }

    fn write_run(&mut self) -> RedbResult<()> {
        self.bytes = 0;
        self.waiting.sort_unstable();
        let file = tempfile::tempfile_in(&self.folder)
            .or_else(|_| in_temp_dir(|within| tempfile::tempfile_in(within)))?;
        let mut file = BufWriter::new(file);
        let mut text = Vec::new();
        for value in self.waiting.drain(..) {
            text.clear();
            text = postcard::to_extend(&value, text)?;
            let length = u32::try_from(text.len()).map_err(|_| io::ErrorKind::FileTooLarge);
            file.write_all(&length.map_err(io::Error::from)?.to_le_bytes())?;
            file.write_all(&text)?;
        }
        let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        self.runs.push(file);
        Ok(())
    }

    pub(crate) fn in_order(mut self) -> RedbResult<Box<dyn Iterator<Item = RedbResult<T>>>>
    where
        T: 'static,
    {
        if self.runs.is_empty() {
            self.waiting.sort_unstable();
            return Ok(Box::new(self.waiting.into_iter().map(Ok)));
        }
        self.write_run()?;
        let runs = self.runs.into_iter().map(SortedRun::new);
        // Errors come first, so that nothing after them is used.
        let is_first = |one: &RedbResult<T>, other: &RedbResult<T>| match (one, other) {
            (Ok(one), Ok(other)) => one <= other,
            (one, _) => one.is_err(),
        };
        Ok(Box::new(runs.kmerge_by(is_first)))
    }
}

/// Sorted values in a file.
struct SortedRun<T> {
    file: BufReader<File>,
    text: Vec<u8>,
    of: std::marker::PhantomData<T>,
}

impl<T: DeserializeOwned> SortedRun<T> {
    fn new(file: File) -> Self {
        Self {
            file: BufReader::with_capacity(BUFFER, file),
            text: Vec::new(),
            of: std::marker::PhantomData,
        }
    }

    fn read(&mut self) -> RedbResult<Option<T>> {
        let mut length = [0; 4];
        match self.file.read_exact(&mut length) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            read => read?,
        }
        let length = usize::try_from(u32::from_le_bytes(length)).map_err(io::Error::other)?;
        self.text.resize(length, 0);
        self.file.read_exact(&mut self.text)?;
        Ok(Some(
            postcard::from_bytes(&self.text).map_err(RedbError::from)?,
        ))
    }
}

impl<T: DeserializeOwned> Iterator for SortedRun<T> {
    type Item = RedbResult<T>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}
