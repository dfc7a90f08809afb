//! The words for what can be wrong with looks: themes, colours, dates.

use super::ProblemWords;
use super::key_bindings::about_key_binding;
use crate::toml_reader::ConfigProblem;

const COLOURS: &str = "a color is one of the sixteen (black, red, green, yellow, blue, magenta, \
cyan, white, and bright- variants), default, a number from 0 to 255, or #rrggbb";

/// The words for what is about looks.
pub(super) fn about_config(problem: &ConfigProblem) -> ProblemWords {
    match problem {
        ConfigProblem::NoSuchTheme {
            name,
            nearest,
            known,
        } => {
            let words = ProblemWords::new(format!("no theme named `{name}`"), "unknown theme");
            words.help(match nearest {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("available themes: {}", known.join(", ")),
            })
        }
        ConfigProblem::BadColor { found, nearest } => {
            let words = ProblemWords::new(format!("`{found}` is no colour"), "not a colour");
            words.help(match nearest {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => COLOURS.to_owned(),
            })
        }
        ConfigProblem::ColorNumber => {
            ProblemWords::new("this number is no colour", "0 to 255 are possible").help(COLOURS)
        }
        ConfigProblem::OverriddenTheme(name) => ProblemWords::new(
            format!("the theme `{name}` takes the place of the one that ships"),
            "the name of a theme that ships",
        )
        .help(format!(
            "if you did not mean this, choose another name; based-on = \"{name}\" extends the \
            built-in theme"
        )),
        ConfigProblem::BadDate(why) => ProblemWords::new(
            format!("days cannot be written like this: {why}"),
            "not a way to write days",
        )
        .help("write as for strftime: %Y-%m-%d is 2026-11-22, and %-d %b %Y is 22 Nov 2026"),
        ConfigProblem::KeyBinding(problem) => about_key_binding(problem),
    }
}
