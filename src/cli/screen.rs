use std::io::{IsTerminal as _, stdin, stdout};
use std::sync::Arc;

use super::failure::REPORT_IT;
use super::{Context, Failure, looks};
use crate::assessment::Catalogue;
use crate::report::store_problem;
use crate::results::{StoreError, checked_name};
use crate::runtime::config::Glyphs;
use crate::runtime::{self, First, Opening, Setting};
use crate::state::Settings;

/// What a person still has, where a screen ended against their will.
const IN_THE_DRAFT: &str =
    "everything up to the last \"saved\" is in the draft: levelup take goes on there";

/// Ends where there is no terminal for a screen, with the command that works there.
///
/// # Errors
/// Code 2 where stdin or stdout is no terminal, or one that cannot show a screen.
pub fn need_terminal(instead: &str) -> Result<(), Failure> {
    let why = if !has_terminal() {
        "this opens a screen, and needs a terminal on stdin and stdout"
    } else if looks::is_dumb() {
        "this opens a screen, and TERM=dumb says that this terminal cannot show one"
    } else {
        return Ok(());
    };
    Err(Failure::usage(why).hint(instead))
}

fn has_terminal() -> bool {
    stdin().is_terminal() && stdout().is_terminal()
}

/// Begins to open the store for a screen, where there is a terminal to show one.
///
/// # Errors
/// Code 2 where there is none, with the command that works there.
pub fn begin(context: &Context, instead: &str) -> Result<Opening, Failure> {
    need_terminal(instead)?;
    Ok(Opening::begin(context.store_path()))
}

/// Opens a screen, and runs until the person leaves.
///
/// # Errors
/// Where the terminal or the store cannot be used, or the program was told to end.
pub fn open(
    first: First,
    name: Option<&str>,
    catalogue: Arc<Catalogue>,
    context: &Context,
    opening: Opening,
) -> Result<(), Failure> {
    show(first, name, catalogue, context, (opening, false))
}

/// Opens the home screen on made-up results, and says that they are.
///
/// # Errors
/// As [`open`].
pub fn open_demo(name: &str, catalogue: Arc<Catalogue>, context: &Context) -> Result<(), Failure> {
    let opening = Opening::begin(context.store_path());
    show(First::Home, Some(name), catalogue, context, (opening, true))
}

fn show(
    first: First,
    name: Option<&str>,
    catalogue: Arc<Catalogue>,
    context: &Context,
    (opening, demo): (Opening, bool),
) -> Result<(), Failure> {
    let name = name
        .or(context.config.name.as_deref())
        .map(checked_name)
        .transpose();
    let name = name.map_err(|error| Failure::invalid(error.to_string()))?;
    let settings = Settings {
        advance: context.config.advance,
        ascii: context.config.glyphs == Glyphs::Ascii,
        theme: looks::theme(context),
    };
    let setting = Setting {
        catalogue,
        name,
        settings,
        dates: context.config.date.clone(),
        demo,
    };
    match runtime::open(first, setting, opening) {
        Ok(runtime::Exit::Code(0)) => Ok(()),
        Ok(runtime::Exit::Code(code)) => Err(Failure::signalled(code)),
        Ok(runtime::Exit::Store(error)) => Err(error.into()),
        Ok(runtime::Exit::Unsaved(error)) => Err(unsaved(error.as_ref())),
        Ok(runtime::Exit::Bug(bug)) => {
            let failure = Failure::bug(&bug);
            Err(failure.hint(format!("{IN_THE_DRAFT}; {REPORT_IT}")))
        }
        Err(error) => Err(Failure::failed(format!(
            "the terminal cannot be used: {error}"
        ))),
    }
}

/// The last answers are in no store: the exit code is that of what hindered.
fn unsaved(error: Option<&StoreError>) -> Failure {
    let failure = match error {
        None => Failure::failed("the last answers are not on disk"),
        Some(error) => {
            let exit = Failure::from(error.clone()).exit;
            let why = store_problem(error).0;
            Failure::new(exit, format!("the last answers are not on disk: {why}"))
        }
    };
    failure.hint("what was shown as saved is in the draft: levelup take goes on there")
}
