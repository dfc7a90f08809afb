use crate::results::NameError;

/// Why a line cannot be handled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineError {
    /// Neither an answer nor a command.
    Unknown {
        text: String,
        /// The label, word, or command that is most similar.
        nearest: Option<String>,
    },
    /// The level is not on the ladder.
    OutOfRange {
        /// The number as it was typed.
        asked: String,
        top: u8,
    },
    /// The goal is below the current level.
    Below {
        current: u8,
        desired: u8,
    },
    /// The command needs an argument.
    Bare {
        command: &'static str,
        takes: &'static str,
    },
    /// The argument is invalid.
    Extra {
        command: &'static str,
        /// The possible argument; empty if the command takes none.
        takes: &'static str,
        text: String,
    },
    NoCategory {
        text: String,
        /// The most similar name.
        nearest: Option<String>,
    },
    /// Several categories match.
    Ambiguous {
        text: String,
        /// Some of the names that match.
        names: Vec<String>,
    },
    /// The assessment has no categories.
    NothingToRate,
    /// The assessment has no categories, or a category without a ladder.
    CannotBeSaved,
    /// There is no previous answer to copy.
    NothingBefore,
    /// The previous level is not on the current ladder.
    NotOnThisLadder,
    /// The note has this number of characters, which is too many.
    LongNote(usize),
    BadName(NameError),
    /// Not one of the choices for unanswered categories.
    NoChoice(String),
    TooLong,
    /// Not UTF-8.
    NotText,
    /// `export` without a file, from input that is not interactive.
    NoFile,
    NotWritten {
        path: String,
        why: String,
    },
    /// The result has no name, and the input is not interactive.
    NoName,
    /// A field is open that only another line can fill, and the input is not interactive.
    NeedsAnotherLine,
}
