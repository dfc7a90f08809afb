use super::line_error::LineError;
use super::request::LineRequest;
use crate::assessment::Category;
use crate::state::screens::TakeScreen;
use crate::text::{nearest, text_key};

/// How many names are told where several categories may be meant.
const TOLD: usize = 5;

/// The category that is called so: by its name or key, its number, the beginning of its name, or
/// a part of it that only one has.
pub(crate) fn go_to(text: &str, take: &TakeScreen) -> Result<LineRequest, LineError> {
    let categories = &take.assessment.categories;
    let wanted = text_key(text);
    let name = |category: &Category| text_key(&category.name);
    let exact = |category: &Category| name(category) == wanted || category.key == wanted;
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
    let beginning = some(&|category| name(category).starts_with(&wanted));
    let found = if beginning.is_empty() {
        some(&|category| name(category).contains(&wanted))
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

/// The next category, round the end, that has the text in its name, key or group.
pub(crate) fn find(text: &str, take: &TakeScreen) -> Result<LineRequest, LineError> {
    let wanted = text_key(text);
    let count = take.assessment.categories.len();
    let fits = |at: &usize| take.category_matches(*at, &wanted);
    let after = (take.list.at + 1..=take.list.at + count).map(|at| at % count);
    let of = (0..count).filter(fits).count();
    match { after }.find(fits) {
        Some(at) => Ok(LineRequest::Go { at, of }),
        None => Err(no_category(text, take)),
    }
}

fn no_category(text: &str, take: &TakeScreen) -> LineError {
    let names = take.assessment.categories.iter();
    let nearest = nearest(text, names.map(|category| category.name.as_str()));
    LineError::NoCategory {
        text: text.to_owned(),
        nearest: nearest.map(str::to_owned),
    }
}
