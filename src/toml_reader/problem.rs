use std::path::PathBuf;

use super::config_problem::ConfigProblem;

/// A problem in an assessment or configuration file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The file cannot be read, with the message of the operating system.
    Unreadable(String),
    /// A directory instead of a file of this kind.
    Folder(TableKind),
    /// The file has more than 1 MiB.
    TooLarge,
    /// The file is not UTF-8 from the span on. `true` if it looks like UTF-16.
    NotUtf8(bool),
    /// The text is not TOML, with the message of the parser.
    Syntax(String),
    /// Two keys of a table are the same.
    RepeatedKey(String),
    /// A key that this table does not have.
    UnknownKey {
        key: String,
        table: TableKind,
        /// The most similar key.
        nearest: Option<&'static str>,
        /// Whether it is a top-level key below the first category.
        of_the_top: bool,
        /// The valid keys.
        known: &'static [&'static str],
    },
    MissingKey {
        key: &'static str,
        table: TableKind,
    },
    /// A value of another type than expected.
    WrongType {
        expected: Expected,
        found: TomlType,
    },
    /// A value that is not one of the allowed ones.
    NotOneOf {
        found: String,
        choices: &'static [&'static str],
        /// The most similar value.
        nearest: Option<&'static str>,
    },
    /// An empty path.
    EmptyPath,
    /// A text that is empty after trimming.
    Empty(FieldName),
    /// A text has more than 200 characters.
    TooLong {
        field: FieldName,
        length: usize,
    },
    /// A control character that is not allowed.
    ControlCharacter(FieldName, char),
    /// A character that changes the text direction.
    BidiCharacter(FieldName, char),
    /// A slug with invalid characters or an invalid length.
    BadSlug {
        fixed: Option<String>,
        length: usize,
    },
    /// No slug is given, and the file name is not a valid one.
    StemIsNoSlug {
        stem: String,
        fixed: Option<String>,
    },
    /// A key with invalid characters or an invalid length.
    BadKey {
        fixed: Option<String>,
        length: usize,
    },
    /// Two categories have this key.
    SameKey(String),
    /// Two categories have this name, by [`text_key`](crate::text::text_key()).
    SameName(String),
    /// Two ratings of one ladder have this label.
    SameLabel(String),
    /// Two ratings of one ladder differ only in letter case, white space, or invisible characters.
    SimilarLabel {
        label: String,
        /// The earlier label.
        first: String,
    },
    /// A label that is the keyword of an answer without a level.
    KeywordLabel(String),
    /// Another file in the directory has the same slug.
    SameSlug {
        slug: String,
        other: PathBuf,
    },
    /// A label is a number, but not its own position.
    MisplacedNumber {
        label: String,
        /// The position on the ladder, from 1.
        position: usize,
    },
    /// A ladder with one rating, or more than nine.
    RatingCount(usize),
    /// More than 1,000 categories.
    CategoryCount(usize),
    /// A short form that is not a pair of name and key.
    NoPair(usize),
    /// The numbers of level texts and ratings differ.
    LevelCount {
        /// The number of level texts.
        found: usize,
        /// The number of ratings.
        expected: usize,
        /// Whether the category has its own ladder.
        own: bool,
    },
    /// A former key that is still in use.
    FormerlyInUse(String),
    /// A former key that is listed twice.
    FormerlyTwice(String),
    /// A problem that only a configuration can have.
    Config(ConfigProblem),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// The top level of an assessment.
    Assessment,
    Category,
    Rating,
    /// The top level of the configuration file.
    Config,
    Theme,
    /// The style of a role.
    Look,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldName {
    Slug,
    /// The name of an assessment or a category.
    Name,
    Version,
    Description,
    Source,
    Key,
    Group,
    Level,
    Label,
    Formerly,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TomlType {
    /// `"text"`
    String,
    /// `1`
    Integer,
    /// `1.5`
    Float,
    /// `true`
    Boolean,
    /// `2026-11-22`
    Datetime,
    /// `[…]`
    Array,
    /// `{…}` or `[…]`
    Table,
}

/// The expected type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    String,
    /// `true` or `false`.
    Boolean,
    Strings,
    StringOrStrings,
    Ratings,
    /// A rating: a string, or a table with a name.
    Rating,
    Categories,
    /// A category: a table, or a pair of name and key.
    Category,
    Table,
    Themes,
    /// A theme: a table of roles.
    Theme,
    /// A style: a color, or a table.
    Look,
    Color,
}
