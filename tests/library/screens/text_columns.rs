//! Text of every script: measured as it is drawn, cut between what people see as characters, with
//! the columns where they belong and the cursor where the next letter goes.

use std::collections::HashSet;

use levelup::testing::{
    Event, Key, ListLine, MARKER, Screen, State, cells, cut, update, visible, wrapped,
};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::screens::CLUB;
use crate::support::session::Session;

/// Wide, combining, joined, flagged, right to left, without width, turning.
const PIECES: [&str; 24] = [
    "a",
    "Z",
    " ",
    "-",
    "word",
    "日",
    "本語",
    "한",
    "e\u{301}",
    "👩\u{200d}👩\u{200d}👧",
    "🇩🇪",
    "🇯🇵",
    "❤\u{fe0f}",
    "👍🏽",
    "\u{644}\u{627}",
    "العربية",
    "שלום",
    "\u{202e}",
    "\u{200b}",
    "क्षि",
    "ﷺ",
    "ｶﾞ",
    "😀",
    "ไทย",
];

/// What the program itself draws.
const OWN: &str = "▌│─┌┐└┘›·●○▲◦✎–…✓✗→↑↓█";

fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES.to_vec());
    prop::collection::vec(piece, 1..14).prop_map(|pieces| format!("x{}x", pieces.concat()))
}

/// A form whose names, labels and texts are these.
fn form(texts: &[String]) -> Session {
    let [name, group, one, two, low, high, level] = texts else {
        panic!("seven texts");
    };
    let toml = format!(
        "slug = \"all\"\nname = \"{name}\"\nratings = [\"{low}\", \"{high}2\"]\n\
         [[categories]]\nkey = \"one\"\nname = \"{one}\"\ngroup = \"{group}\"\n\
         levels = [\"{level}\", \"{level} {level} {level}\"]\n\
         [[categories]]\nkey = \"two\"\nname = \"{two}\"\ngroup = \"{group}\"\n\
         [[categories]]\nkey = \"three\"\nname = \"plain\"\n"
    );
    Session::new()
        .assessment(&toml)
        .take("all")
        .named(Some(name))
}

fn drawn(state: &State) -> (Buffer, Option<Position>) {
    let area = Rect::new(0, 0, state.size.width, state.size.height);
    let mut buffer = Buffer::empty(area);
    let cursor = levelup::testing::render_frame(state, &mut buffer);
    (buffer, cursor)
}

/// Each cell holds one grapheme of a text or of the program, whole, with room for all of it.
fn is_whole(buffer: &Buffer, texts: &[String]) -> Result<(), TestCaseError> {
    let mut known: HashSet<String> = OWN.graphemes(true).map(str::to_owned).collect();
    for text in texts {
        for shape in [visible(text).into_owned(), visible(text).to_uppercase()] {
            known.extend(shape.graphemes(true).map(str::to_owned));
        }
    }
    for row in buffer.content.chunks(usize::from(buffer.area.width)) {
        let mut covered = 0;
        for (x, cell) in row.iter().enumerate() {
            let symbol = cell.symbol();
            if x < covered {
                prop_assert_eq!(symbol, " ", "on the second half of a wide one");
                continue;
            }
            covered = x + usize::from(cells(symbol)).max(1);
            prop_assert!(covered <= row.len(), "{symbol:?} stands over the edge");
            prop_assert!(symbol.is_ascii() || known.contains(symbol), "{symbol:?}");
        }
    }
    Ok(())
}

/// The marks of all rows begin in one column, with space before them.
fn is_aligned(state: &State, buffer: &Buffer) -> Result<(), TestCaseError> {
    let Screen::Take(take) = &state.screen else {
        panic!("the form is open");
    };
    let x = MARKER + take.columns.name + 2;
    let height = state.size.list_height();
    let lines = take.outline.lines.iter().skip(take.list.top);
    for (y, line) in (2..2 + height).zip(lines) {
        if let ListLine::Category { part: 0, .. } = line {
            let mark = buffer[(x, y)].symbol();
            prop_assert!("●○▲◦·?–12".contains(mark) && mark != " ", "{mark:?}");
            prop_assert_eq!(buffer[(x - 1, y)].symbol(), " ");
            prop_assert_eq!(buffer[(x - 2, y)].symbol(), " ");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_at_any_width_is_cut_between_graphemes(text in text(), width in 1u16..40) {
        let shown = visible(&text);
        let short = cut(&text, usize::from(width), '…');
        prop_assert!(cells(&short) <= width);
        let kept = short.strip_suffix('…').unwrap_or(&short);
        let whole: Vec<&str> = shown.graphemes(true).collect();
        let part: Vec<&str> = kept.graphemes(true).collect();
        prop_assert_eq!(&whole[..part.len()], &part[..]);

        let lines = wrapped(&text, width, usize::MAX);
        let widest = whole.iter().map(|grapheme| cells(grapheme)).max().unwrap();
        prop_assert!(lines.iter().all(|line| cells(line) <= width.max(widest)));
        let bare = |text: &str| text.replace(' ', "");
        prop_assert_eq!(bare(&lines.concat()), bare(&shown));
        let mut ends = lines.iter().flat_map(|line| line.graphemes(true));
        let known: HashSet<&str> = whole.iter().copied().collect();
        prop_assert!(ends.all(|grapheme| known.contains(grapheme)));
    }

    #[test]
    fn any_text_at_any_width_draws_within_its_cells(
        texts in prop::collection::vec(text(), 7),
        (width, height) in (30u16..130, 10u16..40),
        note in text(),
    ) {
        let mut session = form(&texts).at(width, height).keys("1 k n").types(&note);
        let all = [&texts[..], &[note]].concat();
        let (buffer, _) = drawn(session.state());
        is_whole(&buffer, &all)?;
        let mut session = session.keys("Enter");
        let (buffer, _) = drawn(session.state());
        is_whole(&buffer, &all)?;
        is_aligned(session.state(), &buffer)?;
        for keys in ["?", "Esc i", "Esc q", "/", "Esc"] {
            session = session.keys(keys);
            is_whole(&drawn(session.state()).0, &all)?;
        }
    }

    #[test]
    fn cursor_follows_the_typed_text(note in text(), width in 30u16..90) {
        let mut session = form(&vec!["x".to_owned(); 7]).at(width, 20).keys("1 k n").types(&note);
        let mut state = session.state().clone();
        let (buffer, cursor) = drawn(&state);
        let Position { x, y } = cursor.unwrap();
        prop_assert!(x < width);
        prop_assert_eq!(buffer[(x, y)].symbol(), " ");
        prop_assert_eq!(buffer[(x - 1, y)].symbol(), "x", "the last letter stands before it");

        // Step by step to the left: by what people see as one, and never into the middle of it.
        for _ in note.graphemes(true) {
            update(&mut state, Event::Key(Key::Left));
            let (buffer, cursor) = drawn(&state);
            is_whole(&buffer, std::slice::from_ref(&note))?;
            let before = before_cursor(&state);
            prop_assert!(note.grapheme_indices(true).any(|(at, _)| at == before.len()));
            let Position { x, y } = cursor.unwrap();
            prop_assert!(x < width);
            let shown = written(&buffer, cells("✎ x: "), x, y);
            let before = visible(&before).replace('\u{200b}', "");
            prop_assert!(before.ends_with(&shown), "{shown:?} stands before it, not {before:?}");
            prop_assert!(!shown.is_empty() || before.is_empty());
        }
        prop_assert_eq!(before_cursor(&state), "");
    }
}

fn before_cursor(state: &State) -> String {
    let field = state.field().unwrap();
    field.before_cursor().to_owned()
}

/// What stands in a row from one column to another.
fn written(buffer: &Buffer, from: u16, to: u16, y: u16) -> String {
    let mut text = String::new();
    let mut x = from;
    while x < to {
        let symbol = buffer[(x, y)].symbol();
        text.push_str(symbol);
        x += cells(symbol).max(1);
    }
    text
}

#[test]
fn find_and_filter_compare_visible_text() {
    let club = CLUB.replace("\"Running\"", "\"Große  Straße\"");
    let session = Session::new().assessment(&club).keys("/");
    let mut session = session.types("RUNNING\u{AD} club").keys("Enter");
    assert!(session.frame().contains("Running club"));

    let mut session = session.keys("Enter / ").types("STRASSE").keys("Enter 2");

    let Screen::Take(take) = &session.state().screen else {
        panic!("no form");
    };
    assert_eq!(take.answers.entries[1].answer.current(), Some(2));
}
