use crate::results::NameError;

/// Why a line asks for nothing. A value: `view/plain` words it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineError {
    /// Neither an answer nor a command.
    Unknown {
        /// The line.
        text: String,
        /// The label, word or command that was most likely meant.
        nearest: Option<String>,
    },
    /// The number is not on the ladder.
    OutOfRange {
        /// The number as it was typed.
        asked: String,
        /// The highest level there is.
        top: u8,
    },
    /// Less is wanted than there is.
    Below {
        /// The level reached.
        current: u8,
        /// The level wanted.
        desired: u8,
    },
    /// The command needs something behind it.
    Bare {
        /// The command.
        command: &'static str,
        /// What it needs.
        takes: &'static str,
    },
    /// The command takes nothing like that behind it.
    Extra {
        /// The command.
        command: &'static str,
        /// What it takes; empty where that is nothing.
        takes: &'static str,
        /// What stands there.
        text: String,
    },
    /// No category is called so.
    NoCategory {
        /// What was looked for.
        text: String,
        /// The name that was most likely meant.
        nearest: Option<String>,
    },
    /// Several categories may be meant.
    Ambiguous {
        /// What was looked for.
        text: String,
        /// The names of some of them.
        names: Vec<String>,
    },
    /// The assessment has no categories: there is nothing to answer.
    NothingToRate,
    /// It has no categories, or some that cannot be rated.
    CannotBeSaved,
    /// There is no answer of last time.
    NothingBefore,
    /// Last time's level is not on today's ladder.
    NotOnThisLadder,
    /// The note has more characters than can be kept.
    LongNote(usize),
    /// The text cannot be a name.
    BadName(NameError),
    /// It is none of the choices for open categories.
    NoChoice(String),
}
