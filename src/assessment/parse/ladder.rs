use std::collections::HashMap;
use std::ops::Range;

use toml::de::DeValue;

use crate::assessment::assessment::{ANSWER_KEYWORDS, Rating};
use crate::text::text_key;
use crate::toml_reader::{
    Expected, FieldName, Findings, Problem, TableKind, TableReader, TomlValue, checked_text, list,
    wrong_type,
};

pub(crate) const RATING_KEYS: &[&str] = &["name", "description"];

pub(super) const RATINGS_MAX: usize = 9;

#[derive(Debug, Default)]
pub(super) struct ParsedLadder {
    pub ratings: Vec<Rating>,
    /// The number of ratings in the file, including invalid ones; `None` if the value is not a
    /// list.
    pub length: Option<usize>,
}

/// Reads the `ratings` of a table, if it has any.
pub(super) fn ladder(
    fields: &TableReader<'_, '_>,
    findings: &mut Findings,
) -> Option<ParsedLadder> {
    let value = fields.get("ratings")?;
    let Some(items) = list(value, Expected::Ratings, findings) else {
        return Some(ParsedLadder::default());
    };
    let length = items.len();
    if length == 1 || length > RATINGS_MAX {
        findings.error(fields.key_span("ratings"), Problem::RatingCount(length));
    }
    let mut seen = SeenLabels::new();
    let ratings = items
        .iter()
        .enumerate()
        .filter_map(|(index, item)| {
            let (rating, span) = rating(item, findings)?;
            check_number(&rating.name, index + 1, &span, findings);
            check_keyword(&rating.name, &span, findings);
            check_same(&rating.name, &span, &mut seen, findings);
            Some(rating)
        })
        .collect();
    Some(ParsedLadder {
        ratings,
        length: Some(length),
    })
}

fn rating(item: &TomlValue<'_>, findings: &mut Findings) -> Option<(Rating, Range<usize>)> {
    let span = item.span();
    match item.get_ref() {
        DeValue::String(label) => {
            let name = checked_text::name(label, &span, FieldName::Label, findings)?;
            Some((Rating::named(name), span))
        }
        DeValue::Table(table) => described(
            &TableReader::new(table, span, TableKind::Rating, RATING_KEYS),
            findings,
        ),
        _ => {
            wrong_type(item, Expected::Rating, findings);
            None
        }
    }
}

fn described(
    fields: &TableReader<'_, '_>,
    findings: &mut Findings,
) -> Option<(Rating, Range<usize>)> {
    findings.errors(fields.unknown(&[]));
    let description = fields
        .string("description", findings)
        .and_then(|(text, span)| checked_text::prose(text, &span, FieldName::Description, findings))
        .filter(|text| !text.is_empty());
    fields.required("name", findings)?;
    let (label, span) = fields.string("name", findings)?;
    let name = checked_text::name(label, &span, FieldName::Label, findings)?;
    Some((Rating { name, description }, span))
}

/// If "3" were the second label, the answer `3` would be ambiguous; the same applies to "-1" and
/// "03".
fn check_number(label: &str, position: usize, span: &Range<usize>, findings: &mut Findings) {
    let digits = label.strip_prefix(['-', '+']).unwrap_or(label);
    let is_number = !digits.is_empty() && digits.bytes().all(|c| c.is_ascii_digit());
    if is_number && label != position.to_string() {
        let label = label.to_owned();
        findings.error(span.clone(), Problem::MisplacedNumber { label, position });
    }
}

fn check_keyword(label: &str, span: &Range<usize>, findings: &mut Findings) {
    if ANSWER_KEYWORDS.contains(&text_key(label).as_str()) {
        findings.warning(span.clone(), Problem::KeywordLabel(label.to_owned()));
    }
}

type SeenLabels = HashMap<String, (String, Range<usize>)>;

fn check_same(label: &str, span: &Range<usize>, seen: &mut SeenLabels, findings: &mut Findings) {
    let key = text_key(label);
    let Some((first, place)) = seen.get(&key) else {
        seen.insert(key, (label.to_owned(), span.clone()));
        return;
    };
    let (span, label, place) = (span.clone(), label.to_owned(), place.clone());
    if *first == label {
        findings.error_with(span, Problem::SameLabel(label), place);
    } else {
        let first = first.clone();
        findings.warning_with(span, Problem::SimilarLabel { label, first }, place);
    }
}
