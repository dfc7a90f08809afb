use super::text::NAME_MAX;
use super::{Assessment, Category, Rating, is_key};

/// The most categories that an assessment has.
pub const CATEGORIES_MAX: usize = 1_000;
/// The most ratings of a ladder.
pub const RATINGS_MAX: usize = 9;

/// What is wrong with the wording that is frozen in a result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FrozenFlaw {
    /// More categories than an assessment may have.
    #[error("expected at most 1,000 categories, found {0}")]
    Categories(usize),
    /// Not the key of a category.
    #[error("invalid key '{0}': use at most 64 lowercase letters, digits, '-', and '_'")]
    Key(String),
    /// Two categories have this key.
    #[error("two categories have the key '{0}'")]
    TwiceDefined(String),
    /// Texts of levels, but not one for each rating.
    #[error("'{key}': expected {ratings} level texts, found {found}")]
    Levels {
        /// The category.
        key: String,
        /// How many texts there are.
        found: usize,
        /// How many ratings there are.
        ratings: usize,
    },
    /// A name or a label that is empty, or longer than names are.
    #[error("expected a name of 1 to 200 characters, found {0}")]
    NameLength(usize),
    /// A ladder of one step, or of more than nine.
    #[error("expected 2 to 9 ratings, found {0}")]
    Ladder(usize),
    /// Two ratings of one ladder read the same.
    #[error("two ratings of one ladder have the label '{0}'")]
    SameLabel(String),
}

/// Checks the wording of a result that was imported or that another login stored. It checks what the
/// program relies on, and not the texts: an old result keeps its wording. The slug is the result's.
pub fn frozen_flaw(assessment: &Assessment) -> Option<FrozenFlaw> {
    let count = assessment.categories.len();
    if count > CATEGORIES_MAX {
        return Some(FrozenFlaw::Categories(count));
    }
    let mut categories = assessment.categories.iter().enumerate();
    name_flaw(&assessment.name)
        .or_else(|| ladder_flaw(&assessment.ratings).filter(|_| !assessment.ratings.is_empty()))
        .or_else(|| {
            categories.find_map(|(index, category)| category_flaw(assessment, index, category))
        })
}

fn category_flaw(assessment: &Assessment, index: usize, category: &Category) -> Option<FrozenFlaw> {
    let key = &category.key;
    let ladder = assessment.ladder(index);
    let (found, ratings) = (category.levels.len(), ladder.len());
    if !is_key(key) {
        return Some(FrozenFlaw::Key(key.clone()));
    }
    if assessment.position(key) != Some(index) {
        return Some(FrozenFlaw::TwiceDefined(key.clone()));
    }
    if found != 0 && found != ratings {
        let key = key.clone();
        return Some(FrozenFlaw::Levels {
            key,
            found,
            ratings,
        });
    }
    name_flaw(&category.name).or_else(|| ladder_flaw(ladder))
}

fn ladder_flaw(ladder: &[Rating]) -> Option<FrozenFlaw> {
    if !(2..=RATINGS_MAX).contains(&ladder.len()) {
        return Some(FrozenFlaw::Ladder(ladder.len()));
    }
    let twice = |index: usize, rating: &Rating| {
        let same = ladder[..index]
            .iter()
            .any(|other| other.name == rating.name);
        same.then(|| FrozenFlaw::SameLabel(rating.name.clone()))
    };
    ladder
        .iter()
        .enumerate()
        .find_map(|(index, rating)| name_flaw(&rating.name).or_else(|| twice(index, rating)))
}

fn name_flaw(name: &str) -> Option<FrozenFlaw> {
    let length = name.chars().count();
    (!(1..=NAME_MAX).contains(&length)).then_some(FrozenFlaw::NameLength(length))
}
