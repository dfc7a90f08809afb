use unicase::UniCase;
use unicode_normalization::UnicodeNormalization as _;

use super::is_default_ignorable;

/// The zero-width joiner.
const JOINER: char = '\u{200D}';

/// What texts have in common that look the same to people: NFC, full case folding, without
/// invisible characters, trimmed, and with white space as one space.
///
/// Two names are one person, and two labels one level, if their keys are equal. Stores index by
/// this key: a change of it needs a migration.
pub fn text_key(text: &str) -> String {
    // Most texts are ASCII; for them the rest would change no more than this.
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

/// The text with its white space as one space, and none at its ends.
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

/// Whether a joiner after this character can be seen: it joins emoji, and consonants after the
/// sign that takes their vowel away.
fn is_joined(c: char) -> bool {
    !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace()
}
