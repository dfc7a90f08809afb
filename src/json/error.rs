use crate::assessment::WordingError;
use crate::results::NameError;

/// Why a text is not a valid result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// Invalid JSON, or not the fields of a result.
    #[error("line {line}, column {column}: {message}")]
    Syntax {
        /// Counted from 1.
        line: usize,
        /// Counted from 1; 0 for the entire line.
        column: usize,
        message: String,
    },
    #[error("the input is empty")]
    Nothing,
    /// JSON of this type instead of an object.
    #[error("expected a JSON object, found {0}")]
    NoObject(&'static str),
    /// A later version of the format.
    #[error(
        "schema_version {version} is not supported: this version of levelup reads 1; use a newer \
        version"
    )]
    Later { version: u64 },
    /// A field with an invalid value.
    #[error("{field}: {flaw}")]
    Invalid {
        /// The field, with the key if there is one, such as "current.jumping".
        field: String,
        flaw: FieldError,
    },
}

/// Why a field is invalid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    #[error("invalid ID '{0}'")]
    Id(String),
    #[error("invalid time '{0}'; expected a time like 2026-11-22T10:00:00.000Z")]
    Time(String),
    #[error("{0}")]
    Name(#[from] NameError),
    #[error("invalid slug '{0}': use 1 to 64 lowercase letters, digits, and hyphens")]
    Slug(String),
    /// Not the version of the definition.
    #[error("'{found}' does not match '{expected}' in the definition")]
    Version { found: String, expected: String },
    #[error("the definition has no category with this key")]
    UnknownKey,
    /// A key that occurs twice, in one list or in two.
    #[error("duplicate answer for this key")]
    Twice,
    #[error("{level} is not a level between 1 and {top}")]
    Level { level: i64, top: u8 },
    /// The goal is below the current level.
    #[error("goal {desired} is below the current level {current}")]
    Below { desired: u8, current: u8 },
    /// A goal without a level.
    #[error("a desired level needs a current level")]
    NoCurrent,
    #[error("the note has {0} characters; the limit is 10,000")]
    LongNote(usize),
    #[error(transparent)]
    Definition(#[from] WordingError),
    /// An unknown version of the format.
    #[error("unknown version {0}")]
    Schema(u64),
    #[error("a level must be a number, such as 2")]
    NoLevel,
    #[error("an answer must be a string or a number, such as \"2+\" or 2")]
    NoAnswer,
}

impl JsonError {
    /// Creates an error at a field, or at a key in it.
    pub(crate) fn at(field: &str, key: Option<&str>, flaw: FieldError) -> Self {
        let field = key.map_or_else(|| field.to_owned(), |key| format!("{field}.{key}"));
        Self::Invalid { field, flaw }
    }
}

impl JsonError {
    /// Moves an error to the line and column where its text begins in a larger one.
    #[must_use]
    pub(crate) fn moved(self, to_line: usize, to_column: usize) -> Self {
        let Self::Syntax {
            line,
            column,
            message,
        } = self
        else {
            return self;
        };
        let column = if line <= 1 {
            column.saturating_add(to_column).saturating_sub(1)
        } else {
            column
        };
        let line = line.saturating_add(to_line).saturating_sub(1);
        Self::Syntax {
            line,
            column,
            message,
        }
    }
}

impl From<serde_json::Error> for JsonError {
    fn from(error: serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        let place = format!(" at line {line} column {column}");
        // The parser counts columns from 0 at the start of a line.
        let column = column.max(1);
        let message = if error.is_eof() {
            "unexpected end of input".to_owned()
        } else {
            plain(&error.to_string().replace(&place, ""))
        };
        Self::Syntax {
            line,
            column,
            message,
        }
    }
}

/// Rewords "invalid type: sequence, expected a string" for users.
fn plain(message: &str) -> String {
    let Some(rest) = message.strip_prefix("invalid type: ") else {
        return message.to_owned();
    };
    let Some((found, expected)) = rest.rsplit_once(", expected ") else {
        return message.to_owned();
    };
    let found = match found.split_once(' ') {
        Some(("string", text)) => format!("the string {text}"),
        Some(("integer" | "floating", number)) => {
            format!("the number {}", number.trim_start_matches("point "))
        }
        Some(("boolean", value)) => value.to_owned(),
        _ => found
            .replace("sequence", "an array")
            .replace("map", "an object"),
    };
    let expected = match expected {
        "a string" => "a string",
        "a sequence" => "an array",
        "u64" | "i64" | "u8" => "a whole number",
        other if other.starts_with("struct") => "an object",
        other => other,
    };
    format!("expected {expected}, found {}", found.replace('`', ""))
}
