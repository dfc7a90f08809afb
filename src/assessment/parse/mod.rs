//! Parses an assessment from TOML and reports all errors of the file.

mod categories;
mod category;
mod ladder;

use std::ops::Range;

use self::categories::{categories, grouped};
#[cfg(test)]
pub(crate) use self::category::CATEGORY_KEYS;
use self::category::ParsedCategory;
#[cfg(test)]
pub(crate) use self::ladder::RATING_KEYS;
use self::ladder::{ParsedLadder, ladder};
use crate::assessment::assessment::Assessment;
use crate::assessment::slug::{fixed_slug, is_slug};
use crate::toml_reader::{
    Diagnostic, FieldName, Findings, Problem, Severity, TableKind, TableReader, checked_text,
    string, syntax,
};

pub(super) const ASSESSMENT_KEYS: &[&str] = &[
    "slug",
    "name",
    "version",
    "description",
    "source",
    "wide-category",
    "ratings",
    "categories",
];

/// The outcome of parsing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parsed {
    /// `None` if there are errors.
    pub assessment: Option<Assessment>,
    /// The slug if it is valid, even if the file has other errors.
    pub slug: Option<String>,
    /// The place of the slug; empty at 0 if the slug comes from the file name.
    pub slug_span: Range<usize>,
    /// The diagnostics in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses the text of a file, without a byte order mark. `stem` is the file name without `.toml`:
/// the slug if the text has none.
pub fn parse(text: &str, stem: &str) -> Parsed {
    let mut findings = Findings::default();
    let (table, broken) = syntax::read(text, &mut findings);
    let fields = TableReader::new(
        table.get_ref(),
        0..0,
        TableKind::Assessment,
        ASSESSMENT_KEYS,
    );
    let (slug, slug_span) = slug(&fields, stem, &mut findings);
    let mut assessment = assessment(&fields, &mut findings);
    assessment.slug = slug.clone().unwrap_or_default();
    broken.silence(&mut findings);
    let diagnostics = findings.into_sorted();
    let whole = diagnostics
        .iter()
        .all(|found| found.severity == Severity::Warning);
    Parsed {
        assessment: whole.then_some(assessment),
        slug,
        slug_span,
        diagnostics,
    }
}

fn slug(
    fields: &TableReader<'_, '_>,
    stem: &str,
    findings: &mut Findings,
) -> (Option<String>, Range<usize>) {
    if fields.get("slug").is_none() {
        if is_slug(stem) {
            return (Some(stem.to_owned()), 0..0);
        }
        let (stem, fixed) = (stem.to_owned(), fixed_slug(stem));
        findings.error(0..0, Problem::StemIsNoSlug { stem, fixed });
        return (None, 0..0);
    }
    let Some((text, span)) = fields.string("slug", findings) else {
        return (None, 0..0);
    };
    if is_slug(text) {
        return (Some(text.to_owned()), span);
    }
    let problem = if text.trim().is_empty() {
        Problem::Empty(FieldName::Slug)
    } else {
        Problem::BadSlug {
            fixed: fixed_slug(text),
            length: text.chars().count(),
        }
    };
    findings.error(span.clone(), problem);
    (None, span)
}

fn assessment(fields: &TableReader<'_, '_>, findings: &mut Findings) -> Assessment {
    findings.errors(fields.unknown(&[]));
    let name = fields
        .required("name", findings)
        .and_then(|value| string(value, findings))
        .and_then(|(text, span)| checked_text::name(text, &span, FieldName::Name, findings));
    let version = fields
        .string("version", findings)
        .and_then(|(text, span)| checked_text::name(text, &span, FieldName::Version, findings));
    let description = prose(fields, "description", FieldName::Description, findings);
    let source = prose(fields, "source", FieldName::Source, findings);
    let wide_category = fields.boolean("wide-category", findings).unwrap_or(false);
    let shared = ladder(fields, findings);
    let length = shared.as_ref().and_then(|ladder| ladder.length);
    let read = categories(fields, length, findings);
    check_ladders(fields, shared.as_ref(), &read, findings);
    Assessment {
        slug: String::new(),
        name: name.unwrap_or_default(),
        version: version.unwrap_or_else(|| "1".to_owned()),
        description,
        source,
        wide_category,
        ratings: shared.map(|ladder| ladder.ratings).unwrap_or_default(),
        categories: grouped(read.into_iter().map(|read| read.category).collect()),
    }
}

fn prose(
    fields: &TableReader<'_, '_>,
    key: &str,
    field: FieldName,
    findings: &mut Findings,
) -> Option<String> {
    let (text, span) = fields.string(key, findings)?;
    checked_text::prose(text, &span, field, findings).filter(|text| !text.is_empty())
}

/// Without a shared ladder, each category needs its own.
fn check_ladders(
    fields: &TableReader<'_, '_>,
    shared: Option<&ParsedLadder>,
    read: &[ParsedCategory],
    findings: &mut Findings,
) {
    if shared.is_none() && read.iter().any(|read| !read.has_ladder) {
        let (key, table) = ("ratings", TableKind::Assessment);
        findings.error(fields.span.clone(), Problem::MissingKey { key, table });
    }
}
