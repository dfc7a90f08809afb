use crate::assessment::FrozenFlaw;
use crate::results::NameError;

/// Why a text is not a result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// It is no JSON, or its fields are not those of a result.
    #[error("line {line}, column {column}: {message}")]
    Syntax {
        /// Counted from 1.
        line: usize,
        /// Counted from 1; 0 where a whole line is meant.
        column: usize,
        /// What was expected.
        message: String,
    },
    /// Nothing but spaces.
    #[error("the input is empty")]
    Nothing,
    /// JSON, but no object; what it is instead.
    #[error("expected a JSON object, found {0}")]
    NoObject(&'static str),
    /// A later version of the format, which this program cannot know.
    #[error(
        "schema_version {version} is not supported: this version of levelup reads 1; use a \
    newer version"
    )]
    Later {
        /// The version that was found.
        version: u64,
    },
    /// A field whose value cannot be.
    #[error("{field}: {flaw}")]
    Invalid {
        /// Where: the field and, where there is one, the key, "current.jumping".
        field: String,
        /// What is wrong with it.
        flaw: FieldError,
    },
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    /// Not a UUID.
    #[error("invalid ID '{0}'")]
    Id(String),
    /// Not a time in RFC 3339.
    #[error("invalid time '{0}'; expected a time like 2026-11-22T10:00:00.000Z")]
    Time(String),
    /// Not a person's name.
    #[error("{0}")]
    Name(#[from] NameError),
    /// Not the slug of an assessment.
    #[error("invalid slug '{0}': use 1 to 64 lowercase letters, digits, and hyphens")]
    Slug(String),
    /// Not what the definition says.
    #[error("'{found}' does not match '{expected}' in the definition")]
    Version {
        /// What stands in the field.
        found: String,
        /// What stands in the definition.
        expected: String,
    },
    /// The definition has no such category.
    #[error("the definition has no category with this key")]
    UnknownKey,
    /// The same key twice, in one list or in two.
    #[error("duplicate answer for this key")]
    Twice,
    /// Not a level of the category.
    #[error("{level} is not a level between 1 and {top}")]
    Level {
        /// What stands there.
        level: i64,
        /// The highest level.
        top: u8,
    },
    /// Less is wanted than there is.
    #[error("desired level {desired} is below the current level {current}")]
    Below {
        /// The level wanted.
        desired: u8,
        /// The level reached.
        current: u8,
    },
    /// A wish without a level.
    #[error("a desired level needs a current level")]
    NoCurrent,
    /// More than the characters that a note may have.
    #[error("the note has {0} characters; the limit is 10,000")]
    LongNote(usize),
    /// The wording is invalid.
    #[error(transparent)]
    Definition(#[from] FrozenFlaw),
    /// A version of the format that there never was.
    #[error("unknown version {0}")]
    Schema(u64),
    /// A level that is no number.
    #[error("a level must be a number, such as 2")]
    NoLevel,
    /// Neither an answer nor a number.
    #[error("an answer must be a string or a number, such as \"2+\" or 2")]
    NoAnswer,
}

impl JsonError {
    /// An error at a field, or at a key in it.
    pub(crate) fn at(field: &str, key: Option<&str>, flaw: FieldError) -> Self {
        let field = key.map_or_else(|| field.to_owned(), |key| format!("{field}.{key}"));
        Self::Invalid { field, flaw }
    }
}

impl JsonError {
    /// The same error in a text that begins further down: at this line and column of a larger one.
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
        // The parser counts columns from 0 where a line has only begun.
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

/// "invalid type: sequence, expected a string" in words for people.
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
