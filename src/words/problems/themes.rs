//! The words for what can be wrong with looks: themes, colours, dates.

use super::ProblemWords;
use crate::toml_reader::Problem;

const COLOURS: &str = "a colour is one of the sixteen (black, red, green, yellow, blue, magenta, \
    cyan, white, and each with bright- before it), default, a number from 0 to 255, or #rrggbb";

/// The words for what is about looks.
pub(super) fn about_looks(problem: &Problem) -> Option<ProblemWords> {
    Some(match problem {
        Problem::NoSuchTheme {
            name,
            nearest,
            known,
        } => {
            let words = ProblemWords::new(format!("there is no theme `{name}`"), "not a theme");
            words.help(match nearest {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("there are {}", known.join(", ")),
            })
        }
        Problem::BadColour { found, nearest } => {
            let words = ProblemWords::new(format!("`{found}` is no colour"), "not a colour");
            words.help(match nearest {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => COLOURS.to_owned(),
            })
        }
        Problem::ColourNumber => {
            ProblemWords::new("this number is no colour", "0 to 255 are possible").help(COLOURS)
        }
        Problem::ShippedTheme(name) => ProblemWords::new(
            format!("the theme `{name}` takes the place of the one that ships"),
            "the name of a theme that ships",
        )
        .help(format!(
            "if that is not meant, name it otherwise; based-on = \"{name}\" is the one that ships"
        )),
        Problem::BadDate(why) => ProblemWords::new(
            format!("days cannot be written like this: {why}"),
            "not a way to write days",
        )
        .help("write as for strftime: %Y-%m-%d is 2026-11-22, and %-d %b %Y is 22 Nov 2026"),
        _ => return None,
    })
}
