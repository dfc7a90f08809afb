use std::ops::Range;

use toml::de::{DeArray, DeValue};

use super::ASSESSMENT_KEYS;
use super::ladder::ladder;
use crate::assessment::category::Category;
use crate::assessment::slug::{fixed_key, is_key};
use crate::toml_reader::{
    Expected, Field, Fields, Findings, Place, Problem, Value, checked_text, list, string,
    wrong_type,
};

/// The keys of a category.
pub const CATEGORY_KEYS: &[&str] = &[
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
pub struct CategoryRead {
    /// The category, complete where there were no errors.
    pub category: Category,
    /// The place of its name, if that is valid.
    pub name: Option<Range<usize>>,
    /// Its key, where that is valid.
    pub key: Option<(String, Range<usize>)>,
    /// Its valid former keys.
    pub formerly: Vec<(String, Range<usize>)>,
    /// Whether it has a ladder of its own.
    pub has_ladder: bool,
}

/// Reads one category in either of its forms.
pub fn category(
    item: &Value<'_>,
    shared: Option<usize>,
    findings: &mut Findings,
) -> Option<CategoryRead> {
    match item.get_ref() {
        DeValue::Array(pair) => short(pair, item.span(), findings),
        DeValue::Table(table) => {
            let fields = Fields::new(table, item.span(), Place::Category, CATEGORY_KEYS);
            Some(long(&fields, shared, findings))
        }
        _ => {
            wrong_type(item, Expected::Category, findings);
            None
        }
    }
}

/// `["Jumping", "jumping"]`
fn short(pair: &DeArray<'_>, span: Range<usize>, findings: &mut Findings) -> Option<CategoryRead> {
    if pair.len() != 2 {
        findings.error(span, Problem::NoPair(pair.len()));
        return None;
    }
    let name = string(pair.first()?, findings);
    let key = string(pair.get(1)?, findings);
    let name = name.and_then(|(text, span)| checked_name(text, span, findings));
    let key = key.and_then(|(text, span)| checked_key(text, span, Field::Key, findings));
    Some(named(name, key))
}

fn long(fields: &Fields<'_, '_>, shared: Option<usize>, findings: &mut Findings) -> CategoryRead {
    findings.errors(fields.unknown(ASSESSMENT_KEYS));
    let key = fields
        .required("key", findings)
        .and_then(|value| string(value, findings))
        .and_then(|(text, span)| checked_key(text, span, Field::Key, findings));
    let name = fields
        .required("name", findings)
        .and_then(|value| string(value, findings))
        .and_then(|(text, span)| checked_name(text, span, findings));
    let mut read = named(name, key);
    read.category.group = fields
        .string("group", findings)
        .and_then(|(text, span)| checked_text::name(text, &span, Field::Group, findings));
    read.category.description = fields
        .string("description", findings)
        .and_then(|(text, span)| checked_text::prose(text, &span, Field::Description, findings))
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
    let name = checked_text::name(text, &span, Field::Name, findings)?;
    Some((name, span))
}

fn named(
    name: Option<(String, Range<usize>)>,
    key: Option<(String, Range<usize>)>,
) -> CategoryRead {
    let (name, span) = name.unzip();
    let category = Category {
        key: key.as_ref().map(|(key, _)| key.clone()).unwrap_or_default(),
        name: name.unwrap_or_default(),
        ..Category::default()
    };
    CategoryRead {
        category,
        name: span,
        key,
        ..CategoryRead::default()
    }
}

fn add_ladder(
    read: &mut CategoryRead,
    fields: &Fields<'_, '_>,
    shared: Option<usize>,
    findings: &mut Findings,
) {
    // An empty ladder is none: the shared one applies.
    let own = ladder(fields, findings).filter(|ladder| ladder.length != Some(0));
    read.has_ladder = own.is_some();
    let expected = own.as_ref().map_or(shared, |own| own.length);
    read.category.levels = levels(fields, expected, read.has_ladder, findings);
    read.category.ratings = own.map(|own| own.ratings).unwrap_or_default();
}

fn levels(
    fields: &Fields<'_, '_>,
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
            checked_text::prose(text, &span, Field::Level, findings)
        })
        .collect()
}

fn add_formerly(read: &mut CategoryRead, fields: &Fields<'_, '_>, findings: &mut Findings) {
    let Some(items) = fields
        .get("formerly")
        .and_then(|value| list(value, Expected::Strings, findings))
    else {
        return;
    };
    for item in items {
        let key = string(item, findings)
            .and_then(|(text, span)| checked_key(text, span, Field::Formerly, findings));
        read.formerly.extend(key);
    }
    read.category.formerly = read.formerly.iter().map(|(key, _)| key.clone()).collect();
}

fn checked_key(
    text: &str,
    span: Range<usize>,
    field: Field,
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
