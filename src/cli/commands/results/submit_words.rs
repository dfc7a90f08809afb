//! Remarks and errors of `levelup submit`.

use crate::assessment::Assessment;
use crate::results::{AnswerError, SubmissionError, SubmissionRemark};

pub(crate) fn remark_words(remark: &SubmissionRemark, assessment: &Assessment) -> String {
    match remark {
        SubmissionRemark::Lowest { key } => {
            format!(
                "`{key}` is missing and counts as {}",
                level_words(assessment, key, 1)
            )
        }
        SubmissionRemark::Clamped {
            key,
            asked,
            level,
            top,
        } => {
            let level = level_words(assessment, key, *level);
            format!("`{key}`: {asked} is not between 1 and {top}; using {level}")
        }
    }
}

pub(crate) fn error_words(error: &SubmissionError, assessment: &Assessment) -> String {
    match error {
        SubmissionError::NotSavable => {
            format!(
                "`{}` has no categories, or its categories have no levels",
                assessment.slug
            )
        }
        SubmissionError::NoEquals { text } => format!("`{text}`: expected KEY=…"),
        SubmissionError::UnknownKey { key, nearest } => {
            let error = format!("`{}` has no category `{key}`", assessment.slug);
            match nearest {
                Some(nearest) => format!("{error}; did you mean `{nearest}`?"),
                None => format!("{error}; it has {}", keys(assessment)),
            }
        }
        SubmissionError::Twice { key } => format!("duplicate `{key}`"),
        SubmissionError::NoAnswer { key, text, why } => invalid_answer(key, text, why, assessment),
        SubmissionError::NoCurrent { key } => {
            format!("`{key}` has a goal but no current level")
        }
        SubmissionError::LongNote { key, length } => {
            format!("`{key}`: the note has {length} characters; the limit is 10,000")
        }
        SubmissionError::OtherAssessment { slug } => {
            format!("the answers are for `{slug}`, not `{}`", assessment.slug)
        }
        SubmissionError::Strict(SubmissionRemark::Lowest { key }) => {
            format!("`{key}` is missing; --strict requires every category")
        }
        SubmissionError::Strict(SubmissionRemark::Clamped {
            key, asked, top, ..
        }) => {
            format!("`{key}`: {asked} is not between 1 and {top}")
        }
    }
}

fn invalid_answer(key: &str, text: &str, why: &AnswerError, assessment: &Assessment) -> String {
    match why {
        AnswerError::Below { current, desired } => {
            format!(
                "`{key}`: in `{text}`, the goal {desired} is below the current level \
            {current}"
            )
        }
        AnswerError::Unreadable {
            nearest: Some(nearest),
        } => {
            format!("`{key}`: invalid answer `{text}`; did you mean `{nearest}`?")
        }
        AnswerError::Unreadable { nearest: None } => {
            let labels = labels(assessment, key).join(", ");
            format!("`{key}`: invalid answer `{text}`; use a level, {labels}, unknown, or n/a")
        }
    }
}

fn labels<'a>(assessment: &'a Assessment, key: &str) -> Vec<&'a str> {
    let ladder = assessment
        .position_or_formerly(key)
        .map(|index| assessment.ladder(index));
    ladder
        .unwrap_or_default()
        .iter()
        .map(|rating| rating.name.as_str())
        .collect()
}

/// "level 1 (Good)".
fn level_words(assessment: &Assessment, key: &str, level: u8) -> String {
    let index = assessment.position_or_formerly(key);
    match index.and_then(|index| assessment.label(index, level)) {
        Some(label) => format!("level {level} ({label})"),
        None => format!("level {level}"),
    }
}

/// The first keys of an assessment.
fn keys(assessment: &Assessment) -> String {
    const SHOWN: usize = 10;
    let keys: Vec<_> = assessment
        .categories
        .iter()
        .map(|category| format!("`{}`", category.key))
        .collect();
    let more = if keys.len() > SHOWN { ", …" } else { "" };
    format!("{}{more}", keys[..keys.len().min(SHOWN)].join(", "))
}
