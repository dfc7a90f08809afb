use std::str::FromStr;

use uuid::Uuid;

/// A reference to a result, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdRef {
    /// A full ID.
    Full(Uuid),
    /// The end of an ID: lowercase hexadecimal digits without hyphens.
    Ending(String),
    /// The latest result, or the one this many results before it.
    Newest(u64),
}

/// Why a text is not a reference to a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdRefError {
    /// Fewer than [`ID_END_MIN`] characters of an ID.
    TooShort,
    /// Neither an ID, nor the end of one, nor `@` or `@~N`.
    Malformed,
}

/// The minimum length of the end of an ID.
pub(crate) const ID_END_MIN: usize = 4;
const DIGITS: usize = 32;

impl FromStr for IdRef {
    type Err = IdRefError;

    fn from_str(text: &str) -> Result<Self, IdRefError> {
        let text = text.trim();
        if let Some(place) = text.strip_prefix('@') {
            return newest(place);
        }
        let digits: String = text.chars().filter(|c| *c != '-').collect();
        if digits.is_empty() || !digits.bytes().all(|c| c.is_ascii_hexdigit()) {
            return Err(IdRefError::Malformed);
        }
        match digits.len() {
            ..ID_END_MIN => Err(IdRefError::TooShort),
            DIGITS => Uuid::try_parse(&digits)
                .map(Self::Full)
                .map_err(|_| IdRefError::Malformed),
            ID_END_MIN..DIGITS => Ok(Self::Ending(digits.to_ascii_lowercase())),
            _ => Err(IdRefError::Malformed),
        }
    }
}

/// Reads the text after `@`: nothing, or `~` and a number.
fn newest(place: &str) -> Result<IdRef, IdRefError> {
    if place.is_empty() {
        return Ok(IdRef::Newest(0));
    }
    let number = place.strip_prefix('~');
    let digits = number.filter(|number| !number.is_empty());
    let digits = digits.filter(|number| number.bytes().all(|c| c.is_ascii_digit()));
    // No store has that many results, so the maximum is exact enough.
    let back = digits.map(|number| number.parse().unwrap_or(u64::MAX));
    back.map(IdRef::Newest).ok_or(IdRefError::Malformed)
}
