use std::ops::Range;

use toml::de::{DeArray, DeValue};

use super::ASSESSMENT_KEYS;
use super::ladder::ladder;
use crate::assessment::assessment::Category;
use crate::assessment::slug::{fixed_key, is_key};
use crate::toml_reader::{
    Expected, FieldName, Findings, Problem, TableKind, TableReader, TomlValue, checked_text, list,
    string, wrong_type,
};

pub(crate) const CATEGORY_KEYS: &[&str] = &[
    "key",
    "name",
    "group",
    "description",
    "levels",
    "ratings",
    "formerly",
];

/// A category as far as it could be read, with the places that later checks need.
#[derive(Debug, Default)]
pub(super) struct ParsedCategory {
    /// Complete if there were no errors.
    pub category: Category,
    /// The place of the name, if it is valid.
    pub name: Option<Range<usize>>,
    /// The key and its place, if it is valid.
    pub key: Option<(String, Range<usize>)>,
    /// The valid former keys.
    pub formerly: Vec<(String, Range<usize>)>,
    /// Whether it has its own ladder.
    pub has_ladder: bool,
}

/// Reads one category in either of its forms.
pub(super) fn category(
    item: &TomlValue<'_>,
    shared: Option<usize>,
    findings: &mut Findings,
) -> Option<ParsedCategory> {
    match item.get_ref() {
        DeValue::Array(pair) => short(pair, item.span(), findings),
        DeValue::Table(table) => {
            let fields = TableReader::new(table, item.span(), TableKind::Category, CATEGORY_KEYS);
            Some(long(&fields, shared, findings))
        }
        _ => {
            wrong_type(item, Expected::Category, findings);
            None
        }
    }
}

/// `["Jumping", "jumping"]`
fn short(
    pair: &DeArray<'_>,
    span: Range<usize>,
    findings: &mut Findings,
) -> Option<ParsedCategory> {
    if pair.len() != 2 {
        findings.error(span, Problem::NoPair(pair.len()));
        return None;
    }
    let name = string(pair.first()?, findings);
    let key = string(pair.get(1)?, findings);
    let name = name.and_then(|(text, span)| checked_name(text, span, findings));
    let key = key.and_then(|(text, span)| checked_key(text, span, FieldName::Key, findings));
    Some(named(name, key))
}

fn long(
    fields: &TableReader<'_, '_>,
    shared: Option<usize>,
    findings: &mut Findings,
) -> ParsedCategory {
    findings.errors(fields.unknown(ASSESSMENT_KEYS));
    let key = fields
        .required("key", findings)
        .and_then(|value| string(value, findings))
        .and_then(|(text, span)| checked_key(text, span, FieldName::Key, findings));
    let name = fields
        .required("name", findings)
        .and_then(|value| string(value, findings))
        .and_then(|(text, span)| checked_name(text, span, findings));
    let mut read = named(name, key);
    read.category.group = fields
        .string("group", findings)
        .and_then(|(text, span)| checked_text::name(text, &span, FieldName::Group, findings));
    read.category.description = fields
        .string("description", findings)
        .and_then(|(text, span)| checked_text::prose(text, &span, FieldName::Description, findings))
        .filter(|text| !text.is_empty());
    add_ladder(&mut read, fields, shared, findings);
    add_formerly(&mut read, fields, findings);
    read
}

fn checked_name(
    text: &str,
    span: Range<usize>,
    findings: &mut Findings,
) -> Option<(String, Range<usize>)> {
    let name = checked_text::name(text, &span, FieldName::Name, findings)?;
    Some((name, span))
}

fn named(
    name: Option<(String, Range<usize>)>,
    key: Option<(String, Range<usize>)>,
) -> ParsedCategory {
    let (name, span) = name.unzip();
    let category = Category {
        key: key.as_ref().map(|(key, _)| key.clone()).unwrap_or_default(),
        name: name.unwrap_or_default(),
        ..Category::default()
    };
    ParsedCategory {
        category,
        name: span,
        key,
        ..ParsedCategory::default()
    }
}

fn add_ladder(
    read: &mut ParsedCategory,
    fields: &TableReader<'_, '_>,
    shared: Option<usize>,
    findings: &mut Findings,
) {
    // If the ladder is empty, the shared one applies.
    let own = ladder(fields, findings).filter(|ladder| ladder.length != Some(0));
    read.has_ladder = own.is_some();
    let expected = own.as_ref().map_or(shared, |own| own.length);
    read.category.levels = levels(fields, expected, read.has_ladder, findings);
    read.category.ratings = own.map(|own| own.ratings).unwrap_or_default();
}

fn levels(
    fields: &TableReader<'_, '_>,
    expected: Option<usize>,
    own: bool,
    findings: &mut Findings,
) -> Vec<String> {
    let Some(items) = fields
        .get("levels")
        .and_then(|value| list(value, Expected::Strings, findings))
    else {
        return Vec::new();
    };
    let found = items.len();
    if let Some(expected) = expected.filter(|expected| *expected != found) {
        let problem = Problem::LevelCount {
            found,
            expected,
            own,
        };
        findings.error(fields.key_span("levels"), problem);
    }
    items
        .iter()
        .filter_map(|item| {
            let (text, span) = string(item, findings)?;
            checked_text::prose(text, &span, FieldName::Level, findings)
        })
        .collect()
}

fn add_formerly(read: &mut ParsedCategory, fields: &TableReader<'_, '_>, findings: &mut Findings) {
    let Some(items) = fields
        .get("formerly")
        .and_then(|value| list(value, Expected::Strings, findings))
    else {
        return;
    };
    for item in items {
        let key = string(item, findings)
            .and_then(|(text, span)| checked_key(text, span, FieldName::Formerly, findings));
        read.formerly.extend(key);
    }
    read.category.formerly = read.formerly.iter().map(|(key, _)| key.clone()).collect();
}

fn checked_key(
    text: &str,
    span: Range<usize>,
    field: FieldName,
    findings: &mut Findings,
) -> Option<(String, Range<usize>)> {
    if is_key(text) {
        return Some((text.to_owned(), span));
    }
    let problem = if text.trim().is_empty() {
        Problem::Empty(field)
    } else {
        Problem::BadKey {
            fixed: fixed_key(text),
            length: text.chars().count(),
        }
    };
    findings.error(span, problem);
    None
}
