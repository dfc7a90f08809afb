/// The candidate closest to `wanted`, if it is close enough: one typing error per three characters,
/// at most three. Letter case and the difference between `-` and `_` are ignored.
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
    // No candidate is longer, and a long pasted text must not take a second.
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
