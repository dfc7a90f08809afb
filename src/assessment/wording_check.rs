use super::assessment::{Assessment, Category, Rating};
use super::slug::is_key;
use crate::toml_reader::NAME_MAX;

/// The most categories of an assessment.
pub(crate) const CATEGORIES_MAX: usize = 1_000;
/// The most ratings of a ladder.
pub(crate) const RATINGS_MAX: usize = 9;

/// What is wrong with the wording of a result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordingError {
    /// More categories than an assessment may have.
    #[error("expected at most 1,000 categories, found {0}")]
    Categories(usize),
    /// An invalid key of a category.
    #[error("invalid key '{0}': use at most 64 lowercase letters, digits, '-', and '_'")]
    Key(String),
    /// Two categories have this key.
    #[error("two categories have the key '{0}'")]
    TwiceDefined(String),
    /// The level texts of a category do not match its ratings.
    #[error("'{key}': expected {ratings} level texts, found {found}")]
    Levels {
        /// The category.
        key: String,
        /// The number of level texts.
        found: usize,
        /// The number of ratings.
        ratings: usize,
    },
    /// A name or a label that is empty or too long.
    #[error("expected a name of 1 to 200 characters, found {0}")]
    NameLength(usize),
    /// A ladder that is too short or too long.
    #[error("expected 2 to 9 ratings, found {0}")]
    Ladder(usize),
    /// Two ratings of one ladder have the same label.
    #[error("two ratings of one ladder have the label '{0}'")]
    SameLabel(String),
}

/// Checks the wording of a result that was imported or that another login saved. It checks what the
/// program relies on, not the texts: an old result keeps its wording. The slug is checked with the
/// result.
pub(crate) fn wording_error(assessment: &Assessment) -> Option<WordingError> {
    let count = assessment.categories.len();
    if count > CATEGORIES_MAX {
        return Some(WordingError::Categories(count));
    }
    let mut categories = assessment.categories.iter().enumerate();
    name_error(&assessment.name)
        .or_else(|| ladder_error(&assessment.ratings).filter(|_| !assessment.ratings.is_empty()))
        .or_else(|| {
            categories.find_map(|(index, category)| category_error(assessment, index, category))
        })
}

fn category_error(
    assessment: &Assessment,
    index: usize,
    category: &Category,
) -> Option<WordingError> {
    let key = &category.key;
    let ladder = assessment.ladder(index);
    let (found, ratings) = (category.levels.len(), ladder.len());
    if !is_key(key) {
        return Some(WordingError::Key(key.clone()));
    }
    if assessment.position(key) != Some(index) {
        return Some(WordingError::TwiceDefined(key.clone()));
    }
    if found != 0 && found != ratings {
        let key = key.clone();
        return Some(WordingError::Levels {
            key,
            found,
            ratings,
        });
    }
    name_error(&category.name).or_else(|| ladder_error(ladder))
}

fn ladder_error(ladder: &[Rating]) -> Option<WordingError> {
    if !(2..=RATINGS_MAX).contains(&ladder.len()) {
        return Some(WordingError::Ladder(ladder.len()));
    }
    let twice = |index: usize, rating: &Rating| {
        let same = ladder[..index]
            .iter()
            .any(|other| other.name == rating.name);
        same.then(|| WordingError::SameLabel(rating.name.clone()))
    };
    ladder
        .iter()
        .enumerate()
        .find_map(|(index, rating)| name_error(&rating.name).or_else(|| twice(index, rating)))
}

fn name_error(name: &str) -> Option<WordingError> {
    let length = name.chars().count();
    (!(1..=NAME_MAX).contains(&length)).then_some(WordingError::NameLength(length))
}
