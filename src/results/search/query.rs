use std::fmt;

use memchr::memmem::Finder;
use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::fold_text::fold_text;
use crate::results::result_row::ResultRow;

/// A search among results.
///
/// Every word of the query must match somewhere, fuzzily and without regard to case and accents:
/// in the person's name, the assessment's name or slug, the local date, or a word of a note.
#[derive(Debug, Clone)]
pub struct SearchQuery {
    pub(crate) words: Vec<QueryWord>,
}

/// A word of a query.
#[derive(Debug, Clone)]
pub(crate) struct QueryWord {
    folded: String,
    finder: Finder<'static>,
    atom: Atom,
    /// A byte that a text must have to match: the one that the fewest have.
    pub rarest: u8,
}

/// What a word is worth that stands alone: as much as half a letter more that matches.
const WHOLE_WORD: u16 = 8;

/// Compares texts with the words of a query. Not cheap to make: one for many texts.
pub struct Scorer {
    matcher: Matcher,
    letters: Vec<char>,
}

impl SearchQuery {
    /// Reads a query. An empty one matches everything.
    pub fn new(text: &str) -> Self {
        let mut folded = String::new();
        fold_text(text, &mut folded);
        Self {
            words: folded.split_whitespace().map(QueryWord::new).collect(),
        }
    }

    /// Whether it matches everything.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether whatever matches this matches `other` as well, as far as can be told from the words
    /// alone.
    pub fn narrows(&self, other: &Self) -> bool {
        let within = |old: &QueryWord| {
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
            fold_text(text, &mut texts);
            texts.push('\n');
        }
        // Fuzzy over a whole note would find the letters of any word somewhere.
        for word in row.notes.iter().flat_map(|note| note.split_whitespace()) {
            fold_text(word, &mut texts);
            texts.push('\n');
        }
        let mut total = 0;
        for word in &self.words {
            total += u32::from(scorer.best(word, texts.as_bytes())?);
        }
        Some(total)
    }
}

impl QueryWord {
    fn new(folded: &str) -> Self {
        let (case, normal) = (CaseMatching::Respect, Normalization::Never);
        Self {
            atom: Atom::new(folded, case, normal, AtomKind::Fuzzy, false),
            rarest: rarest(folded),
            finder: Finder::new(folded).into_owned(),
            folded: folded.to_owned(),
        }
    }

    /// Whether it is in `text` as a word of its own: who types a whole name wants it before longer
    /// ones.
    fn stands_alone_in(&self, text: &[u8]) -> bool {
        let mut places = self.finder.find_iter(text);
        places.any(|at| {
            let before = text.get(..at).unwrap_or_default();
            let behind = text.get(at + self.folded.len()..).unwrap_or_default();
            !ends_in_letter(before) && !begins_with_letter(behind)
        })
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
    pub(crate) fn best(&mut self, word: &QueryWord, lines: &[u8]) -> Option<u16> {
        // Most texts do not match: this says so many times faster than the matcher.
        if !has_in_order(lines, word.folded.as_bytes()) {
            return None;
        }
        let texts = lines.split(|byte| *byte == b'\n');
        texts.filter_map(|text| self.score(word, text)).max()
    }

    fn score(&mut self, word: &QueryWord, text: &[u8]) -> Option<u16> {
        let haystack = if text.is_ascii() {
            Utf32Str::Ascii(text)
        } else {
            self.letters.clear();
            self.letters.extend(std::str::from_utf8(text).ok()?.chars());
            Utf32Str::Unicode(&self.letters)
        };
        let score = word.atom.score(haystack, &mut self.matcher)?;
        let whole = if word.stands_alone_in(text) {
            WHOLE_WORD
        } else {
            0
        };
        Some(score.saturating_add(1 + whole))
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

/// The byte of a folded word that the fewest texts have, as far as can be guessed.
fn rarest(folded: &str) -> u8 {
    let often = |byte: &u8| COMMON.iter().position(|other| other == byte);
    let place = |byte: &u8| often(byte).map_or(0, |at| COMMON.len() - at);
    folded.bytes().min_by_key(place).unwrap_or_default()
}

/// What most texts have, the most common first.
const COMMON: &[u8] = b"eairnstlohdcmu20gkbp1vfyw";

fn ends_in_letter(text: &[u8]) -> bool {
    match text.last() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        // Names are short, and few of them are not ASCII.
        Some(_) => letter(text, |text| text.chars().next_back()),
        None => false,
    }
}

fn begins_with_letter(text: &[u8]) -> bool {
    match text.first() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        Some(_) => letter(text, |text| text.chars().next()),
        None => false,
    }
}

fn letter(text: &[u8], of: impl Fn(&str) -> Option<char>) -> bool {
    let text = std::str::from_utf8(text).unwrap_or_default();
    of(text).is_some_and(char::is_alphanumeric)
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
