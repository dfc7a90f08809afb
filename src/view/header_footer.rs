use super::messages;
use super::painter::Painter;
use crate::state::{Role, State, cells, foot};
use crate::text::{cut, wrapped};

/// "levelup", and the space behind it.
const WHERE: u16 = 9;

/// The top line: where one is, and the state that matters.
pub(super) fn header(paint: &mut Painter, crumbs: &[&str], right: &[(String, Role)]) {
    let width = paint.area().width;
    let mut edge = width;
    if let Some(outlook) = paint.outlook.clone() {
        edge = paint.put_right(edge, 0, &outlook, Role::Accent);
        if right.iter().any(|(text, _)| !text.is_empty()) {
            edge = paint.put_right(edge, 0, " · ", Role::Dim);
        }
    }
    for (text, role) in right.iter().rev() {
        // Where one is stays readable, however long the rest is.
        let text = cut(
            text,
            usize::from(edge.saturating_sub(if paint.demo { WHERE + 5 } else { WHERE })),
            '…',
        );
        edge = paint.put_right(edge, 0, &text, *role);
    }
    let room = edge.saturating_sub(2);
    let x = paint.put(0, 0, "levelup", room, Role::Strong);
    let x = if paint.demo {
        paint.put(x, 0, " demo", room.saturating_sub(x), Role::Accent)
    } else {
        x
    };
    let separators = u16::try_from(crumbs.len() * 3).unwrap_or(u16::MAX);
    let rest = room.saturating_sub(x + separators);
    let mut x = x;
    for (crumb, share) in crumbs.iter().zip(shares(crumbs, rest)) {
        if share > 0 {
            x = paint.put(x, 0, " › ", room.saturating_sub(x), Role::Dim);
            x = paint.put(x, 0, crumb, share.min(room.saturating_sub(x)), Role::Text);
        }
    }
}

/// Shares `room` among texts: each what it needs, and where that is too much the longest is cut
/// until all fit.
fn shares(texts: &[&str], room: u16) -> Vec<u16> {
    let mut widths: Vec<u16> = texts.iter().map(|text| cells(text)).collect();
    while widths.iter().map(|w| u32::from(*w)).sum::<u32>() > u32::from(room) {
        match widths.iter_mut().max() {
            Some(longest) if *longest > 0 => *longest -= 1,
            _ => break,
        }
    }
    widths
}

/// The bottom line: what there is to tell, else the keys that do something now.
pub(super) fn footer(paint: &mut Painter, state: &State) {
    let y = paint.area().height.saturating_sub(1);
    let width = paint.area().width;
    if let Some((message, _)) = &state.message {
        let bad = message.is_bad();
        let role = if bad { Role::Error } else { Role::Strong };
        // What needs two lines gets the empty one above as well.
        let lines = wrapped(&messages::message(message, &state.keymap), width, 2);
        let from = (y + 1).saturating_sub(u16::try_from(lines.len()).unwrap_or(1));
        for (y, line) in (from..=y).zip(&lines) {
            paint.put(0, y, &" ".repeat(usize::from(width)), width, Role::Text);
            paint.put(0, y, line, width, role);
        }
    } else if state.waiting {
        paint.put(
            0,
            y,
            "Waiting for another levelup process to finish writing to the store…",
            width,
            Role::Strong,
        );
    } else {
        keys(paint, state, y);
    }
}

/// The keys of the screen.
fn keys(paint: &mut Painter, state: &State, y: u16) {
    let width = paint.area().width;
    for found in foot(state) {
        let mut x = found.x;
        if x > 0 {
            paint.put(x.saturating_sub(3), y, " · ", 3, Role::Dim);
        }
        x = paint.put(x, y, &found.key, width.saturating_sub(x), Role::Strong);
        let word = format!(" {}", found.word);
        paint.put(x, y, &word, width.saturating_sub(x), Role::Dim);
    }
}
