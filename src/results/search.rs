use std::cell::RefCell;
use std::fmt;

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::ResultRow;

/// A search among results.
///
/// Every word of the query must match somewhere, fuzzily and without regard to case: in the
/// person's name, the assessment's name or slug, the local date, or a word of a note.
pub struct Query {
    pattern: Pattern,
    matcher: RefCell<Matcher>,
}

impl Query {
    /// Reads a query. An empty one matches everything.
    pub fn new(text: &str) -> Self {
        let (case, normal) = (CaseMatching::Ignore, Normalization::Smart);
        Self {
            pattern: Pattern::new(text, case, normal, AtomKind::Fuzzy),
            matcher: RefCell::new(Matcher::new(Config::DEFAULT)),
        }
    }

    /// How well a row matches, higher is better; none where it does not. `date` is the local date
    /// as the list shows it.
    pub fn matches(&self, row: &ResultRow, date: &str) -> Option<u32> {
        let fields = [row.name.as_str(), &row.assessment, &row.slug, date];
        let mut matcher = self.matcher.borrow_mut();
        let mut total = 0;
        for atom in &self.pattern.atoms {
            let mut buffer = Vec::new();
            // Fuzzy over a whole note would find the letters of any word somewhere.
            let words = row.notes.iter().flat_map(|note| note.split_whitespace());
            let scores = fields
                .into_iter()
                .chain(words)
                .filter_map(|text| score(atom, text, &mut buffer, &mut matcher));
            total += u32::from(scores.max()?);
        }
        Some(total)
    }
}

fn score(atom: &Atom, text: &str, buffer: &mut Vec<char>, matcher: &mut Matcher) -> Option<u16> {
    atom.score(Utf32Str::new(text, buffer), matcher)
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query")
            .field("pattern", &self.pattern)
            .finish_non_exhaustive()
    }
}
