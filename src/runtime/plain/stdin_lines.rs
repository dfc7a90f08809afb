use std::io::{self, BufRead, IsTerminal as _, Read as _};
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

use crate::runtime::incoming::{Incoming, StdinLine};
use crate::runtime::terminal::Parser;
use crate::state::{Event, Key};
use crate::words::system_error_words;

/// The most bytes of a line: the longest note, in whatever script, fits with room to spare.
const LINE_MOST: u64 = 64 << 10;

/// Reads standard input on a thread of its own: a line whenever the function is called, so that
/// nothing is read that is not asked for.
pub(crate) fn read_stdin(sender: Sender<Incoming>) -> io::Result<Box<dyn FnMut()>> {
    let (want, wanted) = channel();
    let read = move || {
        let mut input = io::stdin().lock();
        let is_terminal = input.is_terminal();
        while wanted.recv().is_ok() {
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
        let _ = want.send(());
    }))
}

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
        // A byte order mark is no part of a text that some editors begin with it.
        Ok(text) => StdinLine::Text(
            text.trim_start_matches('\u{feff}')
                .trim_end_matches(['\n', '\r'])
                .to_owned(),
        ),
        Err(_) => StdinLine::NotText,
    }
}

/// The text that was typed in a line of a terminal. In line mode, the terminal passes on `^H` of a
/// Backspace key, keys that are not text, and replies.
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
