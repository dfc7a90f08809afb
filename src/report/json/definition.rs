use super::{Flaw, JsonError};
use crate::assessment::{Assessment, Category, Rating, is_key, is_slug};

/// The most categories that an assessment has.
const CATEGORIES_MAX: usize = 1_000;
/// The most characters of a name or a label.
const NAME_MAX: usize = 200;

/// The frozen assessment, under the slug that stands beside it. What the program relies on is
/// checked; what a text may say is not: an old result keeps its wording, whatever it is.
pub(super) fn definition(
    mut assessment: Assessment,
    slug: &str,
    version: &str,
) -> Result<Assessment, JsonError> {
    let at = |field: &str, flaw| Err(JsonError::at(field, None, flaw));
    if !is_slug(slug) {
        return at("assessment", Flaw::Slug(slug.to_owned()));
    }
    if version != assessment.version {
        let (found, expected) = (version.to_owned(), assessment.version);
        return at("assessment_version", Flaw::Version { found, expected });
    }
    if let Some(flaw) = flaw(&assessment) {
        return at("definition", flaw);
    }
    slug.clone_into(&mut assessment.slug);
    Ok(assessment)
}

fn flaw(assessment: &Assessment) -> Option<Flaw> {
    let count = assessment.categories.len();
    if count > CATEGORIES_MAX {
        return Some(Flaw::Categories(count));
    }
    let mut categories = assessment.categories.iter().enumerate();
    name_flaw(&assessment.name)
        .or_else(|| ladder_flaw(&assessment.ratings).filter(|_| !assessment.ratings.is_empty()))
        .or_else(|| {
            categories.find_map(|(index, category)| category_flaw(assessment, index, category))
        })
}

fn category_flaw(assessment: &Assessment, index: usize, category: &Category) -> Option<Flaw> {
    let key = &category.key;
    let ladder = assessment.ladder(index);
    let (found, ratings) = (category.levels.len(), ladder.len());
    if !is_key(key) {
        return Some(Flaw::Key(key.clone()));
    }
    if assessment.position(key) != Some(index) {
        return Some(Flaw::TwiceDefined(key.clone()));
    }
    if found != 0 && found != ratings {
        let key = key.clone();
        return Some(Flaw::Levels {
            key,
            found,
            ratings,
        });
    }
    name_flaw(&category.name).or_else(|| ladder_flaw(ladder))
}

fn ladder_flaw(ladder: &[Rating]) -> Option<Flaw> {
    if !(2..=9).contains(&ladder.len()) {
        return Some(Flaw::Ladder(ladder.len()));
    }
    let twice = |index: usize, rating: &Rating| {
        let same = ladder[..index]
            .iter()
            .any(|other| other.name == rating.name);
        same.then(|| Flaw::SameLabel(rating.name.clone()))
    };
    ladder
        .iter()
        .enumerate()
        .find_map(|(index, rating)| name_flaw(&rating.name).or_else(|| twice(index, rating)))
}

fn name_flaw(name: &str) -> Option<Flaw> {
    let length = name.chars().count();
    (!(1..=NAME_MAX).contains(&length)).then_some(Flaw::NameLength(length))
}
