use super::error::JsonError;
use super::result_reader::ResultReader;
use crate::results::AssessmentResult;

/// The maximum size of a result; the longest notes take 60 MB.
const PIECE_MAX: usize = 64 << 20;
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Splits a byte stream into the texts of results with their places. Only one result at a time is
/// in memory.
///
/// The stream can be JSON Lines, an array, or a sequence of objects over several lines.
#[derive(Debug)]
pub struct ResultSplitter {
    state: SplitterState,
    in_list: bool,
    line: usize,
    column: usize,
    /// The number of bytes skipped since the last result.
    passed: usize,
    piece: ResultText,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SplitterState {
    /// At the start, after this many bytes of a byte order mark.
    Start(usize),
    /// Before a result.
    Before,
    /// In an array, after a comma.
    BehindComma,
    /// In an array, after a result.
    Behind,
    Inside {
        depth: usize,
        text: bool,
        escaped: bool,
    },
    /// In an invalid line; the next one may be valid.
    Skipping,
    /// After the end of the array.
    Ended,
    /// The rest cannot be read.
    Lost,
}

/// The text of a result and its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResultText {
    pub bytes: Vec<u8>,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in bytes.
    pub column: usize,
}

impl ResultText {
    /// Parses the result. Lines and columns of errors are those of the stream.
    ///
    /// # Errors
    ///
    /// If the text is not a valid result.
    pub fn result(&self, reader: &mut ResultReader) -> Result<AssessmentResult, JsonError> {
        let text = std::str::from_utf8(&self.bytes)
            .map_err(|_| syntax(self.line, self.column, "invalid UTF-8"))?;
        reader
            .read(text)
            .map_err(|error| error.moved(self.line, self.column))
    }
}

impl Default for ResultSplitter {
    fn default() -> Self {
        Self {
            state: SplitterState::Start(0),
            in_list: false,
            line: 1,
            column: 0,
            passed: 0,
            piece: ResultText::default(),
        }
    }
}

impl ResultSplitter {
    /// Reads bytes until a result ends or is invalid. Returns the number of bytes read and the
    /// outcome of [`ResultSplitter::push`].
    pub fn push_some(&mut self, bytes: &[u8]) -> (usize, Option<Result<ResultText, JsonError>>) {
        let mut used = 0;
        while let Some(byte) = bytes.get(used) {
            let skipped = self.skipped(&bytes[used..]);
            self.column += skipped;
            self.passed += skipped;
            used += skipped;
            if skipped > 0 {
                continue;
            }
            let plain = self.plain(&bytes[used..]);
            self.piece
                .bytes
                .extend_from_slice(&bytes[used..used + plain]);
            self.column += plain;
            used += plain;
            if plain > 0 {
                continue;
            }
            used += 1;
            let given = self.push(*byte);
            if given.is_some() {
                return (used, given);
            }
        }
        (used, None)
    }

    /// Returns the number of bytes of an invalid line.
    fn skipped(&self, bytes: &[u8]) -> usize {
        if self.state != SplitterState::Skipping {
            return 0;
        }
        let room = PIECE_MAX.saturating_sub(self.passed);
        let bytes = &bytes[..room.min(bytes.len())];
        memchr::memchr(b'\n', bytes).unwrap_or(bytes.len())
    }

    /// Returns the number of bytes that cannot end the result.
    fn plain(&self, bytes: &[u8]) -> usize {
        let SplitterState::Inside {
            text,
            escaped: false,
            ..
        } = self.state
        else {
            return 0;
        };
        let room = PIECE_MAX.saturating_sub(self.piece.bytes.len());
        let bytes = &bytes[..room.min(bytes.len())];
        let end = if text {
            memchr::memchr3(b'"', b'\\', b'\n', bytes)
        } else {
            let tells = |byte: &u8| matches!(byte, b'"' | b'{' | b'}' | b'[' | b']' | b'\n');
            bytes.iter().position(tells)
        };
        end.unwrap_or(bytes.len())
    }

    /// Reads the next byte. Returns a result that ends with it, or an error.
    pub fn push(&mut self, byte: u8) -> Option<Result<ResultText, JsonError>> {
        self.column += 1;
        let given = match self.state {
            SplitterState::Inside { .. } => self.inside(byte),
            SplitterState::Start(seen) if BYTE_ORDER_MARK.get(seen) == Some(&byte) => {
                self.column -= 1;
                self.state = SplitterState::Start(seen + 1);
                None
            }
            _ => self.between(byte).map(Err),
        };
        if byte == b'\n' {
            self.line += 1;
            self.column = 0;
        }
        given
    }

    /// Whether the rest cannot be read.
    pub fn is_lost(&self) -> bool {
        self.state == SplitterState::Lost
    }

    /// Ends the stream. Returns an incomplete result or an error.
    pub fn finish(&mut self) -> Option<Result<ResultText, JsonError>> {
        let state = std::mem::replace(&mut self.state, SplitterState::Lost);
        match state {
            SplitterState::Inside { .. } => Some(Ok(std::mem::take(&mut self.piece))),
            SplitterState::Before | SplitterState::Behind | SplitterState::BehindComma
                if self.in_list =>
            {
                Some(Err(self.wrong("unexpected end of the array: missing `]`")))
            }
            _ => None,
        }
    }

    fn between(&mut self, byte: u8) -> Option<JsonError> {
        self.passed += 1;
        if self.passed > PIECE_MAX && self.state != SplitterState::Lost {
            self.state = SplitterState::Lost;
            return Some(self.wrong("64 MiB without a result"));
        }
        match (self.state, byte) {
            (SplitterState::Skipping, b'\n') => {
                self.state = SplitterState::Before;
                None
            }
            (SplitterState::Lost | SplitterState::Skipping, _)
            | (_, b' ' | b'\t' | b'\r' | b'\n') => None,
            (
                SplitterState::Start(_) | SplitterState::Before | SplitterState::BehindComma,
                b'{',
            ) => {
                self.begin(byte);
                None
            }
            (SplitterState::Start(_), b'[') => {
                self.in_list = true;
                self.state = SplitterState::Before;
                None
            }
            (SplitterState::Behind, b',') => {
                self.state = SplitterState::BehindComma;
                None
            }
            (SplitterState::Before | SplitterState::Behind, b']') if self.in_list => {
                self.state = SplitterState::Ended;
                None
            }
            _ => Some(self.unexpected()),
        }
    }

    fn begin(&mut self, byte: u8) {
        self.piece = ResultText {
            bytes: vec![byte],
            line: self.line,
            column: self.column,
        };
        self.passed = 0;
        self.state = SplitterState::Inside {
            depth: 1,
            text: false,
            escaped: false,
        };
    }

    fn unexpected(&mut self) -> JsonError {
        let error = self.wrong(match self.state {
            SplitterState::Behind => "expected `,` or `]` between results",
            SplitterState::Ended => "unexpected text after the end of the array",
            _ => "expected a result starting with `{`",
        });
        self.state = if self.in_list {
            SplitterState::Lost
        } else {
            SplitterState::Skipping
        };
        error
    }

    fn inside(&mut self, byte: u8) -> Option<Result<ResultText, JsonError>> {
        let SplitterState::Inside {
            depth,
            text,
            escaped,
        } = &mut self.state
        else {
            return None;
        };
        if self.piece.bytes.len() >= PIECE_MAX {
            self.state = SplitterState::Lost;
            self.piece = ResultText::default();
            return Some(Err(self.wrong("result larger than 64 MiB")));
        }
        // A string cannot contain a newline: the result was truncated there, and the next line may
        // be valid.
        let cut = *text && byte == b'\n';
        match byte {
            _ if *escaped => *escaped = false,
            b'\\' if *text => *escaped = true,
            b'"' => *text = !*text,
            b'{' | b'[' if !*text => *depth += 1,
            b'}' | b']' if !*text => *depth -= 1,
            _ => {}
        }
        let ended = cut || *depth == 0;
        if !cut {
            self.piece.bytes.push(byte);
        }
        ended.then(|| {
            self.state = if self.in_list {
                SplitterState::Behind
            } else {
                SplitterState::Before
            };
            Ok(std::mem::take(&mut self.piece))
        })
    }

    fn wrong(&self, message: &str) -> JsonError {
        syntax(self.line, self.column.max(1), message)
    }
}

fn syntax(line: usize, column: usize, message: &str) -> JsonError {
    JsonError::Syntax {
        line,
        column,
        message: message.to_owned(),
    }
}
