//! Copying over the terminal: by OSC 52, which it carries out itself, over ssh as well.

use std::io::Write as _;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::state::CopyOutcome;

/// The most bytes of a text: terminals take 74,994 of base64, and more are lost without a word.
const MOST: usize = 74_994 / 4 * 3;
/// GNU screen forgets what is longer than 768 bytes in one string of control.
const SCREEN_MOST: usize = 512;

/// What stands between the program and the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Multiplexer {
    /// Nothing, or what lets everything through, such as ssh.
    Nothing,
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
}

impl Multiplexer {
    /// As the environment tells.
    pub(super) fn of_environment() -> Self {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        if is_set("TMUX") {
            Self::Tmux
        } else if is_set("STY") {
            Self::Screen
        } else {
            Self::Nothing
        }
    }
}

/// Copies a text; what the terminal is to be told for it is added to `out`.
pub(super) fn copy(text: &str, between: Multiplexer, out: &mut Vec<u8>) -> CopyOutcome {
    // tmux ignores the sequence unless it is told otherwise (`set-clipboard on`); what it is asked
    // itself it does, and passes it on to the terminal.
    if between == Multiplexer::Tmux && load_into_tmux(text) {
        return CopyOutcome::ToTmux;
    }
    if text.len() > MOST {
        let bytes = text.len();
        return CopyOutcome::TooLong { bytes, most: MOST };
    }
    out.extend(sequence(text, between));
    CopyOutcome::ToTerminal
}

/// What a terminal is to be told to copy a text.
pub(super) fn sequence(text: &str, between: Multiplexer) -> Vec<u8> {
    let coded = BASE64_STANDARD.encode(text);
    let plain = format!("\x1b]52;c;{coded}\x07");
    match between {
        Multiplexer::Nothing => plain.into_bytes(),
        // An old one, which lets wrapped sequences through, or one that takes the plain one.
        Multiplexer::Tmux => format!("{plain}\x1bPtmux;\x1b{plain}\x1b\\").into_bytes(),
        Multiplexer::Screen => {
            let pieces = plain.as_bytes().chunks(SCREEN_MOST);
            let wrapped = pieces.map(|piece| [b"\x1bP", piece, b"\x1b\\"].concat());
            wrapped.collect::<Vec<_>>().concat()
        }
    }
}

/// Gives a text to tmux (3.2 and later), which sends it on; whether it took it.
fn load_into_tmux(text: &str) -> bool {
    let quiet = Stdio::null;
    let started = Command::new("tmux")
        .args(["load-buffer", "-w", "-"])
        .stdin(Stdio::piped())
        .stdout(quiet())
        .stderr(quiet())
        .spawn();
    let Ok(mut tmux) = started else {
        return false;
    };
    let given = tmux
        .stdin
        .take()
        .is_some_and(|mut input| input.write_all(text.as_bytes()).is_ok());
    tmux.wait().is_ok_and(|status| status.success()) && given
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        String::from_utf8_lossy(bytes).into_owned()
    }

    #[test]
    fn a_text_that_terminals_take_is_told_whole_and_a_longer_one_not_at_all() {
        let mut out = Vec::new();

        let sent = copy(&"x".repeat(MOST), Multiplexer::Nothing, &mut out);

        assert_eq!(sent, CopyOutcome::ToTerminal);
        assert_eq!(out.len(), "\x1b]52;c;".len() + 74_992 + 1);
        let (bytes, most) = (MOST + 1, MOST);
        out.clear();
        let sent = copy(&"x".repeat(bytes), Multiplexer::Nothing, &mut out);
        assert_eq!(sent, CopyOutcome::TooLong { bytes, most });
        assert!(out.is_empty());
    }

    #[test]
    fn screen_gets_pieces_that_it_puts_together_again() {
        let long = sequence(&"long ".repeat(1_000), Multiplexer::Screen);

        let pieces: Vec<_> = text(&long).split("\x1b\\").map(str::to_owned).collect();

        assert!(pieces.len() > 10);
        assert!(pieces.iter().all(|piece| piece.len() <= SCREEN_MOST + 2));
        let joined: String = pieces
            .iter()
            .map(|p| p.trim_start_matches("\x1bP"))
            .collect();
        assert_eq!(
            joined.as_bytes(),
            sequence(&"long ".repeat(1_000), Multiplexer::Nothing)
        );
    }

    #[test]
    fn a_tmux_that_cannot_be_asked_is_told_in_both_ways() {
        assert_eq!(
            text(&sequence("hi", Multiplexer::Tmux)),
            "\x1b]52;c;aGk=\x07\x1bPtmux;\x1b\x1b]52;c;aGk=\x07\x1b\\"
        );
    }
}
