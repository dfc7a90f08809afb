use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::diagnostics::{FINDINGS_MAX, Findings};
use super::problem::{Expected, Problem, TableKind, TomlType};
use crate::text::nearest;

/// A value of a TOML text, and where it stands.
pub(crate) type TomlValue<'i> = Spanned<DeValue<'i>>;

/// The fields of one table of a TOML text. What does not fit becomes a finding, and counts as
/// absent.
#[derive(Debug, Clone)]
pub(crate) struct TableReader<'t, 'i> {
    table: &'t DeTable<'i>,
    /// Where the table begins: its header, or its braces.
    pub span: Range<usize>,
    place: TableKind,
    known: &'static [&'static str],
}

impl<'t, 'i> TableReader<'t, 'i> {
    /// The fields of `table`, which begins at `span` and can have the keys that are `known`.
    pub(crate) fn new(
        table: &'t DeTable<'i>,
        span: Range<usize>,
        place: TableKind,
        known: &'static [&'static str],
    ) -> Self {
        Self {
            table,
            span,
            place,
            known,
        }
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&'t TomlValue<'i>> {
        self.table.get(key)
    }

    /// Where a key stands; the whole table where it does not.
    pub(crate) fn key_span(&self, key: &str) -> Range<usize> {
        self.table
            .get_key_value(key)
            .map_or_else(|| self.span.clone(), |(key, _)| key.span())
    }

    /// The value of a key that must be there.
    pub(crate) fn required(
        &self,
        key: &'static str,
        findings: &mut Findings,
    ) -> Option<&'t TomlValue<'i>> {
        let value = self.get(key);
        if value.is_none() && !self.is_misspelt(key) {
            let table = self.place;
            findings.error(self.span.clone(), Problem::MissingKey { key, table });
        }
        value
    }

    /// Whether a key that this table does not know was probably meant to be this one: then that
    /// is told, and not that it is missing.
    fn is_misspelt(&self, key: &str) -> bool {
        // Limit the work for a generated file.
        self.table
            .keys()
            .take(FINDINGS_MAX)
            .any(|other| nearest(other.get_ref(), self.known.iter().copied()) == Some(key))
    }

    /// A string.
    pub(crate) fn string(
        &self,
        key: &str,
        findings: &mut Findings,
    ) -> Option<(&'t str, Range<usize>)> {
        string(self.get(key)?, findings)
    }

    /// A truth value.
    pub(crate) fn boolean(&self, key: &str, findings: &mut Findings) -> Option<bool> {
        let value = self.get(key)?;
        let read = value.get_ref().as_bool();
        if read.is_none() {
            wrong_type(value, Expected::Boolean, findings);
        }
        read
    }

    /// The unknown keys with their places, at most [`FINDINGS_MAX`]. `top`: the top-level keys of the
    /// file, if this table is below the top level.
    pub(crate) fn unknown(&self, top: &[&str]) -> Vec<(Range<usize>, Problem)> {
        let keys = self.table.keys();
        keys.filter(|key| !self.known.contains(&key.get_ref().as_ref()))
            .take(FINDINGS_MAX)
            .map(|key| (key.span(), self.unknown_key(key.get_ref(), top)))
            .collect()
    }

    fn unknown_key(&self, key: &str, top: &[&str]) -> Problem {
        Problem::UnknownKey {
            key: key.to_owned(),
            table: self.place,
            nearest: nearest(key, self.known.iter().copied()),
            of_the_top: top.contains(&key),
            known: self.known,
        }
    }
}

/// The text of a value that must be a string.
pub(crate) fn string<'t>(
    value: &'t TomlValue<'_>,
    findings: &mut Findings,
) -> Option<(&'t str, Range<usize>)> {
    let read = value.get_ref().as_str().map(|text| (text, value.span()));
    if read.is_none() {
        wrong_type(value, Expected::String, findings);
    }
    read
}

/// The items of a value that must be a list.
pub(crate) fn list<'t, 'i>(
    value: &'t TomlValue<'i>,
    expected: Expected,
    findings: &mut Findings,
) -> Option<&'t DeArray<'i>> {
    let read = value.get_ref().as_array();
    if read.is_none() {
        wrong_type(value, expected, findings);
    }
    read
}

/// Reports a value of another type than expected.
pub(crate) fn wrong_type(value: &TomlValue<'_>, expected: Expected, findings: &mut Findings) {
    let found = kind(value.get_ref());
    findings.error(value.span(), Problem::WrongType { expected, found });
}

fn kind(value: &DeValue<'_>) -> TomlType {
    match value {
        DeValue::String(_) => TomlType::String,
        DeValue::Integer(_) => TomlType::Integer,
        DeValue::Float(_) => TomlType::Float,
        DeValue::Boolean(_) => TomlType::Boolean,
        DeValue::Datetime(_) => TomlType::Datetime,
        DeValue::Array(_) => TomlType::Array,
        DeValue::Table(_) => TomlType::Table,
    }
}
