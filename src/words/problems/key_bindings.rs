//! Messages about key bindings.

use super::ProblemWords;
use crate::toml_reader::KeyBindingProblem;

pub(super) fn about_key_binding(problem: &KeyBindingProblem) -> ProblemWords {
    match problem {
        KeyBindingProblem::UnknownAction { found, nearest } => {
            let words = ProblemWords::new(format!("no action named `{found}`"), "unknown action");
            words.help(match nearest {
                Some(nearest) => {
                    format!("did you mean `{nearest}`? run levelup keys to list all actions")
                }
                None => "run levelup keys to list all actions".to_owned(),
            })
        }
        KeyBindingProblem::UnknownKey { found, nearest } => {
            let words = ProblemWords::new(format!("no key named `{found}`"), "unknown key");
            words.help(match nearest {
                Some(nearest) => format!("did you mean \"{nearest}\"?"),
                None => {
                    "use one character, or a name such as \"Space\", \"PgDn\", \"Ctrl-R\", \"F5\""
                        .to_owned()
                }
            })
        }
        KeyBindingProblem::Both { key, first, second } => ProblemWords::new(
            format!("`{key}` is bound to both {first} and {second}"),
            "second binding",
        )
        .also("first binding")
        .help("a key can have only one action per screen: remove it from one of the two"),
        KeyBindingProblem::Taken {
            key,
            by,
            from,
            left,
        } => taken(key, by, from, left),
        KeyBindingProblem::Hidden {
            key,
            by,
            hidden,
            left,
        } => {
            let title = format!("`{key}` is bound to both {hidden} and {by}");
            let place = by.split('.').next().unwrap_or_default();
            let words = ProblemWords::new(title, format!("in {place}, it runs only {by}"));
            words.help(if left.is_empty() {
                format!("{hidden} has no key there: bind another key to it or to {by}")
            } else {
                format!("{hidden} still has {} there", keys(left))
            })
        }
        KeyBindingProblem::Leaves { key } => ProblemWords::new(
            format!("`{key}` always quits and cannot be rebound"),
            "reserved key",
        )
        .help("use another key"),
        KeyBindingProblem::Missed { action, keeps } => missed(action, keeps.as_deref()),
    }
}

fn taken(key: &str, by: &str, from: &str, left: &[String]) -> ProblemWords {
    let title = format!("`{key}` is now bound to {by} instead of {from}");
    let words = ProblemWords::new(title, format!("removed from {from}"));
    let quoted: Vec<_> = left.iter().map(|key| format!("{key:?}")).collect();
    let list = quoted.join(", ");
    words.help(if left.is_empty() {
        format!("{from} has no key now: bind another key, or write {from} = [] to leave it without a key")
    } else {
        format!(
            "{from} still has {}; write {from} = [{list}] to confirm",
            keys(left)
        )
    })
}

fn missed(action: &str, keeps: Option<&str>) -> ProblemWords {
    let words = ProblemWords::new(format!("{action} has no key"), "no key left");
    match keeps {
        Some(key) => words.help(format!(
            "{key} stays bound to it so that you can always go back"
        )),
        None => words.help("Ctrl-C always quits; bind a key to make this action reachable"),
    }
}

fn keys(keys: &[String]) -> String {
    let keys: Vec<_> = keys.iter().map(|key| format!("`{key}`")).collect();
    keys.join(" and ")
}
