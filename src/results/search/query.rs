use std::fmt;

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::fold::{fold, mask};
use crate::results::ResultRow;

/// A search among results.
///
/// Every word of the query must match somewhere, fuzzily and without regard to case and accents:
/// in the person's name, the assessment's name or slug, the local date, or a word of a note.
#[derive(Debug, Clone)]
pub struct Query {
    pub(super) words: Vec<Word>,
}

/// A word of a query.
#[derive(Debug, Clone)]
pub(super) struct Word {
    folded: String,
    atom: Atom,
    /// The characters that a text must have to match.
    pub mask: u64,
}

/// What a word is worth that stands alone: as much as half a letter more that matches.
const WHOLE_WORD: u32 = 8;

/// Compares texts with the words of a query. Not cheap to make: one for many texts.
pub struct Scorer {
    matcher: Matcher,
    letters: Vec<char>,
}

impl Query {
    /// Reads a query. An empty one matches everything.
    pub fn new(text: &str) -> Self {
        let mut folded = String::new();
        fold(text, &mut folded);
        Self {
            words: folded.split_whitespace().map(Word::new).collect(),
        }
    }

    /// Whether it matches everything.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether whatever matches this matches `other` as well, as far as can be told from the words
    /// alone.
    pub fn narrows(&self, other: &Self) -> bool {
        let within = |old: &Word| {
            self.words
                .iter()
                .any(|new| new.folded.contains(&old.folded))
        };
        other.words.iter().all(within)
    }

    /// How well a row matches, higher is better; none where it does not. `date` is the local date
    /// as the list shows it.
    pub fn matches(&self, row: &ResultRow, date: &str, scorer: &mut Scorer) -> Option<u32> {
        let mut texts = String::new();
        for text in [row.name.as_str(), &row.assessment, &row.slug, date] {
            fold(text, &mut texts);
            texts.push('\n');
        }
        // Fuzzy over a whole note would find the letters of any word somewhere.
        for word in row.notes.iter().flat_map(|note| note.split_whitespace()) {
            fold(word, &mut texts);
            texts.push('\n');
        }
        let mut total = 0;
        for word in &self.words {
            total += scorer.best(word, &texts)?;
        }
        Some(total)
    }
}

impl Word {
    fn new(folded: &str) -> Self {
        let (case, normal) = (CaseMatching::Respect, Normalization::Never);
        Self {
            atom: Atom::new(folded, case, normal, AtomKind::Fuzzy, false),
            mask: mask(folded),
            folded: folded.to_owned(),
        }
    }
}

impl Scorer {
    /// One that has compared nothing yet.
    pub fn new() -> Self {
        Self {
            matcher: Matcher::new(Config::DEFAULT),
            letters: Vec::new(),
        }
    }

    /// How well the best of these folded texts, one a line, matches a word; at least 1.
    pub(super) fn best(&mut self, word: &Word, lines: &str) -> Option<u32> {
        let scores = lines.split('\n').filter_map(|text| self.score(word, text));
        scores.max()
    }

    fn score(&mut self, word: &Word, text: &str) -> Option<u32> {
        // Most texts do not match: this says so many times faster than the matcher.
        if !has_in_order(text.as_bytes(), word.folded.as_bytes()) {
            return None;
        }
        let haystack = if text.is_ascii() {
            Utf32Str::Ascii(text.as_bytes())
        } else {
            self.letters.clear();
            self.letters.extend(text.chars());
            Utf32Str::Unicode(&self.letters)
        };
        let score = word.atom.score(haystack, &mut self.matcher)?;
        let whole = if stands_alone(text, &word.folded) {
            WHOLE_WORD
        } else {
            0
        };
        Some(u32::from(score) + 1 + whole)
    }
}

impl Default for Scorer {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Scorer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scorer").finish_non_exhaustive()
    }
}

/// Whether `word` is in `text` as a word of its own: who types a whole name wants it before longer
/// ones.
fn stands_alone(text: &str, word: &str) -> bool {
    let mut places = text.match_indices(word);
    places.any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
    })
}

/// Whether `text` has the bytes of `wanted` in their order, whatever stands between them.
fn has_in_order(text: &[u8], wanted: &[u8]) -> bool {
    let mut wanted = wanted.iter();
    let mut next = wanted.next();
    for byte in text {
        match next {
            Some(want) if want == byte => next = wanted.next(),
            Some(_) => {}
            None => return true,
        }
    }
    next.is_none()
}
