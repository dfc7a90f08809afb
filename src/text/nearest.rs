/// The candidate that `wanted` was most likely meant to be, where one is close enough.
///
/// Letter case and the choice between `-` and `_` count for nothing; one slip in three characters
/// is forgiven, at most three in all.
pub(crate) fn nearest<'a>(
    wanted: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let folded = fold(wanted);
    let allowed = (folded.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| (distance(&folded, &fold(candidate)), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn fold(text: &str) -> String {
    // No name that can be meant is longer; a pasted novel must not cost a second.
    text.chars()
        .take(256)
        .flat_map(char::to_lowercase)
        .map(|c| if c == '_' { '-' } else { c })
        .collect()
}

fn distance(left: &str, right: &str) -> usize {
    let (shorter, longer) = (left.len().min(right.len()), left.len().max(right.len()));
    if longer - shorter > 12 {
        return usize::MAX;
    }
    strsim::damerau_levenshtein(left, right)
}
