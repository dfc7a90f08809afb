//! The bytes sent to a terminal: few, and independent of its width.

use levelup::testing::Size;
use proptest::prelude::*;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier, Style};

use crate::support::session::{self, Session};

const SIZE: Size = Size {
    width: 20,
    height: 5,
};

/// A piece of text in a frame: where, what, in which style.
type Piece = (u16, u16, String, Style);

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let text = prop::collection::vec(
        prop::sample::select(vec![
            "a", "B", " ", " ", "    ", "▌", "é", "コ", "한", "e\u{301}",
        ]),
        0..12,
    );
    let style = (0_usize..7, 0_usize..5).prop_map(|(color, weight)| {
        let color = [
            Color::Reset,
            Color::Reset,
            Color::Red,
            Color::Magenta,
            Color::LightBlue,
            Color::Indexed(200),
            Color::Rgb(1, 2, 3),
        ][color];
        let weight = [
            Modifier::empty(),
            Modifier::BOLD,
            Modifier::DIM,
            Modifier::REVERSED,
            Modifier::BOLD.union(Modifier::UNDERLINED),
        ][weight];
        Style::reset().fg(color).add_modifier(weight)
    });
    let piece = (0..SIZE.width, 0..SIZE.height, text, style);
    let piece = piece.prop_map(|(x, y, text, style)| (x, y, text.concat(), style));
    prop::collection::vec(piece, 0..12)
}

fn painted(pieces: &[Piece], buffer: &mut Buffer) {
    for (x, y, text, style) in pieces {
        // Half of a grapheme cannot be painted over: views never do.
        let room = usize::from(SIZE.width - x);
        let row = |x: u16| buffer[(x, *y)].symbol().to_owned();
        if (0..SIZE.width).all(|x| row(x).chars().all(|c| c == ' ')) {
            buffer.set_stringn(*x, *y, text, room, *style);
        }
    }
}

/// What an emulator shows that was told `bytes`, cell by cell, beside what the buffer has there.
fn assert_shows(screen: &vt100::Screen, buffer: &Buffer) {
    let mut x = 0;
    for (at, cell) in buffer.content.iter().enumerate() {
        let (column, row) = buffer.pos_of(at);
        if column == 0 {
            x = 0;
        }
        if column < x {
            continue;
        }
        let told = screen.cell(row, column).unwrap();
        let text = if told.has_contents() {
            told.contents()
        } else {
            " "
        };
        assert_eq!(text, cell.symbol(), "at {column},{row}");
        x = column + if told.is_wide() { 2 } else { 1 };
        let lines = Modifier::UNDERLINED | Modifier::REVERSED;
        if cell.symbol() == " " && !cell.modifier.intersects(lines) {
            assert!(!told.inverse() && !told.underline(), "at {column},{row}");
            continue;
        }
        let has = |modifier| cell.modifier.contains(modifier);
        assert_eq!(told.bold(), has(Modifier::BOLD), "at {column},{row}");
        assert_eq!(told.dim(), has(Modifier::DIM), "at {column},{row}");
        assert_eq!(told.inverse(), has(Modifier::REVERSED), "at {column},{row}");
        assert_eq!(
            told.underline(),
            has(Modifier::UNDERLINED),
            "at {column},{row}"
        );
        let color = match cell.fg {
            Color::Red => vt100::Color::Idx(1),
            Color::Magenta => vt100::Color::Idx(5),
            Color::LightBlue => vt100::Color::Idx(12),
            Color::Indexed(index) => vt100::Color::Idx(index),
            Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
            _ => vt100::Color::Default,
        };
        assert_eq!(told.fgcolor(), color, "at {column},{row}");
    }
}

/// A terminal that is empty and shows no cursor.
fn emulator() -> vt100::Parser {
    let size = |cells| std::num::NonZero::new(cells).unwrap();
    let mut emulator = vt100::Parser::new(size(SIZE.height), size(SIZE.width), 0);
    emulator.process(b"\x1b[?25l");
    emulator
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_terminal_shows_exactly_the_frame(
        frames in prop::collection::vec((
            pieces(), prop::option::of((0..SIZE.width, 0..SIZE.height)),
        ), 1..5),
    ) {
        let mut emulator = emulator();
        let mut terminal = session::terminal(SIZE);
        for (pieces, cursor) in frames {
            let cursor = cursor.map(|(x, y)| Position { x, y });
            let draw = |frame: &mut Frame<'_>| {
                painted(&pieces, frame.buffer_mut());
                if let Some(cursor) = cursor {
                    frame.set_cursor_position(cursor);
                }
            };
            let told = terminal.backend().writer().len();
            let frame = terminal.draw(draw).unwrap().buffer.clone();
            emulator.process(&terminal.backend().writer()[told..]);

            assert_shows(emulator.screen(), &frame);
            assert_eq!(emulator.screen().hide_cursor(), cursor.is_none());
            if let Some(cursor) = cursor {
                assert_eq!(emulator.screen().cursor_position(), (cursor.y, cursor.x));
            }

            let told = terminal.backend().writer().len();
            terminal.draw(draw).unwrap();
            assert_eq!(&terminal.backend().writer()[told..], b"", "the same frame again");
        }
    }
}

#[test]
fn drawing_next_to_a_wide_character_keeps_it() {
    let mut emulator = emulator();
    let mut terminal = session::terminal(SIZE);
    for text in ["aコb c", "aコb d", "    aココ▌", " コaaココ", "コ", ""] {
        let told = terminal.backend().writer().len();
        let drawn = terminal.draw(|frame| {
            frame.buffer_mut().set_string(0, 0, text, Style::reset());
            frame.set_cursor_position(Position { x: 2, y: 0 });
        });
        let frame = drawn.unwrap().buffer.clone();
        emulator.process(&terminal.backend().writer()[told..]);

        assert_shows(emulator.screen(), &frame);
    }
}

/// The bytes that each of eight moves takes.
fn bytes_of_moves(session: Session, width: u16) -> Vec<usize> {
    let mut session = session.at(width, 36);
    session.open();
    let mut bytes = Vec::new();
    for _ in 0..8 {
        let before = session.bytes();
        session = session.keys("Down");
        bytes.push(session.bytes() - before);
    }
    bytes
}

#[test]
fn moving_takes_few_bytes_at_any_width() {
    let home = || Session::new().demo();
    let browse = || Session::new().demo().browse("");

    assert_eq!(bytes_of_moves(home(), 120), bytes_of_moves(home(), 200));
    assert_eq!(bytes_of_moves(browse(), 120), bytes_of_moves(browse(), 200));
    let most = |session| bytes_of_moves(session, 120).into_iter().max().unwrap();
    assert!(most(home()) <= 178, "{}", most(home()));
    assert!(most(browse()) <= 100, "{}", most(browse()));
}

/// A form of this many categories.
fn form(categories: usize) -> Session {
    let list = (0..categories).map(|n| format!("[\"Category {n}\", \"c{n}\"]"));
    let list = list.collect::<Vec<_>>().join(", ");
    let toml = format!(
        "slug = \"form\"\nname = \"Form\"\nratings = [\"Good\", \"Better\", \"Best\"]\ncategories = [{list}]\n"
    );
    Session::new().assessment(&toml).take("form").at(120, 36)
}

#[test]
fn form_length_does_not_change_bytes_sent() {
    let told = |categories: usize| {
        let mut session = form(categories);
        session.open();
        let mut told = Vec::new();
        for key in ["Down", "2", "Space", "3", "Up", "h"] {
            let (draws, bytes) = (session.draws(), session.bytes());
            session = session.keys(key);
            assert!(
                session.draws() - draws <= 2,
                "the key, and that it is saved"
            );
            told.push(session.bytes() - bytes);
        }
        told
    };

    let (few, many) = (told(10), told(1_000));

    for (few, many) in few.into_iter().zip(many) {
        // "2 of 10" becomes "2 of 1000", and "saving…" is not drawn if the store is fast.
        assert!(few <= 178 && many.abs_diff(few) <= 40, "{few} {many}");
    }
}

#[test]
fn unchanged_cells_are_not_drawn() {
    let mut session = Session::new().demo();
    let before = session.draws();

    session.event(levelup::testing::Event::StoreTouched);

    assert_eq!(session.draws(), before);
}
