use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read, Write as _};

use crate::json::{JsonError, ResultSplitter, ResultText};

/// An iterator over the texts of the results in a file.
pub(crate) struct ResultJsonReader {
    input: BufReader<Box<dyn Read>>,
    splitter: ResultSplitter,
    ended: bool,
    pub(crate) bytes: u64,
    /// How many texts were returned, including invalid ones.
    pub(crate) number: u32,
}

impl ResultJsonReader {
    pub(crate) fn new(input: Box<dyn Read>) -> Self {
        Self {
            input: BufReader::with_capacity(1 << 16, input),
            splitter: ResultSplitter::default(),
            ended: false,
            bytes: 0,
            number: 0,
        }
    }
}

impl Iterator for ResultJsonReader {
    type Item = io::Result<Result<ResultText, JsonError>>;

    fn next(&mut self) -> Option<Self::Item> {
        let given = self.read();
        self.number = self.number.saturating_add(1);
        given
    }
}

impl ResultJsonReader {
    fn read(&mut self) -> Option<io::Result<Result<ResultText, JsonError>>> {
        while !self.ended {
            let bytes = match self.input.fill_buf() {
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
            self.input.consume(used);
            self.bytes += used as u64;
            // The rest cannot be split, and may be endless.
            self.ended = self.splitter.is_lost();
            if given.is_some() {
                return given.map(Ok);
            }
        }
        None
    }
}

/// The most bytes of a stream, which is copied and may be endless.
pub(crate) const STREAM_MAX: u64 = 4 << 30;

/// Copies a stream while it is read.
pub(crate) struct CopiedStream<R> {
    pub(crate) from: R,
    pub(crate) copy: File,
    /// How many more bytes are allowed.
    pub(crate) left: u64,
}

/// A stream has more than [`STREAM_MAX`] bytes.
#[derive(Debug, thiserror::Error)]
#[error("it has more than 4 GiB")]
pub(crate) struct TooLong;

impl<R: Read> Read for CopiedStream<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.from.read(buffer)?;
        let left = self.left.checked_sub(length as u64);
        self.left = left.ok_or_else(|| io::Error::other(TooLong))?;
        self.copy.write_all(&buffer[..length])?;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endless_stream_is_an_error() -> io::Result<()> {
        let stream = CopiedStream {
            from: io::repeat(b' '),
            copy: tempfile::tempfile()?,
            left: 100_000,
        };

        let given = ResultJsonReader::new(Box::new(stream)).next();

        let is_too_long = matches!(
            &given,
            Some(Err(error)) if error.to_string() == "it has more than 4 GiB"
        );
        assert!(is_too_long, "{given:?}");
        Ok(())
    }
}
