//! A change between two results: as a sign for a cell, and in words.

use crate::results::{Delta, LevelChange};
use crate::state::Role;

/// A change in a few cells: "↑ 1", "=", "new"; in ASCII "+ 1".
pub(super) fn sign(delta: Delta, ascii: bool) -> (String, Role) {
    // In ASCII an arrow would look like the mark of a level up.
    let (up, down) = if ascii { ("+", "-") } else { ("↑", "↓") };
    let by = |arrow: &str, by: u8| {
        let share = if delta.by_position { "%" } else { "" };
        format!("{arrow} {by}{share}")
    };
    match delta.change {
        LevelChange::Absent => (String::new(), Role::Dim),
        LevelChange::New => ("new".into(), Role::Accent),
        LevelChange::Removed => ("removed".into(), Role::Dim),
        LevelChange::Unchanged if delta.by_position => ("= %".into(), Role::Dim),
        LevelChange::Unchanged => ("=".into(), Role::Dim),
        LevelChange::Up(levels) => (by(up, levels), Role::Accent),
        LevelChange::Down(levels) => (by(down, levels), Role::Error),
        LevelChange::Rated => ("rated".into(), Role::Accent),
        LevelChange::Unrated => ("unrated".into(), Role::Error),
        LevelChange::Other => ("changed".into(), Role::Dim),
    }
}

/// A change in words.
pub(super) fn words(delta: Delta) -> String {
    let by = |way: &str, by: u8| match (delta.by_position, by) {
        (true, by) => format!("{way} by {by}% of the ladder"),
        (false, 1) => format!("{way} 1 level"),
        (false, by) => format!("{way} {by} levels"),
    };
    match delta.change {
        LevelChange::Absent => String::new(),
        LevelChange::New => "new: not in the previous result".into(),
        LevelChange::Removed => "removed: not in this result".into(),
        LevelChange::Unchanged if delta.by_position => "same position on a different ladder".into(),
        LevelChange::Unchanged => "unchanged".into(),
        LevelChange::Up(levels) => by("up", levels),
        LevelChange::Down(levels) => by("down", levels),
        LevelChange::Rated => "now rated".into(),
        LevelChange::Unrated => "no longer rated".into(),
        LevelChange::Other => "answer changed".into(),
    }
}
