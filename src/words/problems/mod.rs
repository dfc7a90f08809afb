//! The words for what can be wrong with a file.

mod key_bindings;
mod themes;
mod values;

use self::key_bindings::about_bindings;
use self::themes::about_looks;
use self::values::about_values;
use crate::text::visible;
use crate::toml_reader::{Diagnostic, Field, Place, Problem};

/// What is said about a diagnostic.
pub struct Words {
    /// What is the matter.
    pub title: String,
    /// What stands under the underlined text.
    pub label: String,
    /// What stands under the other place.
    pub also: Option<String>,
    /// What would be right.
    pub help: Option<String>,
}

impl Words {
    /// What is the matter, and what stands under the place.
    pub fn new(title: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            label: label.into(),
            also: None,
            help: None,
        }
    }

    /// With words under the other place.
    pub fn also(mut self, label: impl Into<String>) -> Self {
        self.also = Some(label.into());
        self
    }

    /// With what would be right.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The words for a diagnostic of this text. Nothing hidden is left in them.
pub fn words(text: &str, found: &Diagnostic) -> Words {
    let source = text.get(found.span.clone()).unwrap_or_default();
    let mut words = about_file(&found.problem)
        .or_else(|| about_keys(&found.problem))
        .or_else(|| about_texts(&found.problem))
        .or_else(|| about_labels(&found.problem))
        .or_else(|| about_bindings(&found.problem))
        .or_else(|| about_looks(&found.problem))
        .unwrap_or_else(|| about_values(&found.problem, source));
    words.title = visible(&words.title).into_owned();
    words.label = visible(&words.label).into_owned();
    words.help = words.help.map(|help| visible(&help).into_owned());
    words
}

fn about_file(problem: &Problem) -> Option<Words> {
    Some(match problem {
        Problem::Unreadable(why) => Words::new(format!("the file cannot be read: {why}"), ""),
        Problem::Folder(place) => {
            let words = Words::new("this is a folder, not a file", "");
            match place {
                Place::Config => words.help("name the file: --config FOLDER/config.toml"),
                _ => words.help("name the files in it: levelup check FOLDER/*.toml"),
            }
        }
        Problem::TooLarge => {
            Words::new("the file is too large", "").help("at most 1 MiB (1,048,576 bytes) are read")
        }
        Problem::NotUtf8(utf16) => {
            let help = if *utf16 {
                "this looks like UTF-16; save the file as UTF-8"
            } else {
                "save the file as UTF-8"
            };
            Words::new("the file is not UTF-8", "this is no character of UTF-8").help(help)
        }
        Problem::SameSlug { slug, other } => Words::new(
            format!("two files of this folder have the slug `{slug}`"),
            format!("{} has it too", other.display()),
        )
        .help("give one of them another `slug`, or move it to another folder"),
        Problem::StemIsNoSlug { stem, fixed } => {
            let fixed = fixed.as_deref().unwrap_or("my-assessment");
            Words::new(
                format!("the file has no `slug`, and its name `{stem}` cannot be one"),
                "there is no `slug` here",
            )
            .help(format!(
                "add the line slug = \"{fixed}\"; a slug has a to z, 0 to 9 and `-`, at most 64"
            ))
        }
        _ => return None,
    })
}

fn about_keys(problem: &Problem) -> Option<Words> {
    Some(match problem {
        Problem::RepeatedKey(key) => Words::new(
            format!("`{key}` stands here twice"),
            "this is the second time",
        )
        .also("this is the first")
        .help("keep one of the two"),
        Problem::UnknownKey { .. } => unknown_key(problem)?,
        Problem::MissingKey { key, table } => missing_key(key, *table),
        Problem::BadSlug { fixed, length } => {
            bad_key("slug", "a to z, 0 to 9 and `-`", fixed.as_deref(), *length)
        }
        Problem::BadKey { fixed, length } => bad_key(
            "key",
            "a to z, 0 to 9, `-` and `_`",
            fixed.as_deref(),
            *length,
        ),
        Problem::SameKey(key) => Words::new(
            format!("two categories have the key `{key}`"),
            "this is the second",
        )
        .also("this is the first")
        .help("results are stored under the key, so each category needs its own"),
        Problem::SameName(name) => Words::new(
            format!("two categories have the name `{name}`"),
            "this is the second",
        )
        .also("this is the first")
        .help("people cannot tell them apart in lists; use two different names"),
        Problem::FormerlyInUse(key) => Words::new(
            format!("`formerly` names the key `{key}`, which is in use"),
            "this is a former key",
        )
        .also("a category has it today")
        .help("a former key is one that no category has any more"),
        Problem::FormerlyTwice(key) => Words::new(
            format!("the former key `{key}` is named twice"),
            "this is the second time",
        )
        .also("this is the first")
        .help("a former key leads to one category alone"),
        _ => return None,
    })
}

fn about_texts(problem: &Problem) -> Option<Words> {
    Some(match problem {
        Problem::Empty(field) => empty(*field),
        Problem::TooLong { field, length } => Words::new(
            format!("{} is too long", field_name(*field)),
            format!("these are {length} characters"),
        )
        .help("at most 200 characters fit"),
        Problem::ControlCharacter(field, c) => Words::new(
            format!("{} contains a control character", field_name(*field)),
            format!("{c} is in here"),
        )
        .help(match field {
            Field::Description | Field::Source | Field::Level => {
                "newlines and tabs are fine here, other control characters are not"
            }
            _ => "this text stands on one line, without control characters",
        }),
        Problem::BidiCharacter(field, c) => Words::new(
            format!(
                "{} contains a character that turns the direction of text",
                field_name(*field)
            ),
            format!("{c} is in here"),
        )
        .help("it is shown as a placeholder; better leave it out"),
        _ => return None,
    })
}

fn about_labels(problem: &Problem) -> Option<Words> {
    Some(match problem {
        Problem::MisplacedNumber { label, position } => Words::new(
            format!("the label `{label}` is a number, but not its own position"),
            format!("this is rating number {position}"),
        )
        .help(format!(
            "as an answer `{label}` is a level; write \"{position}\", or add a word"
        )),
        Problem::SameLabel(label) => Words::new(
            format!("two ratings of one ladder have the label `{label}`"),
            "this is the second",
        )
        .also("this is the first")
        .help("each label stands for one level"),
        Problem::SimilarLabel { label, first } => Words::new(
            format!("`{first}` and `{label}` {}", difference(first, label)),
            "this is the second",
        )
        .also("this is the first")
        .help("as an answer, only the exact label is accepted; use two different words"),
        Problem::KeywordLabel(label) => Words::new(
            format!("the label `{label}` reads as an answer keyword"),
            "this is a level",
        )
        .help("use another word: unknown, n/a, and unanswered are answers without a level"),
        _ => return None,
    })
}

/// How two labels with the same key differ.
fn difference(first: &str, label: &str) -> &'static str {
    if first.to_lowercase() == label.to_lowercase() {
        "differ only in letter case"
    } else {
        "look the same: they differ only in letter case, white space, or invisible characters"
    }
}

fn empty(field: Field) -> Words {
    let words = Words::new(format!("{} is empty", field_name(field)), "nothing is here");
    words.help(match field {
        Field::Version | Field::Group | Field::Slug => "write something, or leave the line out",
        Field::Key | Field::Formerly => "write 1 to 64 characters: a to z, 0 to 9, `-` and `_`",
        _ => "write 1 to 200 characters",
    })
}

fn unknown_key(problem: &Problem) -> Option<Words> {
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
        Place::Assessment => "an assessment",
        Place::Category => "a category",
        Place::Rating => "a rating",
        Place::Config => "the configuration",
        Place::Theme => "a theme",
        Place::Look => "the look of a role",
    };
    let words = Words::new(format!("{owner} has no key `{key}`"), "unknown key");
    Some(if *of_the_top {
        words.help(format!(
            "`{key}` belongs to the top of the file, above the first [[categories]]"
        ))
    } else if let Some(near) = nearest {
        words.help(format!("did you mean `{near}`?"))
    } else {
        words.help(format!("the keys are {}", known.join(", ")))
    })
}

fn missing_key(key: &str, table: Place) -> Words {
    let owner = match table {
        Place::Assessment | Place::Config | Place::Theme | Place::Look => "the file",
        Place::Category => "the category",
        Place::Rating => "the rating",
    };
    let help = match (table, key) {
        (Place::Assessment, "name") => "add a line such as name = \"Running club\"",
        (Place::Assessment, "categories") => {
            "add [[categories]] with key and name; categories = [] where there are none yet"
        }
        (_, "ratings") => {
            "add a line such as ratings = [\"Good\", \"Better\", \"Best\"], or give every category its own"
        }
        (_, "key") => "add a line such as key = \"jumping\"; results are stored under it",
        (Place::Rating, _) => "write { name = \"Good\", description = \"…\" }",
        _ => "add a line such as name = \"Jumping\"",
    };
    Words::new(
        format!("{owner} has no `{key}`"),
        format!("`{key}` is missing"),
    )
    .help(help)
}

fn bad_key(what: &str, characters: &str, fixed: Option<&str>, length: usize) -> Words {
    let label = if length > 64 {
        format!("these are {length} characters, at most 64 fit")
    } else {
        format!("only {characters} are possible")
    };
    let words = Words::new(format!("this cannot be a {what}"), label);
    match fixed {
        Some(fixed) => words.help(format!("\"{fixed}\" would be right")),
        None => words,
    }
}

fn field_name(field: Field) -> &'static str {
    match field {
        Field::Slug => "the slug",
        Field::Name => "the name",
        Field::Version => "the version",
        Field::Description => "the description",
        Field::Source => "the source",
        Field::Key => "the key",
        Field::Group => "the group",
        Field::Level => "the text of a level",
        Field::Label => "the label of a rating",
        Field::Formerly => "the former key",
    }
}
