//! Changes key bindings, and reports conflicts between them.

use std::borrow::Cow;

use super::action::Action;
use super::action_table::{ACTIONS, ActionSpec};
use super::key::Key;
use super::key_context::KeyContext;
use super::{Keymap, is_above_questions};

/// The key that always quits.
const LEAVES: Key = Key::Ctrl('c');

/// A conflict between key bindings. Rows are indexes in [`ACTIONS`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyClash {
    /// The configuration binds one key to two rows.
    Both {
        key: Key,
        /// The row that gets the key.
        first: usize,
        second: usize,
    },
    /// The configuration binds a key that another row of the context has by default and now loses.
    Taken { key: Key, by: usize, from: usize },
    /// A row of a context hides a key of all screens.
    Hidden {
        key: Key,
        by: usize,
        /// The row of all screens.
        hidden: usize,
    },
    /// The configuration binds the key that always quits.
    Leaves { row: usize },
    /// An important row has no key.
    Missed {
        row: usize,
        /// The key that it keeps, so that it is always possible to go back.
        keeps: Option<Key>,
    },
}

impl Keymap {
    /// Binds keys to rows, in the given order. It stays possible to quit and to go back.
    pub fn rebound(given: &[(usize, Vec<Key>)]) -> (Self, Vec<KeyClash>) {
        let mut rows = ACTIONS.to_vec();
        for (row, keys) in given {
            rows[*row].keys = Cow::Owned(keys.clone());
        }
        let is_given = |row: usize| given.iter().any(|(other, _)| *other == row);
        let mut clashes = Vec::new();
        keep_leaving(&mut rows, &mut clashes);
        within_contexts(&mut rows, given, &is_given, &mut clashes);
        keep_back(&mut rows, &is_given, &mut clashes);
        across_contexts(&rows, &is_given, &mut clashes);
        (Self::of_rows(rows), clashes)
    }
}

/// Binds the key that quits only to that.
fn keep_leaving(rows: &mut [ActionSpec], clashes: &mut Vec<KeyClash>) {
    for (row, spec) in rows.iter_mut().enumerate() {
        let has = spec.keys.contains(&LEAVES);
        if spec.action == Action::Quit {
            if !has {
                spec.keys.to_mut().push(LEAVES);
            }
        } else if has {
            spec.keys.to_mut().retain(|key| *key != LEAVES);
            clashes.push(KeyClash::Leaves { row });
        }
    }
}

/// Resolves conflicts within a context: a key belongs to the first row that the configuration binds it
/// to, otherwise to the row that has it by default.
fn within_contexts(
    rows: &mut [ActionSpec],
    given: &[(usize, Vec<Key>)],
    is_given: &dyn Fn(usize) -> bool,
    clashes: &mut Vec<KeyClash>,
) {
    for (at, (by, keys)) in given.iter().enumerate() {
        for key in keys.iter().filter(|key| **key != LEAVES) {
            let context = rows[*by].context;
            let others = (0..rows.len()).filter(|other| other != by);
            let others = others.filter(|other| rows[*other].context == context);
            let having: Vec<_> = others
                .filter(|other| rows[*other].keys.contains(key))
                .collect();
            for other in having {
                if !is_given(other) {
                    rows[other].keys.to_mut().retain(|kept| kept != key);
                    let (key, by, from) = (*key, *by, other);
                    clashes.push(KeyClash::Taken { key, by, from });
                } else if given[at + 1..].iter().any(|(later, _)| *later == other) {
                    rows[other].keys.to_mut().retain(|kept| kept != key);
                    let (key, first, second) = (*key, *by, other);
                    clashes.push(KeyClash::Both { key, first, second });
                }
            }
        }
    }
}

/// Keeps `Esc` bound to Back, if no other row of its context has it: a screen may hide other keys.
/// Reports Back, Help, and Palette without a key.
fn keep_back(
    rows: &mut [ActionSpec],
    is_given: &dyn Fn(usize) -> bool,
    clashes: &mut Vec<KeyClash>,
) {
    for row in 0..rows.len() {
        let spec = &rows[row];
        let missed = matches!(spec.action, Action::Back | Action::Help | Action::Palette);
        if !missed {
            continue;
        }
        let (context, empty) = (spec.context, spec.keys.is_empty());
        let mut others = rows.iter().filter(|other| other.context == context);
        let free = !others.any(|other| other.keys.contains(&Key::Esc));
        let keeps = (spec.action == Action::Back && free).then_some(Key::Esc);
        if let Some(key) = keeps {
            rows[row].keys.to_mut().push(key);
        }
        if !empty {
            continue;
        }
        if is_given(row) || keeps.is_none() {
            clashes.push(KeyClash::Missed { row, keeps });
        }
    }
}

/// Reports keys of all screens that a context hides because of the configuration.
fn across_contexts(
    rows: &[ActionSpec],
    is_given: &dyn Fn(usize) -> bool,
    clashes: &mut Vec<KeyClash>,
) {
    let everywhere = |spec: &ActionSpec| spec.context == KeyContext::Everywhere;
    for (hidden, shared) in rows.iter().enumerate().filter(|(_, row)| everywhere(row)) {
        for (by, own) in rows.iter().enumerate().filter(|(_, row)| !everywhere(row)) {
            let asked = own.context != KeyContext::Unanswered || is_above_questions(shared.action);
            let matters = own.action != shared.action && asked;
            if !matters || !(is_given(by) || is_given(hidden)) {
                continue;
            }
            let both = shared.keys.iter().filter(|key| own.keys.contains(key));
            clashes.extend(both.map(|key| KeyClash::Hidden {
                key: *key,
                by,
                hidden,
            }));
        }
    }
}
