//! A change between two results: as a sign for a cell, and in words.

use crate::results::{Change, Delta};
use crate::state::Role;

/// A change in a few cells: "↑ 1", "=", "new"; in ASCII "+ 1".
pub fn sign(delta: Delta, ascii: bool) -> (String, Role) {
    // In ASCII an arrow would look like the mark of a level up.
    let (up, down) = if ascii { ("+", "-") } else { ("↑", "↓") };
    let by = |arrow: &str, by: u8| {
        let share = if delta.by_position { " %" } else { "" };
        format!("{arrow} {by}{share}")
    };
    match delta.change {
        Change::Absent => (String::new(), Role::Dim),
        Change::New => ("new".into(), Role::Accent),
        Change::Gone => ("gone".into(), Role::Dim),
        Change::Same if delta.by_position => ("= %".into(), Role::Dim),
        Change::Same => ("=".into(), Role::Dim),
        Change::Up(levels) => (by(up, levels), Role::Accent),
        Change::Down(levels) => (by(down, levels), Role::Error),
        Change::Rated => ("rated".into(), Role::Accent),
        Change::Unrated => ("unrated".into(), Role::Error),
        Change::Other => ("other".into(), Role::Dim),
    }
}

/// A change in words.
pub fn words(delta: Delta) -> String {
    let by = |way: &str, by: u8| match (delta.by_position, by) {
        (true, by) => format!("{way} by {by} % of the ladder"),
        (false, 1) => format!("{way} 1 level"),
        (false, by) => format!("{way} {by} levels"),
    };
    match delta.change {
        Change::Absent => String::new(),
        Change::New => "new: the result before does not have it".into(),
        Change::Gone => "gone: this result does not have it".into(),
        Change::Same if delta.by_position => "the same place on another ladder".into(),
        Change::Same => "unchanged".into(),
        Change::Up(levels) => by("up", levels),
        Change::Down(levels) => by("down", levels),
        Change::Rated => "rated now".into(),
        Change::Unrated => "not rated any more".into(),
        Change::Other => "another answer".into(),
    }
}
