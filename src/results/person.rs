use crate::text::{is_blank, text_key};

/// The maximum length of a person's name.
pub const NAME_MAX: usize = 200;

/// Why a text is not a valid name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// No visible character remains after trimming.
    #[error("a name is required")]
    Empty,
    #[error("the name has {0} characters; the limit is 200")]
    TooLong(usize),
    #[error("the name contains the control character U+{:04X}", u32::from(*.0))]
    Control(char),
}

/// Trims a name and checks it: 1 to 200 characters, without control characters.
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

/// Returns the key that all spellings of a name share.
pub fn person_key(name: &str) -> String {
    text_key(name)
}
