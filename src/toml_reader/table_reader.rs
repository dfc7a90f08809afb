use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::diagnostics::{FINDINGS_MAX, Findings};
use super::problem::{Expected, Problem, TableKind, TomlType};
use crate::text::nearest;

/// A TOML value and its place.
pub(crate) type TomlValue<'i> = Spanned<DeValue<'i>>;

/// Reads the fields of a TOML table. An invalid field is reported and treated as missing.
#[derive(Debug, Clone)]
pub(crate) struct TableReader<'t, 'i> {
    table: &'t DeTable<'i>,
    /// The place of the header or the braces.
    pub span: Range<usize>,
    place: TableKind,
    known: &'static [&'static str],
}

impl<'t, 'i> TableReader<'t, 'i> {
    /// Creates a reader of `table`. `known` are the valid keys.
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

    pub(crate) fn get(&self, key: &str) -> Option<&'t TomlValue<'i>> {
        self.table.get(key)
    }

    /// Returns the place of a key, or of the table if the key is missing.
    pub(crate) fn key_span(&self, key: &str) -> Range<usize> {
        self.table
            .get_key_value(key)
            .map_or_else(|| self.span.clone(), |(key, _)| key.span())
    }

    /// Returns the value of a required key; reports it if it is missing.
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

    /// Whether an unknown key is probably a misspelling of this one. Then only the misspelling is
    /// reported.
    fn is_misspelt(&self, key: &str) -> bool {
        // Limit the work for a generated file.
        self.table
            .keys()
            .take(FINDINGS_MAX)
            .any(|other| nearest(other.get_ref(), self.known.iter().copied()) == Some(key))
    }

    pub(crate) fn string(
        &self,
        key: &str,
        findings: &mut Findings,
    ) -> Option<(&'t str, Range<usize>)> {
        string(self.get(key)?, findings)
    }

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
