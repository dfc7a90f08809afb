use crate::text::{is_blank, text_key};

/// The most characters a person's name may have.
pub const NAME_MAX: usize = 200;

/// Why a text cannot be a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing that can be seen is left after trimming.
    #[error("a name is required")]
    Empty,
    /// More than [`NAME_MAX`] characters.
    #[error("the name has {0} characters; the limit is 200")]
    TooLong(usize),
    /// A control character stands in it.
    #[error("the name contains the control character U+{:04X}", u32::from(*.0))]
    Control(char),
}

/// The name as it is kept: trimmed, 1 to 200 characters, without control characters.
///
/// # Errors
/// Where the text cannot be a name.
pub(crate) fn checked_name(text: &str) -> Result<String, NameError> {
    let name = text.trim();
    let length = name.chars().count();
    match name.chars().find(|c| c.is_control()) {
        _ if is_blank(name) || text_key(name).is_empty() => Err(NameError::Empty),
        _ if length > NAME_MAX => Err(NameError::TooLong(length)),
        Some(control) => Err(NameError::Control(control)),
        None => Ok(name.to_owned()),
    }
}

/// The key that all spellings of the name of a person share.
pub fn person_key(name: &str) -> String {
    text_key(name)
}
