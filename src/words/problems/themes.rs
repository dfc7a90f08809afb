//! The words for what can be wrong with looks: themes, colours, dates.

use super::ProblemWords;
use crate::toml_reader::Problem;

const COLOURS: &str = "a color is one of the sixteen (black, red, green, yellow, blue, magenta, \
cyan, white, and bright- variants), default, a number from 0 to 255, or #rrggbb";

/// The words for what is about looks.
pub(super) fn about_looks(problem: &Problem) -> Option<ProblemWords> {
    Some(match problem {
        Problem::NoSuchTheme {
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
        Problem::BadColour { found, nearest } => {
            let words = ProblemWords::new(format!("invalid color `{found}`"), "not a color");
            words.help(match nearest {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => COLOURS.to_owned(),
            })
        }
        Problem::ColourNumber => {
            ProblemWords::new("color number out of range", "use 0 to 255").help(COLOURS)
        }
        Problem::ShippedTheme(name) => ProblemWords::new(
            format!("theme `{name}` replaces the built-in theme"),
            "name of a built-in theme",
        )
        .help(format!(
            "if you did not mean this, choose another name; based-on = \"{name}\" extends the \
            built-in theme"
        )),
        Problem::BadDate(why) => {
            ProblemWords::new(format!("invalid date format: {why}"), "invalid date format").help(
                "use strftime syntax: %Y-%m-%d gives 2026-11-22, and %-d %b %Y gives 22 Nov 2026",
            )
        }
        _ => return None,
    })
}
