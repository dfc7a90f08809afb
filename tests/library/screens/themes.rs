//! How screens look in every theme: nothing is told by color alone, nothing is drawn that the
//! terminal does not have, and the page is left as it is.

use levelup::testing::{ColorDepth, Role, Settings, Styles, TextStyle, Theme};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::screens::frames::with_results;
use crate::screens::scenes::ALL;
use crate::support::session::{Session, role_of};

fn in_theme(theme: Theme) -> Settings {
    Settings {
        theme,
        ..Settings::default()
    }
}

fn rows(buffer: &Buffer) -> impl Iterator<Item = &[Cell]> {
    buffer.content.chunks(usize::from(buffer.area.width))
}

fn text(cells: &[Cell]) -> String {
    cells.iter().map(Cell::symbol).collect()
}

/// Every screen, view and dialog without color, to be read line by line.
#[test]
fn every_screen_without_color() {
    for (name, begin, go) in ALL {
        go(begin().set(in_theme(Theme::MONO))).scene("mono", name);
    }
}

/// Each colored role also has a mark or a word.
const MARKS: [&str; 11] = ["▲", "▌", "✓", "✗", "●", "◦", "✎", "→", "↑", "↓", "+"];
const WORDS: [&str; 14] = [
    "error",
    "not saved",
    "level up",
    "goal",
    "at the top",
    "draft",
    "missing",
    "marked",
    "demo",
    "sample data",
    "new",
    "rated",
    "no matches",
    "choose another name",
];

/// Checks each screen in all themes with one start of the program.
#[test]
fn every_screen_in_every_theme() {
    let mut page = Theme::TERMINAL;
    page.set(
        Role::Text,
        TextStyle {
            bg: Some(anstyle::RgbColor(250, 240, 220).into()),
            ..TextStyle::default()
        },
    );
    let (mut runs, mut unmarked) = (0, Vec::new());
    for (name, begin, go) in ALL {
        let mut session = go(begin());
        let (usual, frame) = (session.buffer(), session.frame());
        runs += find_unmarked_colors(name, &usual, &mut unmarked);
        for theme in [Theme::MONO, Theme::HIGH_CONTRAST] {
            assert_eq!(session.redrawn(in_theme(theme)).frame(), frame, "{name}");
        }
        let painted = session.redrawn(in_theme(page)).buffer();
        let bare = painted.content.iter().filter(|c| c.bg == Color::Reset);
        assert_eq!(bare.count(), 0, "{name}");
    }
    assert!(runs > 100, "only {runs} colored texts were found");
    assert!(unmarked.is_empty(), "{}", unmarked.join("\n"));
}

/// Adds colored texts without a mark or a word for their role. Returns the number of colored texts.
fn find_unmarked_colors(name: &str, buffer: &Buffer, unmarked: &mut Vec<String>) -> usize {
    let colored = Styles::new(&Theme::TERMINAL);
    let mut runs = 0;
    // A text that continues in the next line has its word in the line before.
    let mut continued = None;
    for row in rows(buffer) {
        let line = text(row);
        let first = role_of(&row[0], colored);
        let is_continued = continued == Some(first) && first == Some(Role::Error);
        continued = Some(first);
        for run in row.chunk_by(|a, b| (a.fg, a.modifier) == (b.fg, b.modifier)) {
            let role = role_of(&run[0], colored);
            let has_meaning = matches!(
                role,
                None | Some(Role::Accent | Role::StrongAccent | Role::Error)
            );
            let run = text(run);
            if !has_meaning || run.trim().is_empty() || is_continued {
                continue;
            }
            runs += 1;
            let has_mark = MARKS.iter().any(|mark| line.contains(mark));
            let has_word = WORDS.iter().any(|word| run.to_lowercase().contains(word));
            if role.is_none() || !(has_mark || has_word) {
                unmarked.push(format!("{name}: {run:?} in {line:?}"));
            }
        }
    }
    runs
}

#[test]
fn ascii_setting_draws_only_ascii() {
    for (name, begin, go) in ALL {
        let settings = Settings {
            ascii: true,
            ..Settings::default()
        };
        let mut session = go(begin().set(settings));
        for (width, height) in [(80, 24), (120, 36), (46, 14)] {
            session = session.resized(width, height);
            let frame = session.frame().replace("ö", "o");
            let line = frame.lines().find(|line| !line.is_ascii());
            assert_eq!(line, None, "{name} at {width}x{height}");
        }
    }
}

#[test]
fn no_color_has_none_and_themes_keep_the_background() {
    for (theme, color) in [(Theme::MONO, false), (Theme::HIGH_CONTRAST, false)]
        .into_iter()
        .chain([(Theme::DARK, true), (Theme::LIGHT, true)])
        .chain(Theme::BUILT_IN.map(|(_, theme)| (theme.at(ColorDepth::Mono), false)))
    {
        let mut session = with_results().home().set(in_theme(theme)).keys("j");
        let buffer = session.buffer();
        let is_colored = |cell: &&Cell| cell.fg != Color::Reset;
        assert_eq!(buffer.content.iter().any(|c| is_colored(&c)), color);
        let painted =
            |cell: &&Cell| cell.bg != Color::Reset || cell.modifier.contains(Modifier::REVERSED);
        assert_eq!(buffer.content.iter().find(painted), None);
        let dims = |cell: &Cell| cell.modifier.contains(Modifier::DIM);
        if theme == Theme::HIGH_CONTRAST {
            assert!(!buffer.content.iter().any(dims));
        }
    }
}

#[test]
fn colors_are_reduced_to_the_terminal_depth() {
    let accent = |depth| Styles::new(&Theme::DARK.at(depth)).style(Role::Accent).fg;

    assert_eq!(accent(ColorDepth::All), Some(Color::Rgb(0xd7, 0x9c, 0xff)));
    assert!(matches!(
        accent(ColorDepth::Many),
        Some(Color::Indexed(16..))
    ));
    assert_eq!(accent(ColorDepth::Sixteen), Some(Color::LightMagenta));
    assert_eq!(accent(ColorDepth::Mono), Some(Color::Reset));
    let light = Styles::new(&Theme::LIGHT.at(ColorDepth::Sixteen));
    assert_eq!(light.style(Role::Accent).fg, Some(Color::Magenta));
    assert_eq!(light.style(Role::Error).fg, Some(Color::Red));
    assert_eq!(light.style(Role::Dim).fg, Some(Color::DarkGray));
}

#[test]
fn columns_follow_the_width_of_dates() {
    let long = "%A, %-d %B %Y";
    let mut browse = with_results().browse("").dates(long);
    let frame = browse.frame();
    assert!(frame.contains("Sunday, 22 November 2026"), "{frame}");
    browse.scene("browse", "long-dates-80x24");
    let home = with_results().home().dates("%-d %b %y").keys("j");
    { home }.scene("home", "short-dates-80x24");
    let compare = Session::new().demo().browse("software chiara").dates(long);
    let compare = compare.keys("Space j Space j Space j Space c");
    { compare }.scene("compare", "long-dates-80x24");
    let trend = Session::new().demo().browse("software chiara").dates(long);
    { trend.keys("Enter t") }.scene("trend", "long-dates-80x24");
}
