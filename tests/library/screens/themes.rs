//! How screens look in every theme: nothing is told by colour alone, nothing is drawn that the
//! terminal does not have, and the page is left as it is.

use levelup::testing::{ColorDepth, Role, Settings, Styles, Theme};
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

/// Every screen, view and dialog without colour, to be read line by line.
#[test]
fn every_screen_without_color() {
    for (name, begin, go) in ALL {
        go(begin().set(in_theme(Theme::MONO))).scene("mono", name);
    }
}

/// What stands for a coloured role without its colour: a mark, or a word that says it.
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

#[test]
fn every_color_has_a_mark_or_word() {
    let coloured = Styles::new(&Theme::TERMINAL);
    let mut silent = Vec::new();
    let mut runs = 0;
    for (name, begin, go) in ALL {
        let buffer = go(begin()).buffer();
        // What goes on in the next line says it in the one before.
        let mut goes_on = None;
        for row in rows(&buffer) {
            let line = text(row);
            let first = role_of(&row[0], coloured);
            let said_before = goes_on == Some(first) && first == Some(Role::Error);
            goes_on = Some(first);
            for run in row.chunk_by(|a, b| (a.fg, a.modifier) == (b.fg, b.modifier)) {
                let role = role_of(&run[0], coloured);
                let tells = matches!(
                    role,
                    None | Some(Role::Accent | Role::StrongAccent | Role::Error)
                );
                let run = text(run);
                if !tells || run.trim().is_empty() || said_before {
                    continue;
                }
                runs += 1;
                let marked = MARKS.iter().any(|mark| line.contains(mark));
                let said = WORDS.iter().any(|word| run.to_lowercase().contains(word));
                if role.is_none() || !(marked || said) {
                    silent.push(format!("{name}: {run:?} in {line:?}"));
                }
            }
        }
    }

    assert!(runs > 100, "only {runs} pieces of colour were found");
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn text_is_the_same_in_every_theme() {
    for (name, begin, go) in ALL {
        let usual = go(begin()).frame();
        for theme in [Theme::MONO, Theme::HIGH_CONTRAST] {
            assert_eq!(go(begin().set(in_theme(theme))).frame(), usual, "{name}");
        }
    }
}

#[test]
fn no_color_has_none_and_themes_keep_the_background() {
    for (theme, colour) in [(Theme::MONO, false), (Theme::HIGH_CONTRAST, false)]
        .into_iter()
        .chain([(Theme::DARK, true), (Theme::LIGHT, true)])
        .chain(Theme::SHIPPED.map(|(_, theme)| (theme.at(ColorDepth::Mono), false)))
    {
        let mut session = with_results().home().set(in_theme(theme)).keys("j");
        let buffer = session.buffer();
        let is_coloured = |cell: &&Cell| cell.fg != Color::Reset;
        assert_eq!(buffer.content.iter().any(|c| is_coloured(&c)), colour);
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
fn custom_background_fills_the_screen() {
    let mut theme = Theme::TERMINAL;
    let page = levelup::testing::TextStyle {
        bg: Some(anstyle::RgbColor(250, 240, 220).into()),
        ..levelup::testing::TextStyle::default()
    };
    theme.set(Role::Text, page);

    for (name, begin, go) in ALL {
        let buffer = go(begin().set(in_theme(theme))).buffer();
        let bare = buffer.content.iter().filter(|c| c.bg == Color::Reset);
        assert_eq!(bare.count(), 0, "{name}");
    }
}

/// With `glyphs = "ascii"` what is no ASCII is a person's own: here the name of one of the team.
#[test]
fn ascii_setting_draws_only_ascii() {
    for size in [(80, 24), (120, 36), (46, 14)] {
        for (name, begin, go) in ALL {
            let settings = Settings {
                ascii: true,
                ..Settings::default()
            };
            let mut session = go(begin().at(size.0, size.1).set(settings));
            let frame = session.frame().replace("ö", "o");
            let line = frame.lines().find(|line| !line.is_ascii());
            assert_eq!(line, None, "{name} at {size:?}");
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
