use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::read_answer::{ReadAnswer, TypedGoal};
use crate::assessment::Assessment;

/// The answer to a category, with its level-up switch and note.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AnswerEntry {
    pub answer: Answer,
    /// If on, the goal is one level above the current level. It can be on without a level, for when
    /// there is one, and at the top level, where it has no effect.
    pub level_up: bool,
    /// Whether the answer was copied from the previous result and not changed since.
    #[serde(rename = "taken_over")]
    pub copied_previous: bool,
    /// The note. It stays when the answer changes.
    pub note: String,
}

impl AnswerEntry {
    /// Rates at `level`, clamped to `1..=top`. With level-up on, the goal is one level higher; a
    /// goal that was set higher stays while it is above the level.
    pub fn rate(&mut self, level: u8, top: u8) {
        if top == 0 {
            return;
        }
        self.copied_previous = false;
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

    /// Rates one level higher or lower; without a level, at the lowest.
    pub fn step(&mut self, up: bool, top: u8) {
        let level = match self.answer.current() {
            None => 1,
            Some(current) if up => current.saturating_add(1),
            Some(current) => current.saturating_sub(1),
        };
        self.rate(level, top);
    }

    /// Turns level-up on or off.
    pub fn toggle_level_up(&mut self, top: u8) {
        self.level_up = !self.level_up;
        self.copied_previous = false;
        if let Some(current) = self.answer.current() {
            self.answer = Answer::rated(current, self.level_up, top);
        }
    }

    /// Moves the goal one level up or down, within `current..=top`. Level-up is on exactly if the
    /// goal is above the current level.
    pub fn move_goal(&mut self, further: bool, top: u8) {
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
        self.copied_previous = false;
        self.answer = Answer::Rated { current, desired };
    }

    /// Sets an answer. Level-up is on if the goal is above the current level; the note stays.
    pub fn say(&mut self, answer: Answer) {
        self.answer = answer;
        self.level_up = answer.gap() > 0;
        self.copied_previous = false;
    }

    /// Copies the previous answer without its note.
    pub fn copy_previous(&mut self, answer: Answer) {
        self.say(answer);
        self.copied_previous = true;
    }

    /// Sets a typed answer. A level without a goal keeps the level-up switch, as a digit in the
    /// form does.
    pub fn take_written(&mut self, written: &ReadAnswer, top: u8) {
        match (written.answer, written.goal) {
            (Answer::Rated { current, .. }, TypedGoal::Nothing) => self.rate(current, top),
            (answer, wish) => {
                self.say(answer);
                self.level_up |= wish == TypedGoal::LevelUp;
            }
        }
    }

    /// Whether there is nothing to save in a draft.
    pub fn is_blank(&self) -> bool {
        self.answer == Answer::Unanswered && !self.level_up && self.note.is_empty()
    }
}

/// The answers to an assessment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Answers {
    /// One entry per category, in the order of the assessment.
    pub entries: Vec<AnswerEntry>,
}

impl Answers {
    /// Creates unanswered entries for an assessment.
    pub fn blank(assessment: &Assessment) -> Self {
        Self {
            entries: vec![AnswerEntry::default(); assessment.categories.len()],
        }
    }

    /// Returns the number of answered categories.
    pub fn answered(&self) -> usize {
        self.entries
            .iter()
            .filter(|entry| entry.answer.is_answered())
            .count()
    }

    /// Returns the indexes of the unanswered categories.
    pub fn unanswered(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let unanswered = |(_, entry): &(usize, &AnswerEntry)| !entry.answer.is_answered();
        self.entries
            .iter()
            .enumerate()
            .filter(unanswered)
            .map(|(index, _)| index)
    }

    /// Rates each unanswered category at the lowest level.
    pub fn fill_with_lowest(&mut self, assessment: &Assessment) {
        for (index, entry) in self.entries.iter_mut().enumerate() {
            if !entry.answer.is_answered() {
                entry.rate(1, assessment.top(index));
            }
        }
    }

    /// Whether all entries are blank.
    pub fn is_blank(&self) -> bool {
        self.entries.iter().all(AnswerEntry::is_blank)
    }
}

/// The maximum length of a note.
pub const NOTE_MAX: usize = 10_000;
