use serde::{Deserialize, Serialize};

/// What became of a text that was to be copied. Whether it arrived, nobody tells: terminals do not
/// answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CopyOutcome {
    /// It went to the terminal, which puts it into its clipboard, or ignores it.
    ToTerminal,
    /// tmux has it in a buffer, and sends it on to its terminal.
    ToTmux,
    /// It is longer than terminals take.
    TooLong {
        /// How many bytes it has.
        bytes: usize,
        /// How many are taken.
        most: usize,
    },
}
