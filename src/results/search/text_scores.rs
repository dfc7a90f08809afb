use super::query::{QueryWord, Scorer, SearchQuery};
use super::text_table::{TextTable, at};

/// The scores of all texts for each word of a query; 0 if a text does not match.
#[derive(Debug, Clone)]
pub struct TextScores {
    words: Vec<[Vec<u16>; 4]>,
}

/// The number of comparisons between two calls of `goes_on`.
const SLICE: usize = 1 << 13;

impl TextScores {
    /// Compares each text with each word of the query. `None` if `goes_on`, called from time to
    /// time, returns `false`.
    pub(crate) fn new(
        tables: [&TextTable; 4],
        query: &SearchQuery,
        scorer: &mut Scorer,
        goes_on: &dyn Fn() -> bool,
    ) -> Option<Self> {
        let mut words = Vec::with_capacity(query.words.len());
        for word in &query.words {
            let mut fields = [const { Vec::new() }; 4];
            for (scores, texts) in fields.iter_mut().zip(tables) {
                *scores = scores_of(word, texts, scorer, goes_on)?;
            }
            words.push(fields);
        }
        Some(Self { words })
    }

    /// Returns the score of a row with these texts and date.
    pub(crate) fn of(&self, [name, assessment, notes, day]: [u32; 4]) -> Option<u32> {
        let mut total = 0;
        for [names, assessments, all_notes, days] in &self.words {
            let score = |scores: &[u16], number| scores.get(at(number)).copied().unwrap_or(0);
            let best = score(names, name)
                .max(score(assessments, assessment))
                .max(score(all_notes, notes))
                .max(score(days, day));
            if best == 0 {
                return None;
            }
            total += u32::from(best);
        }
        Some(total)
    }
}

fn scores_of(
    word: &QueryWord,
    texts: &TextTable,
    scorer: &mut Scorer,
    goes_on: &dyn Fn() -> bool,
) -> Option<Vec<u16>> {
    let mut found = vec![0; texts.len()];
    for (count, number) in texts.with_byte(word.rarest).enumerate() {
        if count % SLICE == SLICE - 1 && !goes_on() {
            return None;
        }
        if let Some(score) = scorer.best(word, texts.bytes(number)) {
            found[number] = score;
        }
    }
    Some(found)
}
