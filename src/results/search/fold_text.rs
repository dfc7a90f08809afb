use nucleo_matcher::chars::normalize;
use unicase::UniCase;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::text::is_default_ignorable;

/// Adds `text` to `folded` in the form for comparisons: with folded case, and without accents and
/// invisible characters.
pub(crate) fn fold_text(text: &str, folded: &mut String) {
    if text.is_ascii() {
        let from = folded.len();
        folded.push_str(text);
        folded[from..].make_ascii_lowercase();
        return;
    }
    let letters = text.nfkd();
    let letters: String = letters
        .filter(|c| !is_combining_mark(*c) && !is_default_ignorable(*c))
        .collect();
    let letters = UniCase::unicode(letters).to_folded_case();
    folded.extend(letters.chars().map(normalize));
}
