use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::ResultRow;

/// What somebody types to find results: words that must all match, fuzzily and in any order.
#[derive(Debug)]
pub struct Query {
    pattern: Pattern,
    matcher: Matcher,
    buffer: Vec<char>,
}

impl Query {
    /// A query of these words.
    pub fn new(words: &str) -> Self {
        let pattern = Pattern::parse(words, CaseMatching::Ignore, Normalization::Smart);
        Self {
            pattern,
            matcher: Matcher::new(Config::DEFAULT),
            buffer: Vec::new(),
        }
    }

    /// How well a row matches, by name, assessment, local date and notes; none where it does not.
    pub fn matches(&mut self, row: &ResultRow, date: &str) -> Option<u32> {
        let notes = row.notes.join(" ");
        let text = [&row.name, &row.assessment, &row.slug, date, &notes].join(" ");
        self.pattern
            .score(Utf32Str::new(&text, &mut self.buffer), &mut self.matcher)
    }
}
