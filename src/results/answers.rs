use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::read_answer::{ReadAnswer, WrittenWish};
use crate::assessment::Assessment;

/// The answer to one category, with the switch and the note that stand beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AnswerEntry {
    /// What was said.
    pub answer: Answer,
    /// *Level up*: on, the wanted level follows the current one. It may be on before there is a
    /// level (it waits for it) and at the top (where there is nothing further).
    pub level_up: bool,
    /// Whether the answer was taken over from last time and not touched since.
    pub taken_over: bool,
    /// A note; it outlives every change of the answer.
    pub note: String,
}

impl AnswerEntry {
    /// Says that the level is `level` (clamped to `1..=top`). Where level up is on, one further is
    /// wanted, and a wish that was set further by hand stays as long as it is still above.
    pub fn rate(&mut self, level: u8, top: u8) {
        if top == 0 {
            return;
        }
        self.taken_over = false;
        let level = level.clamp(1, top);
        let plain = Answer::rated(level, self.level_up, top);
        self.answer = match self.answer {
            Answer::Rated { current, desired }
                if self.level_up && desired > (current + 1).min(top) && desired > level =>
            {
                Answer::Rated {
                    current: level,
                    desired,
                }
            }
            _ => plain,
        };
    }

    /// One level higher, or lower; from no level, the lowest.
    pub fn step(&mut self, up: bool, top: u8) {
        let level = match self.answer.current() {
            None => 1,
            Some(current) if up => current.saturating_add(1),
            Some(current) => current.saturating_sub(1),
        };
        self.rate(level, top);
    }

    /// Turns level up on or off. Without a level the switch waits for one.
    pub fn toggle_level_up(&mut self, top: u8) {
        self.level_up = !self.level_up;
        self.taken_over = false;
        if let Some(current) = self.answer.current() {
            self.answer = Answer::rated(current, self.level_up, top);
        }
    }

    /// Moves the wanted level one further or one back, within `current..=top`. Level up is on
    /// exactly where more than the current level is wanted.
    pub fn want(&mut self, further: bool, top: u8) {
        let Answer::Rated { current, desired } = self.answer else {
            return;
        };
        let desired = if further {
            desired.saturating_add(1)
        } else {
            desired.saturating_sub(1)
        };
        let desired = desired.clamp(current, top.max(current));
        self.level_up = desired > current;
        self.taken_over = false;
        self.answer = Answer::Rated { current, desired };
    }

    /// Says something else than a level; the switch goes off, the note stays.
    pub fn say(&mut self, answer: Answer) {
        self.answer = answer;
        self.level_up = answer.gap() > 0;
        self.taken_over = false;
    }

    /// Takes over last time's level and wish, not the note.
    pub fn take_over(&mut self, answer: Answer) {
        self.say(answer);
        self.taken_over = true;
    }

    /// Takes a written answer in. A level alone leaves level up as it is, as a digit on the screen
    /// does; what is said about the wish holds.
    pub fn take_written(&mut self, written: &ReadAnswer, top: u8) {
        match (written.answer, written.wish) {
            (Answer::Rated { current, .. }, WrittenWish::Nothing) => self.rate(current, top),
            (answer, wish) => {
                self.say(answer);
                self.level_up |= wish == WrittenWish::LevelUp;
            }
        }
    }

    /// Whether there is nothing here that a draft would have to keep.
    pub fn is_blank(&self) -> bool {
        self.answer == Answer::Unanswered && !self.level_up && self.note.is_empty()
    }
}

/// The answers to an assessment: one [`Entry`] a category, in the assessment's order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Answers {
    /// One entry a category.
    pub entries: Vec<AnswerEntry>,
}

impl Answers {
    /// Nothing said yet, for `assessment`.
    pub fn blank(assessment: &Assessment) -> Self {
        Self {
            entries: vec![AnswerEntry::default(); assessment.categories.len()],
        }
    }

    /// How many categories are answered: rated, unknown or not applicable.
    pub fn answered(&self) -> usize {
        self.entries
            .iter()
            .filter(|entry| entry.answer.is_answered())
            .count()
    }

    /// Where the unanswered categories stand.
    pub fn open(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let unanswered = |(_, entry): &(usize, &AnswerEntry)| !entry.answer.is_answered();
        self.entries
            .iter()
            .enumerate()
            .filter(unanswered)
            .map(|(index, _)| index)
    }

    /// Counts every unanswered category as level 1, as the form on the web did. A waiting level
    /// up applies.
    pub fn fill_with_lowest(&mut self, assessment: &Assessment) {
        for (index, entry) in self.entries.iter_mut().enumerate() {
            if !entry.answer.is_answered() {
                entry.rate(1, assessment.top(index));
            }
        }
    }

    /// Whether nothing was said, switched or noted anywhere.
    pub fn is_blank(&self) -> bool {
        self.entries.iter().all(AnswerEntry::is_blank)
    }
}

/// The most characters a note may have.
pub const NOTE_MAX: usize = 10_000;
