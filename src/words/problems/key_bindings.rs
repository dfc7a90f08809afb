//! The words for what can be wrong with the keys of a configuration.

use super::ProblemWords;
use crate::toml_reader::{BindingProblem, Problem};

/// The words for a problem with keys.
pub(super) fn about_bindings(problem: &Problem) -> Option<ProblemWords> {
    let Problem::Binding(problem) = problem else {
        return None;
    };
    Some(match problem {
        BindingProblem::UnknownAction { found, nearest } => {
            let words =
                ProblemWords::new(format!("there is no action `{found}`"), "unknown action");
            words.help(match nearest {
                Some(nearest) => format!("did you mean `{nearest}`? levelup keys lists them all"),
                None => "levelup keys lists them all".to_owned(),
            })
        }
        BindingProblem::UnknownKey { found, nearest } => {
            let words = ProblemWords::new(format!("there is no key `{found}`"), "unknown key");
            words.help(match nearest {
                Some(nearest) => format!("did you mean \"{nearest}\"?"),
                None => {
                    "write one character, or a name such as \"Space\", \"PgDn\", \"Ctrl-R\", \"F5\""
                        .to_owned()
                }
            })
        }
        BindingProblem::Both { key, first, second } => ProblemWords::new(
            format!("`{key}` is given to {first} and to {second}"),
            "this is the second",
        )
        .also("this is the first")
        .help("a key does one thing on a screen: take it away from one of the two"),
        BindingProblem::Taken {
            key,
            by,
            from,
            left,
        } => taken(key, by, from, left),
        BindingProblem::Hidden {
            key,
            by,
            hidden,
            left,
        } => {
            let title = format!("`{key}` is both {hidden} and {by}");
            let place = by.split('.').next().unwrap_or_default();
            let words = ProblemWords::new(title, format!("in {place} it is {by} alone"));
            words.help(if left.is_empty() {
                format!("{hidden} has no key left there: give it another, or give {by} another")
            } else {
                format!("{hidden} keeps {} there", keys(left))
            })
        }
        BindingProblem::Leaves { key } => ProblemWords::new(
            format!("`{key}` always leaves, and can do nothing else"),
            "this key is taken",
        )
        .help("choose another key"),
        BindingProblem::Missed { action, keeps } => missed(action, keeps.as_deref()),
    })
}

fn taken(key: &str, by: &str, from: &str, left: &[String]) -> ProblemWords {
    let title = format!("`{key}` was the key of {from}, and is that of {by} now");
    let words = ProblemWords::new(title, format!("taken from {from}"));
    let quoted: Vec<_> = left.iter().map(|key| format!("{key:?}")).collect();
    let list = quoted.join(", ");
    words.help(if left.is_empty() {
        format!("{from} has no key now; give it another, or write {from} = [] if that is meant")
    } else {
        format!(
            "{from} keeps {}; write {from} = [{list}] if that is meant",
            keys(left)
        )
    })
}

fn missed(action: &str, keeps: Option<&str>) -> ProblemWords {
    let words = ProblemWords::new(format!("{action} is left without a key"), "no key is left");
    match keeps {
        Some(key) => words.help(format!("{key} stays its key, so that nobody is locked in")),
        None => words.help("Ctrl-C always leaves; give it a key if it is to be found"),
    }
}

fn keys(keys: &[String]) -> String {
    let keys: Vec<_> = keys.iter().map(|key| format!("`{key}`")).collect();
    keys.join(" and ")
}
