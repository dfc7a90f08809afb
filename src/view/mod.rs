//! THE PICTURE: `draw(&State, &mut Frame)`. It changes nothing: what it shows is state.

mod about;
mod bands;
mod broken;
mod browse;
mod category;
mod changes;
mod chart;
mod compare;
mod compare_texts;
mod dialog;
mod field;
mod glyphs;
mod hand_words;
mod help;
mod home;
mod marks;
mod messages;
mod outlook;
mod paint;
mod palette;
pub mod plain;
mod plan;
mod radar;
mod result;
mod take;
mod team;
mod team_lists;
mod theme;
mod trend;
mod words;

pub use theme::{Role, Styles};

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;

use crate::state::{LEAST, Overlay, Screen, State};
use paint::Paint;

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
    let mut paint = Paint {
        ascii: state.settings.ascii,
        demo: state.demo,
        outlook: outlook::short(state.outlook),
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
        glyphs::to_ascii(paint.buffer);
    }
    cursor
}

fn too_small(paint: &mut Paint) {
    let text = format!("levelup needs {}x{}", LEAST.width, LEAST.height);
    let width = paint.area().width;
    paint.put(0, 0, &text, width, Role::Text);
}

fn whole(paint: &mut Paint, state: &State) -> Option<Position> {
    let cursor = screen(paint, state);
    if cursor.is_none_or(|cursor| cursor.y + 1 != state.size.height) {
        bands::bottom(paint, state);
    }
    cursor
}

/// Everything but the bottom line, unless text is typed there.
fn screen(paint: &mut Paint, state: &State) -> Option<Position> {
    if let Some(Overlay::Help(help)) = &state.overlay {
        return help::draw(paint, state, help);
    }
    if let Some(Overlay::About(about)) = &state.overlay {
        about::draw(paint, state, about);
        return None;
    }
    if let Some(Overlay::Messages(messages)) = &state.overlay {
        messages::draw(paint, state, messages);
        return None;
    }
    if let Some(Overlay::Palette(palette)) = &state.overlay {
        return Some(palette::draw(paint, state, palette));
    }
    let cursor = match &state.screen {
        Screen::Home(home) => home::draw(paint, state, home),
        Screen::Take(take) => take::draw(paint, state, take),
        Screen::Result(result) => result::draw(paint, state, result),
        Screen::Browse(browse) => browse::draw(paint, state, browse),
        Screen::Compare(compare) => {
            compare::draw(paint, state, compare);
            None
        }
        Screen::Trend(trend) => {
            trend::draw(paint, state, trend);
            None
        }
        Screen::Team(team) => {
            team::draw(paint, state, team);
            None
        }
        Screen::Broken(broken) => {
            broken::draw(paint, state, broken);
            None
        }
    };
    match (&state.overlay, &state.screen) {
        (Some(Overlay::AskOpen), Screen::Take(take)) => {
            take::ask(paint, state, take);
            None
        }
        _ => cursor,
    }
}
