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
    #[error("there is nothing in it")]
    Nothing,
    /// JSON, but no object; what it is instead.
    #[error("a JSON object is expected, this is {0}")]
    NoObject(&'static str),
    /// A later version of the format, which this program cannot know.
    #[error("schema_version is {version}, and this levelup reads 1; a newer one is needed")]
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
    #[error("'{0}' is not an id")]
    Id(String),
    /// Not a time in RFC 3339.
    #[error("'{0}' is not a time like 2026-11-22T10:00:00.000Z")]
    Time(String),
    /// Not a person's name.
    #[error("{0}")]
    Name(#[from] NameError),
    /// Not the slug of an assessment.
    #[error("'{0}' is not a slug: lower case letters, digits and hyphens, at most 64")]
    Slug(String),
    /// Not what the definition says.
    #[error("'{found}' is not the definition's '{expected}'")]
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
    #[error("this key is answered twice")]
    Twice,
    /// Not a level of the category.
    #[error("{level} is not a level from 1 to {top}")]
    Level {
        /// What stands there.
        level: i64,
        /// The highest level.
        top: u8,
    },
    /// Less is wanted than there is.
    #[error("{desired} is below the current level {current}")]
    Below {
        /// The level wanted.
        desired: u8,
        /// The level reached.
        current: u8,
    },
    /// A wish without a level.
    #[error("there is no current level beside it")]
    NoCurrent,
    /// More than the characters that a note may have.
    #[error("the note has {0} characters, 10,000 are allowed")]
    LongNote(usize),
    /// The wording is invalid.
    #[error(transparent)]
    Definition(#[from] FrozenFlaw),
    /// A version of the format that there never was.
    #[error("there is no version {0}")]
    Schema(u64),
    /// A level that is no number.
    #[error("a level is a number, such as 2")]
    NoLevel,
    /// Neither an answer nor a number.
    #[error("an answer is a text or a number, such as \"2+\" or 2")]
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
            "the text breaks off here".to_owned()
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
        Some(("string", text)) => format!("the text {text}"),
        Some(("integer" | "floating", number)) => {
            format!("the number {}", number.trim_start_matches("point "))
        }
        Some(("boolean", value)) => value.to_owned(),
        _ => found
            .replace("sequence", "a list")
            .replace("map", "an object"),
    };
    let expected = match expected {
        "a string" => "a text",
        "a sequence" => "a list",
        "u64" | "i64" | "u8" => "a whole number",
        other if other.starts_with("struct") => "an object",
        other => other,
    };
    format!("{expected} is expected, this is {}", found.replace('`', ""))
}
