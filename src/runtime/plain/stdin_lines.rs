use std::io::{self, BufRead, IsTerminal as _, Read as _};
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

use crate::runtime::incoming::{Incoming, StdinLine};
use crate::runtime::terminal::Parser;
use crate::state::{Event, Key};
use crate::words::system_error_words;

/// Maximum number of bytes in a line. The longest note fits in any script, with room to spare.
const LINE_MOST: u64 = 64 << 10;

/// Starts a thread that reads standard input, and returns a function that requests a line. Nothing
/// is read that is not requested.
///
/// # Errors
/// If the thread cannot be started.
pub(crate) fn read_stdin(sender: Sender<Incoming>) -> io::Result<Box<dyn FnMut()>> {
    let (request, requests) = channel();
    let read = move || {
        let mut input = io::stdin().lock();
        let is_terminal = input.is_terminal();
        while requests.recv().is_ok() {
            let mut line = next(&mut input);
            if let StdinLine::Text(text) = &mut line
                && is_terminal
            {
                *text = typed(text);
            }
            if sender.send(Incoming::Line(line)).is_err() {
                break;
            }
        }
    };
    std::thread::Builder::new()
        .name("lines".into())
        .spawn(read)?;
    Ok(Box::new(move || {
        let _ = request.send(());
    }))
}

/// Reads the next line.
fn next(input: &mut impl BufRead) -> StdinLine {
    let mut bytes = Vec::new();
    match input.take(LINE_MOST).read_until(b'\n', &mut bytes) {
        Ok(0) => return StdinLine::End,
        Ok(_) => {}
        Err(error) => return StdinLine::Unreadable(system_error_words(&error)),
    }
    if bytes.last() != Some(&b'\n') && bytes.len() as u64 == LINE_MOST {
        return match input.skip_until(b'\n') {
            Ok(_) => StdinLine::TooLong,
            Err(error) => StdinLine::Unreadable(system_error_words(&error)),
        };
    }
    match String::from_utf8(bytes) {
        // Some editors begin a file with a byte order mark, which is not part of the text.
        Ok(text) => StdinLine::Text(
            text.trim_start_matches('\u{feff}')
                .trim_end_matches(['\n', '\r'])
                .to_owned(),
        ),
        Err(_) => StdinLine::NotText,
    }
}

/// Returns the text that was typed in a line of a terminal. In line mode, the terminal also passes
/// on the `^H` of a Backspace key, keys that are not text, and replies.
fn typed(line: &str) -> String {
    let mut parser = Parser::new(Duration::ZERO);
    let mut events = parser.read(line.as_bytes(), Instant::now());
    events.extend(parser.give_up());
    let mut text = String::new();
    for event in events {
        match event {
            Event::Key(Key::Char(character)) => text.push(character),
            Event::Key(Key::Tab) => text.push('\t'),
            Event::Key(Key::Backspace) => drop(text.pop()),
            Event::Paste(pasted) => text.push_str(&pasted),
            _ => {}
        }
    }
    text
}
