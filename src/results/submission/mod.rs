mod input;

pub use input::{SubmissionFields, SubmissionInput};

use crate::assessment::Assessment;
use crate::results::answer::Answer;
use crate::results::answers::NOTE_MAX;
use crate::results::read_answer::{
    AnswerError, OutOfRange, ReadAnswer, TypedGoal, read_answer, read_levels,
};
use crate::text::nearest;

/// Valid answers, and the assumptions made about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// One answer per category.
    pub answers: Vec<Answer>,
    /// One note per category.
    pub notes: Vec<String>,
    pub remarks: Vec<SubmissionRemark>,
}

/// An assumption about the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubmissionRemark {
    /// A category was not given and is rated at the lowest level.
    Lowest { key: String },
    /// A number was not on the ladder; the nearest level is used.
    Clamped {
        key: String,
        asked: String,
        level: u8,
        top: u8,
    },
}

/// Why the input is invalid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubmissionError {
    /// The assessment has no categories, or a category without a ladder.
    NotSavable,
    /// An argument without `=`.
    NoEquals { text: String },
    UnknownKey {
        key: String,
        /// The most similar key.
        nearest: Option<String>,
    },
    /// Two answers to a category, or two notes.
    Twice { key: String },
    /// An invalid answer.
    NoAnswer {
        key: String,
        text: String,
        why: AnswerError,
    },
    /// A goal without a level.
    NoCurrent { key: String },
    /// A note of more than [`NOTE_MAX`] characters.
    LongNote { key: String, length: usize },
    /// The result to copy has a different assessment.
    OtherAssessment { slug: String },
    /// An assumption, if `strict` is on.
    Strict(SubmissionRemark),
}

/// Reads and checks the input.
///
/// # Errors
///
/// All errors in the order of the input.
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

/// Builds a submission.
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

    /// Finds the category of a key, which may be that of an earlier version.
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

    /// Copies the answers and notes of a result. A category of its wording that has no answer stays
    /// unanswered.
    fn take_over(&mut self, fields: &SubmissionFields) {
        if let Some(slug) = fields.assessment.as_ref()
            && *slug != self.assessment.slug
        {
            let slug = slug.clone();
            return self.errors.push(SubmissionError::OtherAssessment { slug });
        }
        for (key, level) in &fields.current {
            let mut goals = fields.desired.iter().filter(|(other, _)| other == key);
            let goal = goals.next().map(|(_, goal)| goal.as_str());
            self.take_level(key, level, goal);
            goals.for_each(|_| self.twice(key));
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

    fn take_level(&mut self, key: &str, level: &str, goal: Option<&str>) {
        let Some(index) = self.place(key) else {
            return;
        };
        match read_levels(level, goal, self.assessment, index) {
            Ok(read) => self.answer(key, index, read),
            Err(why) => self.errors.push(SubmissionError::NoAnswer {
                key: key.to_owned(),
                text: goal.map_or_else(|| level.to_owned(), |goal| format!("{level}>{goal}")),
                why,
            }),
        }
    }

    /// Reports goals without a level.
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
                goal: TypedGoal::Nothing,
            };
            self.answer(key, index, read);
        }
    }

    /// Rates the remaining categories at the lowest level.
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
        // An invalid answer is not reported as missing as well.
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
