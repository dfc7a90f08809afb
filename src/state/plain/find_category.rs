use super::line_error::LineError;
use super::request::LineRequest;
use crate::assessment::Category;
use crate::state::screens::TakeScreen;
use crate::text::{nearest, text_key};

/// Maximum number of names listed if several categories match.
const TOLD: usize = 5;

/// Returns a request to go to the category with this name, key, or number. If none matches, tries
/// the beginning of the name, then any part of it.
///
/// # Errors
/// [`LineError::Ambiguous`] if several names match, [`LineError::NoCategory`] if none does.
pub(crate) fn go_to(text: &str, take: &TakeScreen) -> Result<LineRequest, LineError> {
    let categories = &take.assessment.categories;
    let key_text = text_key(text);
    let name = |category: &Category| text_key(&category.name);
    let exact = |category: &Category| name(category) == key_text || category.key == key_text;
    if let Some(at) = categories.iter().position(exact) {
        return Ok(LineRequest::Go { at, of: 1 });
    }
    let number = text.parse::<usize>().ok();
    if let Some(at) = number.and_then(|number| number.checked_sub(1))
        && at < categories.len()
    {
        return Ok(LineRequest::Go { at, of: 1 });
    }
    let some = |fits: &dyn Fn(&Category) -> bool| -> Vec<usize> {
        let all = categories.iter().enumerate();
        all.filter(|(_, category)| fits(category))
            .map(|(at, _)| at)
            .collect()
    };
    let beginning = some(&|category| name(category).starts_with(&key_text));
    let found = if beginning.is_empty() {
        some(&|category| name(category).contains(&key_text))
    } else {
        beginning
    };
    match found[..] {
        [at] => Ok(LineRequest::Go { at, of: 1 }),
        [] => Err(no_category(text, take)),
        _ => Err(LineError::Ambiguous {
            text: text.to_owned(),
            names: found
                .iter()
                .take(TOLD)
                .map(|at| categories[*at].name.clone())
                .collect(),
        }),
    }
}

/// Returns a request to go to the next category with the text in its name, key, or group. Continues
/// at the first category after the last one.
///
/// # Errors
/// [`LineError::NoCategory`] if no category matches.
pub(crate) fn find(text: &str, take: &TakeScreen) -> Result<LineRequest, LineError> {
    let key_text = text_key(text);
    let count = take.assessment.categories.len();
    let fits = |at: &usize| take.category_matches(*at, &key_text);
    let after = (take.list.at + 1..=take.list.at + count).map(|at| at % count);
    let of = (0..count).filter(fits).count();
    match { after }.find(fits) {
        Some(at) => Ok(LineRequest::Go { at, of }),
        None => Err(no_category(text, take)),
    }
}

/// Returns the error for a text that matches no category, with the most similar name.
fn no_category(text: &str, take: &TakeScreen) -> LineError {
    let names = take.assessment.categories.iter();
    let nearest = nearest(text, names.map(|category| category.name.as_str()));
    LineError::NoCategory {
        text: text.to_owned(),
        nearest: nearest.map(str::to_owned),
    }
}
