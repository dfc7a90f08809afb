//! What a terminal answers where a program asks it something.

use std::time::Duration;

use vt100::{Callbacks, Screen};

/// How a terminal answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// At once.
    Prompt,
    /// After 50 ms, as over a long line.
    Slow,
    /// Never.
    Mute,
}

impl Manner {
    /// How long it takes; none where no answer comes.
    pub fn delay(self) -> Option<Duration> {
        match self {
            Self::Prompt => Some(Duration::ZERO),
            Self::Slow => Some(Duration::from_millis(50)),
            Self::Mute => None,
        }
    }
}

/// The answers that are to be given.
#[derive(Debug, Default)]
pub struct Answers(Vec<Vec<u8>>);

impl Answers {
    /// Hands them over.
    pub fn take(&mut self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.0)
    }
}

impl Callbacks for Answers {
    fn unhandled_csi(
        &mut self,
        screen: &mut Screen,
        mark: Option<u8>,
        second: Option<u8>,
        params: &[&[u16]],
        letter: char,
    ) {
        let first = params.first().and_then(|param| param.first()).copied();
        let answer = match (mark, second, letter, first) {
            (None, None, 'c', _) => "\u{1b}[?62;22c".to_owned(),
            (Some(b'>'), None, 'c', _) => "\u{1b}[>0;0;0c".to_owned(),
            (None, None, 'n', Some(5)) => "\u{1b}[0n".to_owned(),
            (None, None, 'n', Some(6)) => {
                let (row, column) = screen.cursor_position();
                format!("\u{1b}[{};{}R", row + 1, column + 1)
            }
            (Some(b'?'), None, 'u', _) => "\u{1b}[?0u".to_owned(),
            (Some(b'?'), Some(b'$'), 'p', Some(mode)) => format!("\u{1b}[?{mode};0$y"),
            _ => return,
        };
        self.0.push(answer.into_bytes());
    }

    fn unhandled_osc(&mut self, _: &mut Screen, params: &[&[u8]]) {
        let colour = match params {
            [b"10", b"?"] => "10;rgb:dddd/dddd/dddd",
            [b"11", b"?"] => "11;rgb:0000/0000/0000",
            _ => return,
        };
        self.0.push(format!("\u{1b}]{colour}\u{7}").into_bytes());
    }
}
