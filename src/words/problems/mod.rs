//! Messages about problems in assessment and configuration files.

mod key_bindings;
mod themes;
mod values;

use self::values::about_values;
use crate::text::visible;
use crate::toml_reader::{Diagnostic, FieldName, Problem, TableKind};

/// The texts of a diagnostic.
pub(crate) struct ProblemWords {
    pub title: String,
    /// Text under the underlined place.
    pub label: String,
    /// Text under the related place.
    pub also: Option<String>,
    /// How to fix it.
    pub help: Option<String>,
}

impl ProblemWords {
    pub(crate) fn new(title: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            label: label.into(),
            also: None,
            help: None,
        }
    }

    pub(crate) fn also(mut self, label: impl Into<String>) -> Self {
        self.also = Some(label.into());
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Describes a diagnostic of this text. Hidden characters are made visible.
pub(crate) fn words(text: &str, found: &Diagnostic) -> ProblemWords {
    let source = text.get(found.span.clone()).unwrap_or_default();
    let mut words = about_file(&found.problem)
        .or_else(|| about_keys(&found.problem))
        .or_else(|| about_texts(&found.problem))
        .or_else(|| about_labels(&found.problem))
        .unwrap_or_else(|| about_values(&found.problem, source));
    words.title = visible(&words.title).into_owned();
    words.label = visible(&words.label).into_owned();
    words.help = words.help.map(|help| visible(&help).into_owned());
    words
}

fn about_file(problem: &Problem) -> Option<ProblemWords> {
    Some(match problem {
        Problem::Unreadable(why) => ProblemWords::new(format!("cannot read the file: {why}"), ""),
        Problem::Folder(place) => {
            let words = ProblemWords::new("this is a directory, not a file", "");
            match place {
                TableKind::Config => words.help("specify the file: --config DIR/config.toml"),
                _ => words.help("specify the files in it: levelup check DIR/*.toml"),
            }
        }
        Problem::TooLarge => ProblemWords::new("the file is too large", "")
            .help("the limit is 1 MiB (1,048,576 bytes)"),
        Problem::NotUtf8(utf16) => {
            let help = if *utf16 {
                "this looks like UTF-16; save the file as UTF-8"
            } else {
                "save the file as UTF-8"
            };
            ProblemWords::new("the file is not UTF-8", "invalid UTF-8").help(help)
        }
        Problem::SameSlug { slug, other } => ProblemWords::new(
            format!("two files in this directory have the slug `{slug}`"),
            format!("also used by {}", other.display()),
        )
        .help("change one `slug`, or move one file to another directory"),
        Problem::StemIsNoSlug { stem, fixed } => {
            let fixed = fixed.as_deref().unwrap_or("my-assessment");
            ProblemWords::new(
                format!("the file has no `slug`, and its name `{stem}` is not a valid slug"),
                "missing `slug`",
            )
            .help(format!(
                "add slug = \"{fixed}\"; a slug has 1 to 64 characters: a-z, 0-9, and `-`"
            ))
        }
        _ => return None,
    })
}

fn about_keys(problem: &Problem) -> Option<ProblemWords> {
    Some(match problem {
        Problem::RepeatedKey(key) => {
            ProblemWords::new(format!("duplicate key `{key}`"), "second occurrence")
                .also("first occurrence")
                .help("remove one of them")
        }
        Problem::UnknownKey { .. } => unknown_key(problem)?,
        Problem::MissingKey { key, table } => missing_key(key, *table),
        Problem::BadSlug { fixed, length } => {
            bad_key("slug", "a-z, 0-9, and `-`", fixed.as_deref(), *length)
        }
        Problem::BadKey { fixed, length } => {
            bad_key("key", "a-z, 0-9, `-`, and `_`", fixed.as_deref(), *length)
        }
        Problem::SameKey(key) => ProblemWords::new(
            format!("two categories have the key `{key}`"),
            "second occurrence",
        )
        .also("first occurrence")
        .help("results are stored under the key, so each category needs its own"),
        Problem::SameName(name) => ProblemWords::new(
            format!("two categories have the name `{name}`"),
            "second occurrence",
        )
        .also("first occurrence")
        .help("lists would show them alike; use two different names"),
        Problem::FormerlyInUse(key) => ProblemWords::new(
            format!("`formerly` lists the key `{key}`, which is still in use"),
            "listed as a former key",
        )
        .also("used by this category")
        .help("list only keys that no category uses anymore"),
        Problem::FormerlyTwice(key) => {
            ProblemWords::new(format!("duplicate former key `{key}`"), "second occurrence")
                .also("first occurrence")
                .help("a former key can belong to only one category")
        }
        _ => return None,
    })
}

fn about_texts(problem: &Problem) -> Option<ProblemWords> {
    Some(match problem {
        Problem::Empty(field) => empty(*field),
        Problem::TooLong { field, length } => ProblemWords::new(
            format!("{} is too long", field_name(*field)),
            format!("{length} characters"),
        )
        .help("the limit is 200 characters"),
        Problem::ControlCharacter(field, c) => ProblemWords::new(
            format!("{} contains a control character", field_name(*field)),
            format!("{c} here"),
        )
        .help(match field {
            FieldName::Description | FieldName::Source | FieldName::Level => {
                "only newlines and tabs are allowed here, no other control characters"
            }
            _ => "use a single line without control characters",
        }),
        Problem::BidiCharacter(field, c) => ProblemWords::new(
            format!(
                "{} contains a character that changes text direction",
                field_name(*field)
            ),
            format!("{c} here"),
        )
        .help("it is shown as a placeholder; remove it"),
        _ => return None,
    })
}

fn about_labels(problem: &Problem) -> Option<ProblemWords> {
    Some(match problem {
        Problem::MisplacedNumber { label, position } => ProblemWords::new(
            format!("the label `{label}` is a number other than its position"),
            format!("rating number {position}"),
        )
        .help(format!(
            "as an answer, `{label}` means a level; write \"{position}\", or add a word"
        )),
        Problem::SameLabel(label) => ProblemWords::new(
            format!("two ratings of one ladder have the label `{label}`"),
            "second occurrence",
        )
        .also("first occurrence")
        .help("labels must be unique on a ladder"),
        Problem::SimilarLabel { label, first } => ProblemWords::new(
            format!("`{first}` and `{label}` {}", difference(first, label)),
            "second occurrence",
        )
        .also("first occurrence")
        .help("as an answer, only the exact label is accepted; use different words"),
        Problem::KeywordLabel(label) => ProblemWords::new(
            format!("the label `{label}` reads as an answer keyword"),
            "this is a level",
        )
        .help("use another word: unknown, n/a, and unanswered are answers without a level"),
        _ => return None,
    })
}

/// Describes how two labels with the same key differ.
fn difference(first: &str, label: &str) -> &'static str {
    if first.to_lowercase() == label.to_lowercase() {
        "differ only in letter case"
    } else {
        "look the same: they differ only in letter case, white space, or invisible characters"
    }
}

fn empty(field: FieldName) -> ProblemWords {
    let words = ProblemWords::new(format!("{} is empty", field_name(field)), "empty");
    words.help(match field {
        FieldName::Version | FieldName::Group | FieldName::Slug => {
            "add a value, or remove the line"
        }
        FieldName::Key | FieldName::Formerly => "use 1 to 64 characters: a-z, 0-9, `-`, and `_`",
        _ => "use 1 to 200 characters",
    })
}

fn unknown_key(problem: &Problem) -> Option<ProblemWords> {
    let Problem::UnknownKey {
        key,
        table,
        nearest,
        of_the_top,
        known,
    } = problem
    else {
        return None;
    };
    let owner = match table {
        TableKind::Assessment => "an assessment",
        TableKind::Category => "a category",
        TableKind::Rating => "a rating",
        TableKind::Config => "the configuration file",
        TableKind::Theme => "a theme",
        TableKind::Look => "the style of a role",
    };
    let words = ProblemWords::new(format!("unknown key `{key}` in {owner}"), "unknown key");
    Some(if *of_the_top {
        words.help(format!(
            "move `{key}` to the top of the file, above the first [[categories]]"
        ))
    } else if let Some(near) = nearest {
        words.help(format!("did you mean `{near}`?"))
    } else {
        words.help(format!("valid keys: {}", known.join(", ")))
    })
}

fn missing_key(key: &str, table: TableKind) -> ProblemWords {
    let owner = match table {
        TableKind::Assessment | TableKind::Config | TableKind::Theme | TableKind::Look => {
            "the file"
        }
        TableKind::Category => "the category",
        TableKind::Rating => "the rating",
    };
    let help = match (table, key) {
        (TableKind::Assessment, "name") => "add a line such as name = \"Running club\"",
        (TableKind::Assessment, "categories") => {
            "add [[categories]] with key and name, or categories = [] for now"
        }
        (_, "ratings") => {
            "add a line such as ratings = [\"Good\", \"Better\", \"Best\"], or give every category its own"
        }
        (_, "key") => "add a line such as key = \"jumping\"; results are stored under it",
        (TableKind::Rating, _) => "write { name = \"Good\", description = \"…\" }",
        _ => "add a line such as name = \"Jumping\"",
    };
    ProblemWords::new(
        format!("{owner} has no `{key}`"),
        format!("`{key}` is missing"),
    )
    .help(help)
}

fn bad_key(what: &str, characters: &str, fixed: Option<&str>, length: usize) -> ProblemWords {
    let label = if length > 64 {
        format!("{length} characters; the limit is 64")
    } else {
        format!("allowed characters: {characters}")
    };
    let words = ProblemWords::new(format!("invalid {what}"), label);
    match fixed {
        Some(fixed) => words.help(format!("try \"{fixed}\"")),
        None => words,
    }
}

fn field_name(field: FieldName) -> &'static str {
    match field {
        FieldName::Slug => "the slug",
        FieldName::Name => "the name",
        FieldName::Version => "the version",
        FieldName::Description => "the description",
        FieldName::Source => "the source",
        FieldName::Key => "the key",
        FieldName::Group => "the group",
        FieldName::Level => "the level text",
        FieldName::Label => "the label of a rating",
        FieldName::Formerly => "the former key",
    }
}
