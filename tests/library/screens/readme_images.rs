//! The pictures of the README: real frames, with their styles. They are generated: run the tests
//! with `LEVELUP_PICTURES=write` to make them anew; without it a difference fails.

use std::fmt::Write as _;

use anstyle::{Color, Effects, RgbColor, Style};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color as CellColor, Modifier};

use crate::support::session::Session;

/// A terminal's look: the colors that are not the program's to choose.
struct Look {
    name: &'static str,
    text: RgbColor,
    page: RgbColor,
    magenta: RgbColor,
    red: RgbColor,
}

const DARK: Look = Look {
    name: "dark",
    text: RgbColor(0xd8, 0xde, 0xe9),
    page: RgbColor(0x1c, 0x1f, 0x26),
    magenta: RgbColor(0xd0, 0x8c, 0xe0),
    red: RgbColor(0xe0, 0x6c, 0x75),
};

const LIGHT: Look = Look {
    name: "light",
    text: RgbColor(0x24, 0x29, 0x2f),
    page: RgbColor(0xff, 0xff, 0xff),
    magenta: RgbColor(0x8a, 0x2b, 0xa8),
    red: RgbColor(0xb0, 0x1e, 0x2b),
};

fn style(cell: &Cell, look: &Look) -> Style {
    let color = match cell.fg {
        CellColor::Magenta => look.magenta,
        CellColor::Red => look.red,
        _ => look.text,
    };
    let mut effects = Effects::new();
    if cell.modifier.contains(Modifier::BOLD) {
        effects |= Effects::BOLD;
    }
    let dim = cell.modifier.contains(Modifier::DIM);
    let color = if dim {
        mixed(look.text, look.page)
    } else {
        color
    };
    Style::new()
        .fg_color(Some(Color::Rgb(color)))
        .effects(effects)
}

/// What terminals make of dim text: two thirds of its color.
fn mixed(RgbColor(r, g, b): RgbColor, RgbColor(r2, g2, b2): RgbColor) -> RgbColor {
    let mix = |a: u8, b: u8| u8::try_from((u16::from(a) * 2 + u16::from(b)) / 3).unwrap();
    RgbColor(mix(r, r2), mix(g, g2), mix(b, b2))
}

fn ansi(buffer: &Buffer, look: &Look) -> String {
    let mut text = String::new();
    for row in buffer.content.chunks(usize::from(buffer.area.width)) {
        for cell in row {
            let style = style(cell, look);
            write!(text, "{style}{}{style:#}", cell.symbol()).unwrap();
        }
        text.push('\n');
    }
    text
}

fn picture(session: &mut Session, name: &str) {
    let buffer = session.buffer();
    for look in [DARK, LIGHT] {
        let svg = anstyle_svg::Term::new()
            .fg_color(Color::Rgb(look.text))
            .bg_color(Color::Rgb(look.page))
            .render_svg(&ansi(&buffer, &look));
        let path = format!(
            "{}/docs/{name}-{}.svg",
            env!("CARGO_MANIFEST_DIR"),
            look.name
        );
        if std::env::var_os("LEVELUP_PICTURES").is_some() {
            std::fs::create_dir_all(format!("{}/docs", env!("CARGO_MANIFEST_DIR"))).unwrap();
            std::fs::write(&path, &svg).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept == svg,
            "{path} shows an older frame: LEVELUP_PICTURES=write makes it anew"
        );
    }
}

#[test]
fn form_image() {
    let session = Session::new()
        .shipped()
        .take("software-engineer")
        .at(100, 26);
    let session = session
        .keys("2 Space 1 4 3 2 x Space 2 j n")
        .types("pairs with the payments team");
    picture(&mut session.keys("Enter k k"), "take");
}

#[test]
fn result_image() {
    let session = Session::new()
        .shipped()
        .take("software-engineer")
        .at(100, 26);
    let session = session
        .keys("2 Space 1 4 3 2 3 Space 2 2 n")
        .types("pairs with the payments team");
    picture(&mut session.keys("Enter 3 x j 2 d j 1 s"), "result");
}
