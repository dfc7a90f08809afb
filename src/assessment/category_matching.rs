use std::collections::HashMap;

use super::assessment::Assessment;

/// The index of a category in each of several versions.
pub(crate) type CategoryPlaces = Vec<Option<usize>>;

/// Matches the categories of several versions, latest first.
///
/// Two categories match if they have the same key, or if one lists the key of the other, or both
/// list the same key, in `formerly`. Closer versions are compared first, so chains of renames are
/// followed, and each category is in one row. The rows are in the order of the latest version; a
/// category that only an older version has follows the one before it there.
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

/// Matches the categories of one version.
struct Matcher<'a> {
    version: usize,
    keys: HashMap<&'a str, usize>,
    formerly: HashMap<&'a str, usize>,
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

    /// Adds the categories that `find` returns to the rows of `nearer`.
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

    /// One lists the key of the other in `formerly`.
    fn renamed(&self, nearer: &Assessment, theirs: usize) -> Vec<usize> {
        let category = &nearer.categories[theirs];
        let older = category.formerly.iter();
        let older = older.filter_map(|key| self.keys.get(key.as_str()));
        older
            .chain(self.formerly.get(category.key.as_str()))
            .copied()
            .collect()
    }

    /// Both list the same key in `formerly`.
    fn same_past(&self, nearer: &Assessment, theirs: usize) -> Vec<usize> {
        let past = nearer.categories[theirs].formerly.iter();
        past.filter_map(|key| self.formerly.get(key.as_str()).copied())
            .collect()
    }
}

/// Inserts the categories that no later version has after the category before them.
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
    // `behind[at]` is what follows row `at - 1`; `behind[0]` comes first.
    let mut behind: Vec<Vec<CategoryPlaces>> = vec![Vec::new(); rows.len() + 1];
    // A category without a predecessor comes before its successor, or at the end if it has none.
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
