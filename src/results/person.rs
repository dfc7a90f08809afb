use crate::assessment::is_blank;
use unicode_normalization::UnicodeNormalization as _;

/// The most characters a person's name may have.
pub const NAME_MAX: usize = 200;

/// Why a text cannot be a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing that can be seen is left after trimming.
    #[error("a name is needed")]
    Empty,
    /// More than [`NAME_MAX`] characters.
    #[error("the name has {0} characters, 200 are allowed")]
    TooLong(usize),
    /// A control character stands in it.
    #[error("the name contains the control character U+{:04X}", u32::from(*.0))]
    Control(char),
}

/// The name as it is kept: trimmed, 1 to 200 characters, without control characters.
///
/// # Errors
/// Where the text cannot be a name.
pub fn checked_name(text: &str) -> Result<String, NameError> {
    let name = text.trim();
    let length = name.chars().count();
    match name.chars().find(|c| c.is_control()) {
        _ if is_blank(name) => Err(NameError::Empty),
        _ if length > NAME_MAX => Err(NameError::TooLong(length)),
        Some(control) => Err(NameError::Control(control)),
        None => Ok(name.to_owned()),
    }
}

/// What two spellings of one person's name share: NFC, without regard to case.
pub fn person_key(name: &str) -> String {
    let name = name.trim();
    // Most names, and for them the rest would change no more than this.
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    name.nfc().flat_map(char::to_lowercase).nfc().collect()
}
