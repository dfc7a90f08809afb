use std::collections::HashMap;
use std::ops::Range;

use super::category::{ParsedCategory, category};
use crate::assessment::assessment::Category;
use crate::text::text_key;
use crate::toml_reader::{Expected, Findings, Problem, TableReader, list};

pub(super) const CATEGORIES_MAX: usize = 1000;

/// Reads `categories`. `shared` is the number of ratings of the shared ladder, if known.
pub(super) fn categories(
    fields: &TableReader<'_, '_>,
    shared: Option<usize>,
    findings: &mut Findings,
) -> Vec<ParsedCategory> {
    let Some(value) = fields.required("categories", findings) else {
        return Vec::new();
    };
    let Some(items) = list(value, Expected::Categories, findings) else {
        return Vec::new();
    };
    if items.len() > CATEGORIES_MAX {
        let problem = Problem::CategoryCount(items.len());
        let first_too_many = items.get(CATEGORIES_MAX).map(toml::Spanned::span);
        let place = first_too_many.unwrap_or_else(|| fields.key_span("categories"));
        findings.error(place, problem);
    }
    let read: Vec<_> = items
        .iter()
        .filter_map(|item| category(item, shared, findings))
        .collect();
    let keys = check_keys(&read, findings);
    check_formerly(&read, &keys, findings);
    check_names(&read, findings);
    read
}

/// Reports keys that two categories have. Returns the first place of each key.
fn check_keys<'a>(
    read: &'a [ParsedCategory],
    findings: &mut Findings,
) -> HashMap<&'a str, &'a Range<usize>> {
    let mut first = HashMap::new();
    for (key, span) in read.iter().filter_map(|read| read.key.as_ref()) {
        let place: &mut &Range<usize> = first.entry(key.as_str()).or_insert(span);
        if *place != span {
            let problem = Problem::SameKey(key.clone());
            findings.error_with(span.clone(), problem, place.clone());
        }
    }
    first
}

/// Reports categories with the same name, by [`text_key()`].
fn check_names(read: &[ParsedCategory], findings: &mut Findings) {
    let mut first = HashMap::new();
    for read in read {
        let Some(span) = &read.name else { continue };
        let place: &mut &Range<usize> = first.entry(text_key(&read.category.name)).or_insert(span);
        if *place != span {
            let problem = Problem::SameName(read.category.name.clone());
            findings.warning_with(span.clone(), problem, place.clone());
        }
    }
}

/// Reports former keys that are still in use or are listed twice.
fn check_formerly(
    read: &[ParsedCategory],
    keys: &HashMap<&str, &Range<usize>>,
    findings: &mut Findings,
) {
    let mut first: HashMap<&str, &Range<usize>> = HashMap::new();
    for (old, span) in read.iter().flat_map(|read| &read.formerly) {
        if let Some(place) = keys.get(old.as_str()) {
            let problem = Problem::FormerlyInUse(old.clone());
            findings.error_with(span.clone(), problem, (*place).clone());
        }
        let place = *first.entry(old).or_insert(span);
        if place != span {
            let problem = Problem::FormerlyTwice(old.clone());
            findings.error_with(span.clone(), problem, place.clone());
        }
    }
}

/// Moves the categories of a group to its first one. Categories without a group keep their place
/// between the groups.
pub(super) fn grouped(categories: Vec<Category>) -> Vec<Category> {
    let mut blocks: Vec<Vec<Category>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for category in categories {
        let known = category.group.as_ref().and_then(|group| places.get(group));
        if let Some(block) = known.and_then(|place| blocks.get_mut(*place)) {
            block.push(category);
        } else {
            if let Some(group) = &category.group {
                places.insert(group.clone(), blocks.len());
            }
            blocks.push(vec![category]);
        }
    }
    blocks.into_iter().flatten().collect()
}
