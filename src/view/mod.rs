//! THE PICTURE: `draw(&State, &mut Frame)`. It changes nothing: what it shows is state.

mod ascii;
mod category_detail;
mod changes;
mod dialog;
mod header_footer;
mod level_marks;
mod messages;
mod overlays;
mod painter;
pub mod plain;
mod screens;
mod styles;
mod text_field;

pub(crate) use plain::{FormBefore, PlainMessage};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;
pub use styles::Styles;

use self::painter::Painter;
use crate::state::{LEAST, Overlay, Role, Screen, State};

/// Draws the state.
pub fn draw(state: &State, frame: &mut Frame<'_>) {
    if let Some(cursor) = picture(state, frame.buffer_mut()) {
        frame.set_cursor_position(cursor);
    }
}

/// Draws the state into an empty buffer; gives the place of the cursor, where text is typed.
pub fn picture(state: &State, buffer: &mut Buffer) -> Option<Position> {
    let styles = Styles::of(&state.settings.theme);
    let page = styles.style(Role::Text);
    if page != Style::reset() {
        // A theme of one's own may say what all text is written on: then the page is, too.
        buffer.set_style(buffer.area, page);
    }
    let mut paint = Painter {
        ascii: state.settings.ascii,
        demo: state.demo,
        outlook: crate::words::short(state.outlook),
        buffer,
        styles,
    };
    let cursor = if state.size.is_too_small() {
        too_small(&mut paint);
        None
    } else {
        whole(&mut paint, state)
    };
    if state.settings.ascii {
        self::ascii::to_ascii(paint.buffer);
    }
    cursor
}

fn too_small(paint: &mut Painter) {
    let text = format!("levelup needs {}x{}", LEAST.width, LEAST.height);
    let width = paint.area().width;
    paint.put(0, 0, &text, width, Role::Text);
}

fn whole(paint: &mut Painter, state: &State) -> Option<Position> {
    let cursor = screen(paint, state);
    if cursor.is_none_or(|cursor| cursor.y + 1 != state.size.height) {
        self::header_footer::footer(paint, state);
    }
    cursor
}

/// Everything but the bottom line, unless text is typed there.
fn screen(paint: &mut Painter, state: &State) -> Option<Position> {
    if let Some(Overlay::Help(help)) = &state.overlay {
        return crate::view::overlays::help::draw(paint, state, help);
    }
    if let Some(Overlay::About(about)) = &state.overlay {
        crate::view::overlays::about::draw(paint, state, about);
        return None;
    }
    if let Some(Overlay::Messages(messages)) = &state.overlay {
        crate::view::overlays::messages::draw(paint, state, messages);
        return None;
    }
    if let Some(Overlay::Palette(palette)) = &state.overlay {
        return Some(crate::view::overlays::palette::draw(paint, state, palette));
    }
    let cursor = match &state.screen {
        Screen::Home(home) => crate::view::screens::home::draw(paint, state, home),
        Screen::Take(take) => crate::view::screens::take::draw(paint, state, take),
        Screen::Result(result) => crate::view::screens::result::draw(paint, state, result),
        Screen::Browse(browse) => crate::view::screens::browse::draw(paint, state, browse),
        Screen::Compare(compare) => {
            crate::view::screens::compare::draw(paint, state, compare);
            None
        }
        Screen::Trend(trend) => {
            crate::view::screens::trend::draw(paint, state, trend);
            None
        }
        Screen::Team(team) => {
            crate::view::screens::team::draw(paint, state, team);
            None
        }
        Screen::Broken(broken) => {
            crate::view::screens::broken_file::draw(paint, state, broken);
            None
        }
    };
    match (&state.overlay, &state.screen) {
        (Some(Overlay::Unanswered), Screen::Take(take)) => {
            self::screens::ask(paint, state, take);
            None
        }
        _ => cursor,
    }
}
