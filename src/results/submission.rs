use super::reading::{AnswerError, OutOfRange, ReadAnswer, read_answer};
use super::{Answer, AssessmentResult, NOTE_MAX};
use crate::assessment::{Assessment, nearest};

/// What is handed in without a screen.
#[derive(Debug, Clone, Copy, Default)]
pub struct Given<'a> {
    /// `KEY=ANSWER`, each.
    pub sets: &'a [String],
    /// Keys and answers.
    pub pairs: &'a [(String, String)],
    /// A whole result, whose answers and notes are taken over.
    pub result: Option<&'a AssessmentResult>,
    /// `KEY=TEXT`, each.
    pub notes: &'a [String],
    /// Nothing is taken for granted.
    pub strict: bool,
}

/// Answers that can be saved, and what is to be said about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// One answer a category.
    pub answers: Vec<Answer>,
    /// One note a category.
    pub notes: Vec<String>,
    /// What was taken for granted.
    pub remarks: Vec<Remark>,
}

/// Something that was taken for granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// A category was not named and counts as level 1.
    Lowest {
        /// Its key.
        key: String,
    },
    /// A number was not on the ladder; the nearer end was taken.
    Clamped {
        /// The category's key.
        key: String,
        /// The number as it was written.
        asked: String,
        /// The level that was taken.
        level: u8,
        /// The highest level.
        top: u8,
    },
}

/// Why nothing can be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubmissionError {
    /// The assessment has no categories, or some without ratings.
    NotSavable,
    /// There is no `=` in what should be `KEY=…`.
    NoEquals {
        /// The text.
        text: String,
    },
    /// The assessment has no such category.
    UnknownKey {
        /// The key.
        key: String,
        /// The key that was most likely meant.
        nearest: Option<String>,
    },
    /// One category was answered, or noted, twice.
    Twice {
        /// The key.
        key: String,
    },
    /// What stands there is no answer.
    NoAnswer {
        /// The category's key.
        key: String,
        /// What stands there.
        text: String,
        /// Why it is none.
        why: AnswerError,
    },
    /// A note is longer than [`NOTE_MAX`] characters.
    LongNote {
        /// The category's key.
        key: String,
        /// Its characters.
        length: usize,
    },
    /// The result whose answers should be taken over is of another assessment.
    OtherAssessment {
        /// The slug of that assessment.
        slug: String,
    },
    /// Strictly, nothing may be taken for granted.
    Strict(Remark),
}

/// Decides what is saved of what was handed in.
///
/// # Errors
/// All that is wrong with it, in the order in which it was given.
pub fn submission(
    assessment: &Assessment,
    given: Given<'_>,
) -> Result<Submission, Vec<SubmissionError>> {
    if !assessment.can_be_saved() {
        return Err(vec![SubmissionError::NotSavable]);
    }
    let mut desk = Desk {
        assessment,
        answers: vec![None; assessment.categories.len()],
        notes: vec![None; assessment.categories.len()],
        remarks: Vec::new(),
        errors: Vec::new(),
    };
    if let Some(result) = given.result {
        desk.take_over(result);
    }
    for (key, answer) in given.pairs {
        desk.set(key, answer);
    }
    desk.each(given.sets, Desk::set);
    desk.each(given.notes, Desk::note);
    desk.fill();
    desk.done(given.strict)
}

/// Where a submission is put together.
struct Desk<'a> {
    assessment: &'a Assessment,
    answers: Vec<Option<Answer>>,
    notes: Vec<Option<String>>,
    remarks: Vec<Remark>,
    errors: Vec<SubmissionError>,
}

impl Desk<'_> {
    fn each(&mut self, texts: &[String], put: fn(&mut Self, &str, &str)) {
        for text in texts {
            match text.split_once('=') {
                Some((key, value)) => put(self, key.trim(), value),
                None => self
                    .errors
                    .push(SubmissionError::NoEquals { text: text.clone() }),
            }
        }
    }

    /// The category of a key, also of one from an earlier version.
    fn place(&mut self, key: &str) -> Option<usize> {
        let place = self.assessment.position_or_formerly(key);
        if place.is_none() {
            let keys = self.assessment.categories.iter();
            let nearest = nearest(key, keys.map(|category| category.key.as_str()));
            self.errors.push(SubmissionError::UnknownKey {
                key: key.to_owned(),
                nearest: nearest.map(str::to_owned),
            });
        }
        place
    }

    fn set(&mut self, key: &str, text: &str) {
        let Some(index) = self.place(key) else {
            return;
        };
        match read_answer(text, self.assessment, index) {
            Ok(read) => self.answer(key, index, read),
            Err(why) => self.errors.push(SubmissionError::NoAnswer {
                key: key.to_owned(),
                text: text.to_owned(),
                why,
            }),
        }
    }

    fn answer(&mut self, key: &str, index: usize, read: ReadAnswer) {
        if self.answers[index].replace(read.answer).is_some() {
            return self.twice(key);
        }
        if let Some(OutOfRange { asked, level }) = read.out_of_range {
            self.remarks.push(Remark::Clamped {
                key: key.to_owned(),
                asked,
                level,
                top: self.assessment.top(index),
            });
        }
    }

    fn note(&mut self, key: &str, text: &str) {
        let Some(index) = self.place(key) else {
            return;
        };
        let length = text.chars().count();
        if length > NOTE_MAX {
            let key = key.to_owned();
            return self.errors.push(SubmissionError::LongNote { key, length });
        }
        if self.notes[index].replace(text.to_owned()).is_some() {
            self.twice(key);
        }
    }

    fn twice(&mut self, key: &str) {
        self.errors.push(SubmissionError::Twice {
            key: key.to_owned(),
        });
    }

    /// Takes over the answers and notes of a result. A category that it leaves unanswered is
    /// named all the same: it stays unanswered.
    fn take_over(&mut self, result: &AssessmentResult) {
        let slug = &result.assessment.slug;
        if *slug != self.assessment.slug {
            let slug = slug.clone();
            return self.errors.push(SubmissionError::OtherAssessment { slug });
        }
        for (index, category) in result.assessment.categories.iter().enumerate() {
            let answer = result.answers.get(index).copied().unwrap_or_default();
            let note = result.notes.get(index).map_or("", String::as_str);
            let gone = self
                .assessment
                .position_or_formerly(&category.key)
                .is_none();
            if gone && !answer.is_answered() && note.is_empty() {
                continue;
            }
            if let Some(place) = self.place(&category.key) {
                let read = self.fitted(answer, place);
                self.answer(&category.key, place, read);
                if !note.is_empty() {
                    self.note(&category.key, note);
                }
            }
        }
    }

    /// The answer on a ladder that may have become shorter.
    fn fitted(&self, answer: Answer, place: usize) -> ReadAnswer {
        let top = self.assessment.top(place);
        let Answer::Rated { current, desired } = answer else {
            return ReadAnswer {
                answer,
                out_of_range: None,
            };
        };
        let beyond = current.max(desired);
        ReadAnswer {
            answer: Answer::Rated {
                current: current.min(top),
                desired: desired.min(top),
            },
            out_of_range: (beyond > top).then(|| OutOfRange {
                asked: beyond.to_string(),
                level: top,
            }),
        }
    }

    /// Counts what was not named as level 1.
    fn fill(&mut self) {
        for (category, answer) in self.assessment.categories.iter().zip(&mut self.answers) {
            if answer.is_none() {
                *answer = Some(Answer::rated(1, false, 1));
                let key = category.key.clone();
                self.remarks.push(Remark::Lowest { key });
            }
        }
    }

    fn done(mut self, strict: bool) -> Result<Submission, Vec<SubmissionError>> {
        // Where something was not understood, it is not told as missing as well.
        if strict && self.errors.is_empty() {
            self.errors = self
                .remarks
                .drain(..)
                .map(SubmissionError::Strict)
                .collect();
        }
        if !self.errors.is_empty() {
            return Err(self.errors);
        }
        Ok(Submission {
            answers: self
                .answers
                .into_iter()
                .map(Option::unwrap_or_default)
                .collect(),
            notes: self
                .notes
                .into_iter()
                .map(Option::unwrap_or_default)
                .collect(),
            remarks: self.remarks,
        })
    }
}
