use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

/// The maximum length of a slug or a key.
pub(super) const SLUG_MAX: usize = 64;

/// Whether a text is a valid slug: `[a-z0-9-]{1,64}`.
pub fn is_slug(text: &str) -> bool {
    fits(text, |c| c == '-')
}

/// Whether a text is a valid key: `[a-z0-9_-]{1,64}`.
pub fn is_key(text: &str) -> bool {
    fits(text, |c| c == '-' || c == '_')
}

/// Converts a text to a valid slug: "Läufer Club" becomes `laufer-club`. `None` if no character
/// remains.
pub(crate) fn fixed_slug(text: &str) -> Option<String> {
    fixed(text, |_| false)
}

/// Converts a text to a valid key.
pub(super) fn fixed_key(text: &str) -> Option<String> {
    fixed(text, |c| c == '_')
}

/// Returns a slug that can be part of a file name. A slug in the record of another login can be
/// anything, such as a path.
pub(crate) fn slug_in_path(slug: &str) -> Cow<'_, str> {
    if is_slug(slug) {
        return slug.into();
    }
    fixed_slug(slug).map_or("assessment".into(), Cow::Owned)
}

fn fits(text: &str, joins: impl Fn(char) -> bool) -> bool {
    (1..=SLUG_MAX).contains(&text.len())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || joins(c))
}

fn fixed(text: &str, joins: impl Fn(char) -> bool) -> Option<String> {
    let mut slug = String::new();
    for c in text.nfkd().take(4 * SLUG_MAX).flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() || joins(c) {
            slug.push(c);
        } else if !unicode_normalization::char::is_combining_mark(c)
            && c != '\''
            && !slug.is_empty()
            && !slug.ends_with('-')
        {
            slug.push('-');
        }
    }
    slug.truncate(SLUG_MAX);
    let slug = slug.trim_end_matches('-');
    (!slug.is_empty()).then(|| slug.to_owned())
}
