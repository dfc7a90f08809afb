use std::collections::HashMap;

use super::assessment::Assessment;

/// One category through several versions of an assessment: where it stands in each of them.
pub(crate) type CategoryPlaces = Vec<Option<usize>>;

/// Lines up the categories of several versions, the newest first.
///
/// A category is the same as one of another version where both have one key, or where one of them
/// was formerly what the other is, in either direction. Nearer versions are asked first, so that
/// chains of names are followed, and no category stands in two rows. The rows are in the newest
/// version's order; what only older ones have stands behind what stood before it there.
pub fn match_categories(versions: &[&Assessment]) -> Vec<CategoryPlaces> {
    let mut rows: Vec<CategoryPlaces> = Vec::new();
    for (version, assessment) in versions.iter().enumerate() {
        for row in &mut rows {
            row.push(None);
        }
        let mut matcher = Matcher::new(assessment, version);
        for nearer in versions[..version].iter().enumerate().rev() {
            matcher.by(&mut rows, nearer, Matcher::same_key);
            matcher.by(&mut rows, nearer, Matcher::renamed);
        }
        for nearer in versions[..version].iter().enumerate().rev() {
            matcher.by(&mut rows, nearer, Matcher::same_past);
        }
        insert_the_rest(&mut rows, version, assessment.categories.len());
    }
    rows
}

/// Finds the categories of one version.
struct Matcher<'a> {
    version: usize,
    keys: HashMap<&'a str, usize>,
    formerly: HashMap<&'a str, usize>,
    /// Which categories have a row.
    placed: Vec<bool>,
}

impl<'a> Matcher<'a> {
    fn new(assessment: &'a Assessment, version: usize) -> Self {
        let mut keys = HashMap::new();
        let mut formerly = HashMap::new();
        for (index, category) in assessment.categories.iter().enumerate() {
            keys.entry(category.key.as_str()).or_insert(index);
            for old in &category.formerly {
                formerly.entry(old.as_str()).or_insert(index);
            }
        }
        Self {
            version,
            keys,
            formerly,
            placed: vec![false; assessment.categories.len()],
        }
    }

    /// Puts categories into the rows that `nearer` has, where `find` finds them.
    fn by(
        &mut self,
        rows: &mut [CategoryPlaces],
        nearer: (usize, &&Assessment),
        find: fn(&Self, &Assessment, usize) -> Vec<usize>,
    ) {
        let (at, nearer) = nearer;
        for row in rows {
            let (None, Some(theirs)) = (row[self.version], row[at]) else {
                continue;
            };
            let found = find(self, nearer, theirs);
            if let Some(own) = found.into_iter().find(|own| !self.placed[*own]) {
                row[self.version] = Some(own);
                self.placed[own] = true;
            }
        }
    }

    fn same_key(&self, nearer: &Assessment, theirs: usize) -> Vec<usize> {
        let key = nearer.categories[theirs].key.as_str();
        self.keys.get(key).copied().into_iter().collect()
    }

    /// One of the two was formerly what the other is.
    fn renamed(&self, nearer: &Assessment, theirs: usize) -> Vec<usize> {
        let category = &nearer.categories[theirs];
        let older = category.formerly.iter();
        let older = older.filter_map(|key| self.keys.get(key.as_str()));
        older
            .chain(self.formerly.get(category.key.as_str()))
            .copied()
            .collect()
    }

    /// Both were formerly the same.
    fn same_past(&self, nearer: &Assessment, theirs: usize) -> Vec<usize> {
        let past = nearer.categories[theirs].formerly.iter();
        past.filter_map(|key| self.formerly.get(key.as_str()).copied())
            .collect()
    }
}

/// Puts the categories that no newer version has behind the one before them.
fn insert_the_rest(rows: &mut Vec<CategoryPlaces>, version: usize, categories: usize) {
    let mut row_of = vec![None; categories];
    for (at, row) in rows.iter().enumerate() {
        if let Some(category) = row[version] {
            row_of[category] = Some(at);
        }
    }
    if row_of.iter().all(Option::is_some) {
        return;
    }
    // Behind each row what is new there; `behind[0]` is what stands before all of them.
    let mut behind: Vec<Vec<CategoryPlaces>> = vec![Vec::new(); rows.len() + 1];
    // What has nothing before it stands before what followed it; at the end where nothing did.
    let mut at = row_of
        .iter()
        .flatten()
        .next()
        .copied()
        .unwrap_or(rows.len());
    for (category, row) in row_of.into_iter().enumerate() {
        if let Some(row) = row {
            at = row + 1;
        } else {
            let mut places = vec![None; version + 1];
            places[version] = Some(category);
            behind[at].push(places);
        }
    }
    let mut merged = Vec::with_capacity(rows.len() + categories);
    let mut rest = behind.into_iter();
    merged.extend(rest.next().unwrap_or_default());
    for (row, new) in rows.drain(..).zip(rest) {
        merged.push(row);
        merged.extend(new);
    }
    *rows = merged;
}
