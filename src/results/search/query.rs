use std::fmt;

use memchr::memmem::Finder;
use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::fold_text::fold_text;
use crate::results::result_row::ResultRow;

/// A search query.
///
/// Each word must match somewhere, fuzzily and ignoring case and accents: in the person's name, the
/// assessment's name or slug, the local date, or a word of a note.
#[derive(Debug, Clone)]
pub struct SearchQuery {
    pub(crate) words: Vec<QueryWord>,
}

#[derive(Debug, Clone)]
pub(crate) struct QueryWord {
    folded: String,
    finder: Finder<'static>,
    atom: Atom,
    /// The rarest byte of the word. A text without it cannot match.
    pub rarest: u8,
}

/// The extra score of a match of an entire word: about half a matching letter.
const WHOLE_WORD: u16 = 8;

/// Compares texts with the words of a query. It is expensive to create, so use one for many texts.
pub struct Scorer {
    matcher: Matcher,
    letters: Vec<char>,
}

impl SearchQuery {
    pub fn new(text: &str) -> Self {
        let mut folded = String::new();
        fold_text(text, &mut folded);
        Self {
            words: folded.split_whitespace().map(QueryWord::new).collect(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether each match of this query also matches `other`, as far as the words show it.
    pub fn narrows(&self, other: &Self) -> bool {
        let within = |old: &QueryWord| {
            self.words
                .iter()
                .any(|new| new.folded.contains(&old.folded))
        };
        other.words.iter().all(within)
    }

    /// Returns the score of a row, or `None` if it does not match. `date` is the local date as
    /// lists show it.
    pub fn matches(&self, row: &ResultRow, date: &str, scorer: &mut Scorer) -> Option<u32> {
        let mut texts = String::new();
        for text in [row.name.as_str(), &row.assessment, &row.slug, date] {
            fold_text(text, &mut texts);
            texts.push('\n');
        }
        // A fuzzy match in an entire note would find the letters of any word.
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

    /// Whether `text` contains it as an entire word: complete names rank before longer ones.
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
    pub fn new() -> Self {
        Self {
            matcher: Matcher::new(Config::DEFAULT),
            letters: Vec::new(),
        }
    }

    /// Returns the best score of these lines for a word, at least 1.
    pub(crate) fn best(&mut self, word: &QueryWord, lines: &[u8]) -> Option<u16> {
        // This check is much faster than the matcher, and most texts do not match.
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

/// Returns the byte of a folded word that is probably in the fewest texts.
fn rarest(folded: &str) -> u8 {
    let often = |byte: &u8| COMMON.iter().position(|other| other == byte);
    let place = |byte: &u8| often(byte).map_or(0, |at| COMMON.len() - at);
    folded.bytes().min_by_key(place).unwrap_or_default()
}

/// Frequent bytes, most frequent first.
const COMMON: &[u8] = b"eairnstlohdcmu20gkbp1vfyw";

fn ends_in_letter(text: &[u8]) -> bool {
    match text.last() {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
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

/// Whether `text` contains the bytes of `wanted` in order, with any bytes between them.
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
