mod input;

pub use input::{SubmissionFields, SubmissionInput};

use crate::assessment::Assessment;
use crate::results::answer::Answer;
use crate::results::answers::NOTE_MAX;
use crate::results::read_answer::{
    AnswerError, OutOfRange, ReadAnswer, WrittenWish, read_answer, read_levels,
};
use crate::text::nearest;

/// Answers that can be saved, and what is to be said about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// One answer a category.
    pub answers: Vec<Answer>,
    /// One note a category.
    pub notes: Vec<String>,
    /// What was taken for granted.
    pub remarks: Vec<SubmissionRemark>,
}

/// Something that was taken for granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubmissionRemark {
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
    /// More is wanted of a category that has no level.
    NoCurrent {
        /// The category's key.
        key: String,
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
    Strict(SubmissionRemark),
}

/// Decides what is saved of what was handed in.
///
/// # Errors
/// All that is wrong with it, in the order in which it was given.
pub fn submission(
    assessment: &Assessment,
    given: SubmissionInput<'_>,
) -> Result<Submission, Vec<SubmissionError>> {
    if !assessment.can_be_saved() {
        return Err(vec![SubmissionError::NotSavable]);
    }
    let mut desk = SubmissionBuilder {
        assessment,
        answers: vec![None; assessment.categories.len()],
        notes: vec![None; assessment.categories.len()],
        remarks: Vec::new(),
        errors: Vec::new(),
    };
    if let Some(fields) = given.fields {
        desk.take_over(fields);
    }
    for (key, answer) in given.pairs {
        desk.set(key, answer);
    }
    desk.each(given.sets, SubmissionBuilder::set);
    desk.each(given.notes, SubmissionBuilder::note);
    desk.fill();
    desk.done(given.strict)
}

/// Where a submission is put together.
struct SubmissionBuilder<'a> {
    assessment: &'a Assessment,
    answers: Vec<Option<Answer>>,
    notes: Vec<Option<String>>,
    remarks: Vec<SubmissionRemark>,
    errors: Vec<SubmissionError>,
}

impl SubmissionBuilder<'_> {
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
            self.remarks.push(SubmissionRemark::Clamped {
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

    /// Takes over the answers and notes of a result. A category that its wording has and that it
    /// leaves unanswered is named all the same: it stays unanswered.
    fn take_over(&mut self, fields: &SubmissionFields) {
        if let Some(slug) = fields.assessment.as_ref()
            && *slug != self.assessment.slug
        {
            let slug = slug.clone();
            return self.errors.push(SubmissionError::OtherAssessment { slug });
        }
        for (key, level) in &fields.current {
            let mut wishes = fields.desired.iter().filter(|(other, _)| other == key);
            let wish = wishes.next().map(|(_, wish)| wish.as_str());
            self.take_level(key, level, wish);
            wishes.for_each(|_| self.twice(key));
        }
        self.wishes_alone(fields);
        for key in &fields.unknown {
            self.say(key, Answer::Unknown);
        }
        for key in &fields.not_applicable {
            self.say(key, Answer::NotApplicable);
        }
        for (key, note) in fields.notes.iter().filter(|(_, note)| !note.is_empty()) {
            self.note(key, note);
        }
        for key in &fields.asked {
            if let Some(place) = self.assessment.position_or_formerly(key) {
                self.answers[place].get_or_insert(Answer::Unanswered);
            }
        }
    }

    fn take_level(&mut self, key: &str, level: &str, wish: Option<&str>) {
        let Some(index) = self.place(key) else {
            return;
        };
        match read_levels(level, wish, self.assessment, index) {
            Ok(read) => self.answer(key, index, read),
            Err(why) => self.errors.push(SubmissionError::NoAnswer {
                key: key.to_owned(),
                text: wish.map_or_else(|| level.to_owned(), |wish| format!("{level}>{wish}")),
                why,
            }),
        }
    }

    /// Reports a wish that stands beside no level.
    fn wishes_alone(&mut self, fields: &SubmissionFields) {
        for (key, _) in &fields.desired {
            if !fields.current.iter().any(|(other, _)| other == key) {
                let key = key.clone();
                self.errors.push(SubmissionError::NoCurrent { key });
            }
        }
    }

    fn say(&mut self, key: &str, answer: Answer) {
        if let Some(index) = self.place(key) {
            let out_of_range = None;
            let read = ReadAnswer {
                answer,
                out_of_range,
                wish: WrittenWish::Nothing,
            };
            self.answer(key, index, read);
        }
    }

    /// Counts what was not named as level 1.
    fn fill(&mut self) {
        for (category, answer) in self.assessment.categories.iter().zip(&mut self.answers) {
            if answer.is_none() {
                *answer = Some(Answer::rated(1, false, 1));
                let key = category.key.clone();
                self.remarks.push(SubmissionRemark::Lowest { key });
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
