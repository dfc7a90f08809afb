use super::answer::Answer;
use crate::assessment::{ANSWER_KEYWORDS, Assessment};
use crate::text::{nearest, text_key};

/// A typed answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadAnswer {
    pub answer: Answer,
    /// The number if it was not on the ladder and the nearest level is used.
    pub out_of_range: Option<OutOfRange>,
    /// The goal part, for a form in which level-up can be on.
    pub goal: TypedGoal,
}

/// The goal part of a typed answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TypedGoal {
    /// No goal.
    #[default]
    Nothing,
    /// `+`: level up.
    LevelUp,
    /// `>` and a level.
    Level,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutOfRange {
    /// The number as typed.
    pub asked: String,
    /// The level used instead.
    pub level: u8,
}

/// Why a text is not an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerError {
    /// Neither a number, nor a label, nor a keyword.
    Unreadable {
        /// The most similar label or keyword.
        nearest: Option<String>,
    },
    /// The goal is below the current level.
    Below { current: u8, desired: u8 },
}

/// The keywords of answers without a level.
const WORDS: [(&str, Answer); 3] = {
    let [unknown, not_applicable, unanswered] = ANSWER_KEYWORDS;
    [
        (unknown, Answer::Unknown),
        (not_applicable, Answer::NotApplicable),
        (unanswered, Answer::Unanswered),
    ]
};

/// Reads the answer to the category at `index`: a level or a label, optionally followed by `+` to
/// level up or by `>` and a goal; or `unknown`, `n/a`, or `unanswered`.
///
/// An exact label has priority, even if it contains `+` or `>`. A number outside the ladder is read
/// as the nearest level.
pub fn read_answer(
    text: &str,
    assessment: &Assessment,
    index: usize,
) -> Result<ReadAnswer, AnswerError> {
    let ladder = LadderLabels { assessment, index };
    let text = text.trim();
    let plain = |answer| ReadAnswer {
        answer,
        out_of_range: None,
        goal: TypedGoal::Nothing,
    };
    if let Some(step) = ladder.exactly(text) {
        return Ok(LadderLabels::rated(&step, &step));
    }
    if let Some((_, answer)) = WORDS.iter().find(|(word, _)| text_key(text) == *word) {
        return Ok(plain(*answer));
    }
    if let Some(step) = ladder.step(text) {
        return Ok(LadderLabels::rated(&step, &step));
    }
    if let Some(step) = text.strip_suffix('+').and_then(|base| ladder.step(base)) {
        let mut read = LadderLabels::rated(&step, &step);
        read.answer = Answer::rated(step.level, true, assessment.top(index));
        read.goal = TypedGoal::LevelUp;
        return Ok(read);
    }
    for (at, _) in text.match_indices('>') {
        let (current, desired) = (ladder.step(&text[..at]), ladder.step(&text[at + 1..]));
        if let (Some(current), Some(desired)) = (current, desired) {
            return LadderLabels::wanted(&current, &desired);
        }
    }
    Err(AnswerError::Unreadable {
        nearest: ladder.nearest(text),
    })
}

/// Reads the levels of a result for the category at `index`. Without `desired`, the goal is the
/// current level.
pub(crate) fn read_levels(
    current: &str,
    desired: Option<&str>,
    assessment: &Assessment,
    index: usize,
) -> Result<ReadAnswer, AnswerError> {
    let ladder = LadderLabels { assessment, index };
    let number = |text| {
        let none = AnswerError::Unreadable { nearest: None };
        ladder.number(text).ok_or(none)
    };
    let current = number(current)?;
    match desired {
        Some(desired) => LadderLabels::wanted(&current, &number(desired)?),
        None => Ok(LadderLabels::rated(&current, &current)),
    }
}

struct LadderLabels<'a> {
    assessment: &'a Assessment,
    index: usize,
}

/// A level, and the typed number if it is not on the ladder.
struct ReadLevel {
    level: u8,
    out_of_range: Option<OutOfRange>,
}

impl LadderLabels<'_> {
    fn labels(&self) -> impl Iterator<Item = &str> {
        let ladder = self.assessment.ladder(self.index);
        ladder.iter().map(|rating| rating.name.as_str())
    }

    /// Reads a number or an exact label.
    fn exactly(&self, text: &str) -> Option<ReadLevel> {
        self.number(text)
            .or_else(|| self.label(|label| label == text))
    }

    /// Reads a number, a label, or a text with the same key as exactly one label.
    fn step(&self, text: &str) -> Option<ReadLevel> {
        let text = text.trim();
        let wanted = text_key(text);
        let is_it = |label: &str| text_key(label) == wanted;
        self.exactly(text).or_else(|| {
            let one = self.labels().filter(|label| is_it(label)).count() == 1;
            one.then(|| self.label(is_it)).flatten()
        })
    }

    fn number(&self, text: &str) -> Option<ReadLevel> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let top = self.assessment.top(self.index);
        if digits.is_empty() || top == 0 || !digits.bytes().all(|c| c.is_ascii_digit()) {
            return None;
        }
        // A number that is too long to be parsed is also outside the ladder.
        let beyond = if text.starts_with('-') { 0 } else { i64::MAX };
        let asked = text.parse().unwrap_or(beyond);
        let level = u8::try_from(asked.clamp(1, i64::from(top))).unwrap_or(top);
        let out_of_range = (asked != i64::from(level)).then(|| OutOfRange {
            asked: text.to_owned(),
            level,
        });
        Some(ReadLevel {
            level,
            out_of_range,
        })
    }

    fn label(&self, is: impl Fn(&str) -> bool) -> Option<ReadLevel> {
        let place = self.labels().position(is)?;
        Some(ReadLevel {
            level: u8::try_from(place + 1).ok()?,
            out_of_range: None,
        })
    }

    fn rated(current: &ReadLevel, desired: &ReadLevel) -> ReadAnswer {
        let out_of_range = current.out_of_range.clone();
        ReadAnswer {
            answer: Answer::Rated {
                current: current.level,
                desired: desired.level,
            },
            out_of_range: out_of_range.or_else(|| desired.out_of_range.clone()),
            goal: TypedGoal::Nothing,
        }
    }

    fn wanted(current: &ReadLevel, desired: &ReadLevel) -> Result<ReadAnswer, AnswerError> {
        if desired.level < current.level {
            return Err(AnswerError::Below {
                current: current.level,
                desired: desired.level,
            });
        }
        let mut read = Self::rated(current, desired);
        read.goal = TypedGoal::Level;
        Ok(read)
    }

    fn nearest(&self, text: &str) -> Option<String> {
        let words = WORDS.iter().map(|(word, _)| *word);
        let base = text.strip_suffix('+').unwrap_or(text);
        nearest(base, self.labels().chain(words)).map(str::to_owned)
    }
}
