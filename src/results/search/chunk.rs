use std::collections::HashMap;

use jiff::tz::TimeZone;
use uuid::Uuid;

use super::days::Days;
use super::fold::{fold, mask};
use super::query::{Query, Scorer, Word};

/// A result as a search takes it in.
#[derive(Debug, Clone, Copy)]
pub struct SearchRow<'r> {
    /// The result's id.
    pub id: Uuid,
    /// When it was saved, in milliseconds since 1970.
    pub millis: i64,
    /// The assessment's slug.
    pub slug: &'r str,
    /// The assessment's name as it was then.
    pub assessment: &'r str,
    /// The person.
    pub name: &'r str,
}

/// Some results in the form in which they are searched: at most [`SearchChunk::MOST`].
///
/// Assessments and days repeat, so each is compared once a chunk. What is left of a result are
/// its id, its time, and the person and notes as folded text.
#[derive(Debug, Clone, Default)]
pub struct SearchChunk {
    ids: Vec<Uuid>,
    millis: Vec<i64>,
    assessments: Vec<u32>,
    days: Vec<u32>,
    masks: Vec<u64>,
    /// Where the text of each row ends.
    ends: Vec<u32>,
    text: String,
    /// Name and slug of each assessment, folded, one a line.
    assessment_texts: Vec<String>,
    /// The number of each assessment, by slug and name; only while rows are taken in.
    numbers: HashMap<Box<str>, u32>,
    key: String,
    /// The first of them, in the order of their numbers.
    few: Vec<(Box<str>, Box<str>)>,
    day_names: Vec<String>,
}

/// So many assessments are compared one by one.
const FEW: usize = 24;

impl SearchChunk {
    /// The most results of a chunk.
    pub const MOST: usize = 1 << 16;

    /// How many results it holds.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Takes a result in, and the notes that are not empty.
    pub fn push<'n>(&mut self, row: &SearchRow<'_>, notes: impl Iterator<Item = &'n str>) {
        let from = self.text.len();
        fold(row.name, &mut self.text);
        for word in notes.flat_map(str::split_whitespace) {
            self.text.push('\n');
            fold(word, &mut self.text);
        }
        self.masks.push(mask(&self.text[from..]));
        self.ends
            .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.ids.push(row.id);
        self.millis.push(row.millis);
        let number = self.assessment(row.slug, row.assessment);
        self.assessments.push(number);
    }

    fn assessment(&mut self, slug: &str, name: &str) -> u32 {
        let number = u32::try_from(self.assessment_texts.len()).unwrap_or(u32::MAX);
        // A few are compared faster than looked up.
        let few = self.few.iter().zip(0..);
        for ((known, known_name), number) in few {
            if **known == *slug && **known_name == *name {
                return number;
            }
        }
        self.key.clear();
        self.key.push_str(slug);
        self.key.push('\n');
        self.key.push_str(name);
        if let Some(number) = self.numbers.get(self.key.as_str()) {
            return *number;
        }
        if self.few.len() < FEW {
            self.few.push((slug.into(), name.into()));
        }
        let mut folded = String::new();
        fold(&self.key, &mut folded);
        self.assessment_texts.push(folded);
        self.numbers.insert(self.key.as_str().into(), number);
        number
    }

    /// Ends the taking in: the local days in `zone` are found, and no memory is left over.
    pub fn finish(&mut self, zone: &TimeZone) {
        let mut days = Days::new(zone);
        self.days = self.millis.iter().map(|at| days.number(*at)).collect();
        self.day_names = days.into_names();
        (self.numbers, self.few) = (HashMap::new(), Vec::new());
        self.key = String::new();
        self.ids.shrink_to_fit();
        self.millis.shrink_to_fit();
        self.assessments.shrink_to_fit();
        self.masks.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.text.shrink_to_fit();
    }

    /// The rows that match, each with its score.
    pub fn find(&self, query: &Query, scorer: &mut Scorer) -> Vec<(u32, u32)> {
        let end = u32::try_from(self.len()).unwrap_or(u32::MAX);
        self.narrow(0..end, query, scorer)
    }

    /// The same, of these rows alone.
    pub(super) fn narrow(
        &self,
        rows: impl Iterator<Item = u32>,
        query: &Query,
        scorer: &mut Scorer,
    ) -> Vec<(u32, u32)> {
        let shared = Shared::of(self, query, scorer);
        rows.filter_map(|row| Some((row, self.score(row, &shared, query, scorer)?)))
            .collect()
    }

    /// When a result was saved, and its id.
    pub(super) fn place(&self, row: usize) -> (i64, Uuid) {
        (self.millis[row], self.ids[row])
    }

    /// The row of this result.
    pub(super) fn position(&self, id: Uuid) -> Option<usize> {
        self.ids.iter().position(|other| *other == id)
    }

    fn text(&self, row: usize) -> &str {
        let end = |row: usize| at(self.ends[row]);
        let from = row.checked_sub(1).map_or(0, end);
        self.text.get(from..end(row)).unwrap_or_default()
    }

    fn score(&self, row: u32, shared: &Shared, query: &Query, scorer: &mut Scorer) -> Option<u32> {
        let row = at(row);
        let (assessment, day) = (self.assessments[row], self.days[row]);
        let mut total = 0;
        for (word, shared) in query.words.iter().zip(&shared.words) {
            let best = shared.best(assessment, day);
            let own = if self.masks[row] & word.mask == word.mask {
                scorer.best(word, self.text(row))
            } else {
                None
            };
            total += best.max(own)?;
        }
        Some(total)
    }
}

/// How well the words of a query match what many rows share.
struct Shared {
    words: Vec<SharedWord>,
}

struct SharedWord {
    assessments: Vec<Option<u32>>,
    days: Vec<Option<u32>>,
}

impl Shared {
    fn of(chunk: &SearchChunk, query: &Query, scorer: &mut Scorer) -> Self {
        let mut each = |word: &Word, texts: &[String]| -> Vec<Option<u32>> {
            texts.iter().map(|text| scorer.best(word, text)).collect()
        };
        let word = |word: &Word| SharedWord {
            assessments: each(word, &chunk.assessment_texts),
            days: each(word, &chunk.day_names),
        };
        Self {
            words: query.words.iter().map(word).collect(),
        }
    }
}

impl SharedWord {
    fn best(&self, assessment: u32, day: u32) -> Option<u32> {
        let of = |scores: &[Option<u32>], number: u32| scores.get(at(number)).copied().flatten();
        of(&self.assessments, assessment).max(of(&self.days, day))
    }
}

/// A number as an index.
pub(super) fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
