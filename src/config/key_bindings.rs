//! Reads the table `[keys]` of a configuration.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::state::{ACTIONS, ActionSpec, Key, KeyClash, KeyContext, Keymap};
use crate::text::nearest;
use crate::toml_reader::{
    Expected, Findings, KeyBindingProblem, Problem, TomlValue, string, wrong_type,
};

/// The key bindings of an action in the file, each with its place.
#[derive(Debug)]
struct GivenKeys {
    /// The index of the action in [`ACTIONS`].
    row: usize,
    span: Range<usize>,
    keys: Vec<(Key, Range<usize>)>,
}

/// Reads the table into a keymap, and the place of each action in the file.
pub(crate) fn read(
    value: Option<&TomlValue<'_>>,
    findings: &mut Findings,
) -> (Keymap, BTreeMap<String, usize>) {
    let Some(table) = value.and_then(|value| table(value, findings)) else {
        return (Keymap::default(), BTreeMap::new());
    };
    let mut given = Vec::new();
    for (name, value) in table {
        match value.get_ref() {
            DeValue::Table(actions) => {
                for (action, value) in actions {
                    let name = format!("{}.{}", name.get_ref(), action.get_ref());
                    given.extend(keys_of_action(&name, action.span(), value, findings));
                }
            }
            // A name with a dot in quotes.
            _ => given.extend(keys_of_action(name.get_ref(), name.span(), value, findings)),
        }
    }
    // The first of two actions in the file keeps the key.
    given.sort_by_key(|given: &GivenKeys| given.span.start);
    let keys = |given: &GivenKeys| given.keys.iter().map(|(key, _)| *key).collect();
    let rebound: Vec<_> = given.iter().map(|given| (given.row, keys(given))).collect();
    let (keymap, clashes) = Keymap::rebound(&rebound);
    for clash in clashes {
        report(&clash, &given, &keymap, findings);
    }
    let place = |given: &GivenKeys| (ACTIONS[given.row].name(), given.span.start);
    (keymap, given.iter().map(place).collect())
}

fn table<'t, 'i>(value: &'t TomlValue<'i>, findings: &mut Findings) -> Option<&'t DeTable<'i>> {
    let read = value.get_ref().as_table();
    if read.is_none() {
        wrong_type(value, Expected::Table, findings);
    }
    read
}

fn keys_of_action(
    name: &str,
    span: Range<usize>,
    value: &TomlValue<'_>,
    findings: &mut Findings,
) -> Option<GivenKeys> {
    let Some(row) = ACTIONS.iter().position(|row| row.name() == name) else {
        let problem = KeyBindingProblem::UnknownAction {
            found: name.to_owned(),
            nearest: nearest_action(name),
        };
        findings.warning(span, problem.into());
        return None;
    };
    let mut keys: Vec<(Key, Range<usize>)> = Vec::new();
    let mut add = |item: &TomlValue<'_>, findings: &mut Findings| {
        let Some((text, span)) = string(item, findings) else {
            return;
        };
        match text.parse::<Key>() {
            Ok(key) if keys.iter().any(|(other, _)| *other == key) => {}
            Ok(key) => keys.push((key, span)),
            Err(no_key) => {
                let problem = KeyBindingProblem::UnknownKey {
                    found: text.to_owned(),
                    nearest: no_key.nearest,
                };
                findings.error(span, problem.into());
            }
        }
    };
    match value.get_ref() {
        DeValue::String(_) => add(value, findings),
        DeValue::Array(items) => items.iter().for_each(|item| add(item, findings)),
        _ => {
            wrong_type(value, Expected::StringOrStrings, findings);
            return None;
        }
    }
    Some(GivenKeys { row, span, keys })
}

/// The most similar name of an action, with its context.
fn nearest_action(name: &str) -> Option<String> {
    let names: Vec<_> = ACTIONS.iter().map(ActionSpec::name).collect();
    let own = name.rsplit('.').next().unwrap_or(name);
    let short = ACTIONS.iter().find(|row| row.action.name() == own);
    let by_name = || nearest(name, names.iter().map(String::as_str)).map(str::to_owned);
    let by_own = || {
        let near = nearest(own, ACTIONS.iter().map(|row| row.action.name()))?;
        let row = ACTIONS.iter().find(|row| row.action.name() == near)?;
        Some(row.name())
    };
    by_name()
        .or_else(|| short.map(ActionSpec::name))
        .or_else(by_own)
}

/// Reports a conflict of key bindings at the place in the file that caused it.
fn report(clash: &KeyClash, given: &[GivenKeys], keymap: &Keymap, findings: &mut Findings) {
    let place = |row: usize, key: Key| place_of(given, row, key);
    let name = |row: usize| ACTIONS[row].name();
    let left = |row: usize, but: Key| {
        let keys = keymap.rows()[row].keys.iter();
        keys.filter(|key| **key != but)
            .map(Key::to_string)
            .collect()
    };
    match *clash {
        KeyClash::Both { key, first, second } => {
            let problem = Problem::from(KeyBindingProblem::Both {
                key: key.to_string(),
                first: name(first),
                second: name(second),
            });
            findings.error_with(place(second, key), problem, place(first, key));
        }
        KeyClash::Leaves { row } => {
            let key = Key::Ctrl('c');
            let problem = KeyBindingProblem::Leaves {
                key: key.to_string(),
            };
            findings.error(place(row, key), problem.into());
        }
        KeyClash::Taken { key, by, from } => {
            let problem = KeyBindingProblem::Taken {
                key: key.to_string(),
                by: name(by),
                from: name(from),
                left: left(from, key),
            };
            findings.warning(place(by, key), problem.into());
        }
        KeyClash::Hidden { key, by, hidden } => {
            let is_given = given.iter().any(|given| given.row == by);
            let problem = KeyBindingProblem::Hidden {
                key: key.to_string(),
                by: name(by),
                hidden: name(hidden),
                left: left_in(keymap, ACTIONS[by].context, hidden),
            };
            let span = place(if is_given { by } else { hidden }, key);
            findings.warning(span, problem.into());
        }
        KeyClash::Missed { row, keeps } => {
            let problem = KeyBindingProblem::Missed {
                action: name(row),
                keeps: keeps.map(|key| key.to_string()),
            };
            findings.warning(missed_at(given, row), problem.into());
        }
    }
}

/// The keys that an action of all contexts still has in one context.
fn left_in(keymap: &Keymap, context: KeyContext, row: usize) -> Vec<String> {
    let row = &keymap.rows()[row];
    let keys = row.keys.iter();
    keys.filter(|key| keymap.find(context, **key) == Some(row.action))
        .map(Key::to_string)
        .collect()
}

/// The place of a key of an action; otherwise the place of the action, or the first place of the key.
fn place_of(given: &[GivenKeys], row: usize, key: Key) -> Range<usize> {
    let of_key = |given: &GivenKeys| {
        let mut keys = given.keys.iter();
        let found = keys.find(|(other, _)| *other == key);
        found.map(|(_, span)| span.clone())
    };
    let own = given.iter().find(|given| given.row == row);
    own.and_then(of_key)
        .or_else(|| own.map(|given| given.span.clone()))
        .or_else(|| given.iter().find_map(of_key))
        .unwrap_or(0..0)
}

/// The place where an action lost its last key: that of the action, or where another action has its key.
fn missed_at(given: &[GivenKeys], row: usize) -> Range<usize> {
    if let Some(given) = given.iter().find(|given| given.row == row) {
        return given.span.clone();
    }
    let key = ACTIONS[row].keys.first().copied();
    key.map_or(0..0, |key| place_of(given, row, key))
}
