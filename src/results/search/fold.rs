use nucleo_matcher::chars::{normalize, to_lower_case};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Adds `text` to `folded` in the form in which texts are compared: small letters, without
/// accents.
pub(super) fn fold(text: &str, folded: &mut String) {
    if text.is_ascii() {
        let from = folded.len();
        folded.push_str(text);
        folded[from..].make_ascii_lowercase();
        return;
    }
    let letters = text.nfkd().filter(|c| !is_combining_mark(*c));
    folded.extend(letters.map(|c| to_lower_case(normalize(c))));
}
