use std::path::PathBuf;

use super::config_problem::ConfigProblem;

/// What is the matter with a file, or a place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The file cannot be read; what the system said.
    Unreadable(String),
    /// It is no file but a folder; whose file it should be.
    Folder(TableKind),
    /// The file has more than 1 MiB.
    TooLarge,
    /// The file is not UTF-8, from the span on. Whether it looks like UTF-16.
    NotUtf8(bool),
    /// The text is not TOML; what the parser said.
    Syntax(String),
    /// A key stands twice in one table.
    RepeatedKey(String),
    /// A key that this table does not have.
    UnknownKey {
        /// The key as written.
        key: String,
        /// Where it stands.
        table: TableKind,
        /// The key that was most likely meant.
        nearest: Option<&'static str>,
        /// Whether it is a key of the file's top that stands below the first category.
        of_the_top: bool,
        /// The keys that would be right.
        known: &'static [&'static str],
    },
    /// A required key is missing.
    MissingKey {
        /// The key.
        key: &'static str,
        /// Where it belongs.
        table: TableKind,
    },
    /// A value of another type than expected.
    WrongType {
        /// What would be right.
        expected: Expected,
        /// What stands there.
        found: TomlType,
    },
    /// A value that is none of the possible ones.
    NotOneOf {
        /// What stands there.
        found: String,
        /// What would be right.
        choices: &'static [&'static str],
        /// What was most likely meant.
        nearest: Option<&'static str>,
    },
    /// A path that has no characters.
    EmptyPath,
    /// Nothing is left of a text after trimming.
    Empty(FieldName),
    /// A text has more than 200 characters.
    TooLong {
        /// What the text is.
        field: FieldName,
        /// How many characters it has.
        length: usize,
    },
    /// A control character where none may be.
    ControlCharacter(FieldName, char),
    /// A character that turns the direction of text.
    BidiCharacter(FieldName, char),
    /// A slug with characters, or a length, that slugs do not have.
    BadSlug {
        /// What would be right.
        fixed: Option<String>,
        /// How many characters it has.
        length: usize,
    },
    /// No slug is given, and the file's stem is none.
    StemIsNoSlug {
        /// The stem.
        stem: String,
        /// What would be right.
        fixed: Option<String>,
    },
    /// A category's key with characters, or a length, that keys do not have.
    BadKey {
        /// What would be right.
        fixed: Option<String>,
        /// How many characters it has.
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
        /// The label.
        label: String,
        /// The one that stands before it.
        first: String,
    },
    /// A label reads as a keyword for an answer that is no level.
    KeywordLabel(String),
    /// Another file of the folder has the same slug.
    SameSlug {
        /// The slug of both.
        slug: String,
        /// The other file.
        other: PathBuf,
    },
    /// A label is a number, but not its own position.
    MisplacedNumber {
        /// The label.
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
    /// Not one text a rating.
    LevelCount {
        /// The number of level texts.
        found: usize,
        /// The number of ratings.
        expected: usize,
        /// Whether those are the category's own.
        own: bool,
    },
    /// A former key that a category has today.
    FormerlyInUse(String),
    /// A former key that is named twice.
    FormerlyTwice(String),
    /// A problem that only a configuration can have.
    Config(ConfigProblem),
}

/// A table of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// The top of an assessment's file.
    Assessment,
    /// A category.
    Category,
    /// A rating.
    Rating,
    /// The top of the configuration.
    Config,
    /// A theme.
    Theme,
    /// The look of a role.
    Look,
}

/// A text of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldName {
    /// An assessment's slug.
    Slug,
    /// The name of an assessment or a category.
    Name,
    /// A version.
    Version,
    /// A description.
    Description,
    /// A source.
    Source,
    /// A category's key.
    Key,
    /// A category's group.
    Group,
    /// The text of a level.
    Level,
    /// A rating's label.
    Label,
    /// A former key.
    Formerly,
}

/// A type of TOML.
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

/// What a place of a file wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A string.
    String,
    /// `true` or `false`.
    Boolean,
    /// A list of strings.
    Strings,
    /// A string or a list of strings.
    StringOrStrings,
    /// A list of ratings.
    Ratings,
    /// A rating: a string, or a table with a name.
    Rating,
    /// A list of categories.
    Categories,
    /// A category: a table, or a pair of name and key.
    Category,
    /// A table of settings.
    Table,
    /// A table of themes.
    Themes,
    /// A theme: a table of roles.
    Theme,
    /// A look: a colour, or a table.
    Look,
    /// A colour.
    Colour,
}
