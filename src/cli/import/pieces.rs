use std::fs::File;
use std::io::{self, BufRead as _, BufReader};

use crate::report::json::{JsonError, Piece, Splitter};

/// The texts of the results in a file, one at a time.
pub(super) struct Pieces {
    file: BufReader<File>,
    splitter: Splitter,
    ended: bool,
    /// How many bytes have been read.
    pub(super) bytes: u64,
    /// How many pieces, broken ones included, have been given.
    pub(super) number: u32,
}

impl Pieces {
    pub(super) fn new(file: BufReader<File>) -> Self {
        Self {
            file,
            splitter: Splitter::default(),
            ended: false,
            bytes: 0,
            number: 0,
        }
    }
}

impl Iterator for Pieces {
    type Item = io::Result<Result<Piece, JsonError>>;

    fn next(&mut self) -> Option<Self::Item> {
        let given = self.read();
        self.number = self.number.saturating_add(1);
        given
    }
}

impl Pieces {
    fn read(&mut self) -> Option<io::Result<Result<Piece, JsonError>>> {
        while !self.ended {
            let bytes = match self.file.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            };
            if bytes.is_empty() {
                self.ended = true;
                return self.splitter.finish().map(Ok);
            }
            let (used, given) = self.splitter.push_some(bytes);
            self.file.consume(used);
            self.bytes += used as u64;
            if given.is_some() {
                return given.map(Ok);
            }
        }
        None
    }
}
