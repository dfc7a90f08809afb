//! Draws the top line and the bottom line.

use super::messages;
use super::painter::Painter;
use crate::state::{Role, State, cells, footer_keys};
use crate::text::{cut, wrapped};

/// The room that "levelup" and the space after it always keep.
const TITLE: u16 = 9;
const DEMO: &str = " demo";

/// Draws the top line: the breadcrumbs, and the status at the right edge.
pub(super) fn header(paint: &mut Painter, crumbs: &[&str], right: &[(String, Role)]) {
    let mut edge = paint.area().width;
    if let Some(sync_status) = paint.sync_status.clone() {
        edge = paint.put_right(edge, 0, &sync_status, Role::Accent);
        if right.iter().any(|(text, _)| !text.is_empty()) {
            edge = paint.put_right(edge, 0, " · ", Role::Dim);
        }
    }
    let title = if paint.demo {
        TITLE + cells(DEMO)
    } else {
        TITLE
    };
    for (text, role) in right.iter().rev() {
        let text = cut(text, usize::from(edge.saturating_sub(title)), '…');
        edge = paint.put_right(edge, 0, &text, *role);
    }
    let room = edge.saturating_sub(2);
    let mut x = paint.put(0, 0, "levelup", room, Role::Strong);
    if paint.demo {
        x = paint.put(x, 0, DEMO, room.saturating_sub(x), Role::Accent);
    }
    let separators = u16::try_from(crumbs.len() * 3).unwrap_or(u16::MAX);
    let widths = fitted_widths(crumbs, room.saturating_sub(x + separators));
    for (crumb, width) in crumbs.iter().zip(widths) {
        if width > 0 {
            x = paint.put(x, 0, " › ", room.saturating_sub(x), Role::Dim);
            x = paint.put(x, 0, crumb, width.min(room.saturating_sub(x)), Role::Text);
        }
    }
}

/// The widths of texts, the longest shortened until all fit into `room`.
fn fitted_widths(texts: &[&str], room: u16) -> Vec<u16> {
    let mut widths: Vec<u16> = texts.iter().map(|text| cells(text)).collect();
    while widths.iter().map(|w| u32::from(*w)).sum::<u32>() > u32::from(room) {
        match widths.iter_mut().max() {
            Some(longest) if *longest > 0 => *longest -= 1,
            _ => break,
        }
    }
    widths
}

/// Draws the bottom line: the message if there is one, otherwise the keys of the screen.
pub(super) fn footer(paint: &mut Painter, state: &State) {
    let y = paint.area().height.saturating_sub(1);
    if let Some((message, _)) = &state.message {
        let role = if message.is_bad() {
            Role::Error
        } else {
            Role::Strong
        };
        // A message of two lines also covers the line above.
        let text = messages::message(message, &state.keymap);
        let lines = wrapped(&text, paint.area().width, 2);
        let first = (y + 1).saturating_sub(u16::try_from(lines.len()).unwrap_or(1));
        for (y, line) in (first..=y).zip(&lines) {
            paint.clear_row(y);
            paint.put_line(0, y, line, role);
        }
    } else if state.waiting {
        let text = "Waiting for another levelup process to finish writing to the store…";
        paint.put_line(0, y, text, Role::Strong);
    } else {
        keys(paint, state, y);
    }
}

fn keys(paint: &mut Painter, state: &State, y: u16) {
    for key in footer_keys(state) {
        if key.x > 0 {
            paint.put(key.x.saturating_sub(3), y, " · ", 3, Role::Dim);
        }
        let x = paint.put_line(key.x, y, &key.key, Role::Strong);
        paint.put_line(x, y, &format!(" {}", key.label), Role::Dim);
    }
}
