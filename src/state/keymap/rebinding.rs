//! Giving actions other keys, and what comes of it: keys that two of them want.

use std::borrow::Cow;

use super::action::Action;
use super::action_table::{ACTIONS, ActionSpec};
use super::key::Key;
use super::key_context::KeyContext;
use super::{Keymap, is_above_questions};

/// The key that leaves, whatever the configuration says.
const LEAVES: Key = Key::Ctrl('c');

/// Something that is to be said about the keys that actions were given. Rows are places in
/// [`ACTIONS`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyClash {
    /// Two rows were given one key.
    Both {
        /// The key.
        key: Key,
        /// The row that was given it first, and has it.
        first: usize,
        /// The other.
        second: usize,
    },
    /// A row was given a key that another one of its context has by itself, and has lost by that.
    Taken {
        /// The key.
        key: Key,
        /// The row that has it now.
        by: usize,
        /// The row that had it.
        from: usize,
    },
    /// A key does one thing everywhere, but another one in a context.
    Hidden {
        /// The key.
        key: Key,
        /// The row of the context, which has it there.
        by: usize,
        /// The row of everywhere.
        hidden: usize,
    },
    /// A row was given the key that always leaves.
    Leaves {
        /// The row.
        row: usize,
    },
    /// A row is left without a key, and people would miss it.
    Missed {
        /// The row.
        row: usize,
        /// The key that it keeps all the same, so that nobody is locked in.
        keeps: Option<Key>,
    },
}

impl Keymap {
    /// The table with other keys for some of its rows, in the order in which they were given. One
    /// can always leave, and go back.
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

/// The key that leaves does that everywhere, and nothing else.
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

/// In one context a key is one action's: the first that was given it, else the one that has it by
/// itself.
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

/// What leads back keeps `Esc`, where nothing else of its context has it: another key may be hidden
/// by what a screen has. What leads to help and to the palette is missed.
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

/// A key of everywhere that a context has for something else, where the configuration made it so.
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
