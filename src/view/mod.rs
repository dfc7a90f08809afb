//! Draws the state: `draw(&State, &mut Frame)`. It changes nothing.

mod ascii;
mod category_detail;
mod header_footer;
mod level_marks;
mod messages;
mod overlays;
mod painter;
pub mod plain;
mod screens;
mod styles;
mod text_field;
mod widgets;

pub(crate) use plain::{FormBefore, PlainMessage};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;
pub use styles::Styles;

use self::painter::Painter;
use crate::state::{LEAST, Overlay, Role, State};

/// Draws the state into a frame.
pub fn draw(state: &State, frame: &mut Frame<'_>) {
    if let Some(cursor) = render_frame(state, frame.buffer_mut()) {
        frame.set_cursor_position(cursor);
    }
}

/// Draws the state into an empty buffer. Returns the position of the cursor if text is typed.
pub fn render_frame(state: &State, buffer: &mut Buffer) -> Option<Position> {
    let styles = Styles::new(&state.settings.theme);
    let text = styles.style(Role::Text);
    if text != Style::reset() {
        // A theme that sets the background of text sets that of the whole frame.
        buffer.set_style(buffer.area, text);
    }
    let mut paint = Painter {
        ascii: state.settings.ascii,
        demo: state.demo,
        sync_status: crate::words::short(state.sync_status),
        buffer,
        styles,
    };
    let cursor = if state.size.is_too_small() {
        let text = format!("levelup needs {}x{}", LEAST.width, LEAST.height);
        paint.put_line(0, 0, &text, Role::Text);
        None
    } else {
        screen_and_footer(&mut paint, state)
    };
    if state.settings.ascii {
        self::ascii::to_ascii(paint.buffer);
    }
    cursor
}

fn screen_and_footer(paint: &mut Painter, state: &State) -> Option<Position> {
    let cursor = match &state.overlay {
        Some(Overlay::Help(help)) => overlays::help::draw(paint, state, help),
        Some(Overlay::About(about)) => {
            overlays::about::draw(paint, state, about);
            None
        }
        Some(Overlay::Messages(messages)) => {
            overlays::messages::draw(paint, state, messages);
            None
        }
        Some(Overlay::Palette(palette)) => Some(overlays::palette::draw(paint, state, palette)),
        Some(Overlay::Unanswered) => {
            screens::draw(paint, state);
            overlays::unanswered::draw(paint, state);
            None
        }
        None => screens::draw(paint, state),
    };
    let is_typed_in_footer = cursor.is_some_and(|cursor| cursor.y + 1 == state.size.height);
    if !is_typed_in_footer {
        self::header_footer::footer(paint, state);
    }
    cursor
}
