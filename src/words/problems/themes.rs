//! Messages about themes, colors, and dates.

use super::ProblemWords;
use super::key_bindings::about_key_binding;
use crate::toml_reader::ConfigProblem;

const COLORS: &str = "a color is one of the sixteen (black, red, green, yellow, blue, magenta, \
    cyan, white, and bright- variants), default, a number from 0 to 255, or #rrggbb";

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
                None => format!("themes: {}", known.join(", ")),
            })
        }
        ConfigProblem::BadColor { found, nearest } => {
            let words = ProblemWords::new(format!("invalid color `{found}`"), "not a color");
            words.help(match nearest {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => COLORS.to_owned(),
            })
        }
        ConfigProblem::ColorNumber => {
            ProblemWords::new("color number out of range", "use 0 to 255").help(COLORS)
        }
        ConfigProblem::OverriddenTheme(name) => ProblemWords::new(
            format!("theme `{name}` replaces the built-in theme"),
            "name of a built-in theme",
        )
        .help(format!(
            "if you did not mean this, choose another name; based-on = \"{name}\" extends the built-in theme"
        )),
        ConfigProblem::BadDate(why) => ProblemWords::new(
            format!("invalid date format: {why}"),
            "invalid date format",
        )
        .help("use strftime syntax: %Y-%m-%d gives 2026-11-22, and %-d %b %Y gives 22 Nov 2026"),
        ConfigProblem::KeyBinding(problem) => about_key_binding(problem),
    }
}
