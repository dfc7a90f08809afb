use std::str::FromStr;

use uuid::Uuid;

/// How a person names a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdRef {
    /// By its whole id.
    Full(Uuid),
    /// By the end of its id: hexadecimal digits in lower case, no hyphens.
    Ending(String),
    /// By its place: the newest, or so many before it.
    Newest(u64),
}

/// Why a text cannot name a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdRefError {
    /// Fewer than [`ID_END_MIN`] characters of the end of an id.
    TooShort,
    /// Not an id, nor the end of one, nor `@` or `@~N`.
    Malformed,
}

/// The least characters of the end of an id.
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

/// What stands behind `@`: nothing, or `~` and a number.
fn newest(place: &str) -> Result<IdRef, IdRefError> {
    if place.is_empty() {
        return Ok(IdRef::Newest(0));
    }
    let number = place.strip_prefix('~');
    let digits = number.filter(|number| !number.is_empty());
    let digits = digits.filter(|number| number.bytes().all(|c| c.is_ascii_digit()));
    // No store holds so many that a number could be too long to be counted.
    let back = digits.map(|number| number.parse().unwrap_or(u64::MAX));
    back.map(IdRef::Newest).ok_or(IdRefError::Malformed)
}
