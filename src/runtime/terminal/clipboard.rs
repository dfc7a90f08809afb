//! Copies text to the clipboard with OSC 52, which the terminal carries out, also over SSH.

use std::io::Write as _;
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::state::CopyOutcome;

/// Maximum length of a text in bytes. Terminals accept 74,994 bytes of base64, and silently drop
/// longer texts.
const MOST: usize = 74_994 / 4 * 3;
/// Maximum length of one control string for GNU screen, which drops strings longer than 768 bytes.
const SCREEN_MOST: usize = 512;

/// A terminal multiplexer between the program and the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Multiplexer {
    /// No multiplexer, or a program that passes everything through, such as SSH.
    Nothing,
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
}

impl Multiplexer {
    /// Returns the multiplexer that the environment variables indicate.
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

/// Copies a text. Adds the sequence for the terminal, if it is needed, to `out`.
pub(super) fn copy(text: &str, between: Multiplexer, out: &mut Vec<u8>) -> CopyOutcome {
    // By default, tmux ignores the sequence (see `set-clipboard on`). Its own command works, and
    // tmux passes the text to the terminal.
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

/// Returns the sequence that copies a text.
pub(super) fn sequence(text: &str, between: Multiplexer) -> Vec<u8> {
    let coded = BASE64_STANDARD.encode(text);
    let plain = format!("\x1b]52;c;{coded}\x07");
    match between {
        Multiplexer::Nothing => plain.into_bytes(),
        // Older versions pass wrapped sequences through; versions with `set-clipboard on` accept
        // the plain one.
        Multiplexer::Tmux => format!("{plain}\x1bPtmux;\x1b{plain}\x1b\\").into_bytes(),
        Multiplexer::Screen => {
            let pieces = plain.as_bytes().chunks(SCREEN_MOST);
            let wrapped = pieces.map(|piece| [b"\x1bP", piece, b"\x1b\\"].concat());
            wrapped.collect::<Vec<_>>().concat()
        }
    }
}

/// Loads a text into tmux 3.2 or later, which sends it to the terminal. Returns whether it
/// succeeded.
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
    let written = tmux
        .stdin
        .take()
        .is_some_and(|mut input| input.write_all(text.as_bytes()).is_ok());
    tmux.wait().is_ok_and(|status| status.success()) && written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        String::from_utf8_lossy(bytes).into_owned()
    }

    #[test]
    fn text_over_the_limit_is_not_sent() {
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
    fn screen_receives_the_sequence_in_pieces() {
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
    fn unreachable_tmux_receives_plain_and_wrapped_sequence() {
        assert_eq!(
            text(&sequence("hi", Multiplexer::Tmux)),
            "\x1b]52;c;aGk=\x07\x1bPtmux;\x1b\x1b]52;c;aGk=\x07\x1b\\"
        );
    }
}
