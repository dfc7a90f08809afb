use unicase::UniCase;
use unicode_normalization::UnicodeNormalization as _;

use super::visible::is_default_ignorable;

/// The zero-width joiner.
const JOINER: char = '\u{200D}';

/// The key under which texts that look the same are equal: in NFC, with full case folding, without
/// invisible characters, trimmed, and with all white space as single spaces.
///
/// Two names are the same person, and two labels the same level, if their keys are equal. Stores
/// index by this key, so changing it needs a migration.
pub fn text_key(text: &str) -> String {
    // For ASCII, the most common case, this has the same result as the rest.
    if text.is_ascii() {
        return spaced(&text.to_ascii_lowercase());
    }
    let mut before = None;
    let seen = text.nfc().filter(|c| {
        let shows = !is_default_ignorable(*c) || *c == JOINER && before.is_some_and(is_joined);
        before = if shows { Some(*c) } else { before };
        shows
    });
    let folded = UniCase::unicode(seen.nfd().collect::<String>()).to_folded_case();
    spaced(&folded.nfc().collect::<String>())
}

/// Trims a text and replaces its white space with single spaces.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}

/// Whether a joiner after this character has a visible effect: after an emoji, or after a virama.
fn is_joined(c: char) -> bool {
    !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace()
}
