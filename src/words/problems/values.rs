//! Messages about values of the wrong type, lists of the wrong length, and invalid TOML.

use super::ProblemWords;
use super::themes::about_config;
use crate::text::{count, is_hidden, thousands};
use crate::toml_reader::{Expected, Problem, TomlType};

pub(super) fn about_values(problem: &Problem, source: &str) -> ProblemWords {
    match problem {
        Problem::WrongType { expected, found } => wrong_type(*expected, *found, source),
        Problem::NotOneOf {
            found,
            choices,
            nearest,
        } => {
            let near = nearest.map(|near| format!("did you mean \"{near}\"?"));
            let all = format!("allowed values: {}", quoted(choices));
            ProblemWords::new(format!("invalid value `{found}`"), "not an allowed value")
                .help(near.unwrap_or(all))
        }
        Problem::EmptyPath => ProblemWords::new("a path is empty", "empty")
            .help("write a path, or remove the line to use the default"),
        Problem::RatingCount(found) => ProblemWords::new(
            format!("a ladder has 2 to 9 ratings, found {found}"),
            format!("{} here", count(*found, "rating", "ratings")),
        )
        .help(if *found == 1 {
            "add another rating, or leave the list empty while you write the assessment"
        } else {
            "merge some of them: levels are chosen with the keys 1 to 9"
        }),
        Problem::CategoryCount(count) => category_count(*count),
        Problem::NoPair(length) => ProblemWords::new(
            "the short form of a category is a pair",
            format!("{} here", count(*length, "item", "items")),
        )
        .help("write [\"Name\", \"key\"], or use a table for more fields"),
        Problem::LevelCount {
            found,
            expected,
            own,
        } => {
            let ladder = if *own {
                "its own ladder"
            } else {
                "the shared ladder"
            };
            ProblemWords::new(
                format!(
                    "found {} for the levels, but {ladder} has {}",
                    count(*found, "text", "texts"),
                    count(*expected, "rating", "ratings")
                ),
                format!("{}, expected {expected}", count(*found, "text", "texts")),
            )
            .help("write one text per rating, lowest first; use \"\" for none")
        }
        Problem::Config(problem) => about_config(problem),
        Problem::Syntax(message) => syntax(message, source),
        // The other problems have their texts elsewhere.
        _ => ProblemWords::new("invalid value", ""),
    }
}

fn category_count(count: usize) -> ProblemWords {
    let count = thousands(count as u64);
    ProblemWords::new(
        format!("too many categories: {count}"),
        "first category over the limit",
    )
    .help("the limit is 1,000 categories; split the assessment")
}

/// Adds a title to the message of the TOML parser, and help if the message is hard to understand.
fn syntax(message: &str, source: &str) -> ProblemWords {
    let (what, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    if let Some(control) = source.chars().next().filter(|c| is_control(*c)) {
        let title = "invalid TOML: control character in the text";
        return ProblemWords::new(title, format!("{control} here")).help("remove it");
    }
    if what.contains("recurs") {
        return ProblemWords::new("too deeply nested", "here")
            .help("no setting in this file needs more than a few levels of nesting");
    }
    let title = format!("invalid TOML: {what}");
    if what.contains("quoted") {
        return ProblemWords::new(title, "missing quotes")
            .help(format!("put it in quotes: \"{source}\""));
    }
    let label = if expected.is_empty() {
        "here".to_owned()
    } else {
        format!("expected {expected}")
    };
    ProblemWords::new(title, label)
}

fn is_control(c: char) -> bool {
    is_hidden(c) && !matches!(c, '\n' | '\r')
}

fn wrong_type(expected: Expected, found: TomlType, source: &str) -> ProblemWords {
    let (name, example) = match expected {
        Expected::String => ("a string", ""),
        Expected::Boolean => ("true or false", "write true or false, without quotes"),
        Expected::Strings => ("a list of strings", "write [\"…\", \"…\"]"),
        Expected::StringOrStrings => ("a string or a list of strings", "write [\"…\", \"…\"]"),
        Expected::Ratings => (
            "a list of ratings",
            "write [\"Good\", \"Better\", \"Best\"]",
        ),
        Expected::Rating => (
            "a string or a table",
            "write \"Good\", or { name = \"Good\", description = \"…\" }",
        ),
        Expected::Categories => (
            "a list of categories",
            "write [[categories]], with two brackets, above each",
        ),
        Expected::Table => (
            "a table",
            "write its name in brackets above its settings, as in [keys]",
        ),
        Expected::Category => ("a table or a pair", "write [\"Jumping\", \"jumping\"]"),
        Expected::Themes | Expected::Theme => ("a table", "write [themes.NAME] above its roles"),
        Expected::Look => (
            "a color or a table",
            "write \"magenta\", or { fg = \"magenta\", bold = true }",
        ),
        Expected::Color => (
            "a color",
            "write \"magenta\", a number from 0 to 255, or \"#d08ce0\"",
        ),
    };
    let scalar = !matches!(found, TomlType::Array | TomlType::Table | TomlType::String);
    let is = kind_name(found);
    let words = ProblemWords::new(
        format!("expected {name}, found {is}"),
        format!("found {is}"),
    );
    match expected {
        Expected::String if scalar => words.help(format!("put it in quotes: \"{source}\"")),
        Expected::String => words.help("write one text in quotes"),
        _ => words.help(example),
    }
}

fn kind_name(kind: TomlType) -> &'static str {
    match kind {
        TomlType::String => "a string",
        TomlType::Integer => "an integer",
        TomlType::Float => "a decimal number",
        TomlType::Boolean => "true or false",
        TomlType::Datetime => "a date or time",
        TomlType::Array => "a list",
        TomlType::Table => "a table",
    }
}

fn quoted(choices: &[&str]) -> String {
    let quoted: Vec<_> = choices
        .iter()
        .map(|choice| format!("\"{choice}\""))
        .collect();
    quoted.join(" and ")
}
