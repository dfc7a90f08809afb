use std::io::{self, IsTerminal as _, stdin, stdout};
use std::sync::Arc;

use super::args::Command;
use super::context::CommandContext;
use super::failure::{Failure, REPORT_IT};
use super::looks;
use crate::assessment::Catalogue;
use crate::cli::commands::RecordArgs;
use crate::config::Glyphs;
use crate::results::{StoreError, checked_name};
use crate::runtime;
use crate::runtime::{OpeningStore, Recording, ScreenOptions, StartScreen};
use crate::state::Settings;
use crate::store::{is_too_many_files, said};
use crate::words::{CommandLine, Hint, MORE_FILES, store_error_words};

/// How to resume a draft.
fn resume() -> Hint {
    Hint::run(CommandLine::new("take SLUG"))
}

/// Ends where there is no terminal for a screen, with the command that works there.
///
/// # Errors
/// Code 2 where stdin or stdout is no terminal, or one that cannot show a screen.
pub(super) fn need_terminal(instead: impl Into<Hint>) -> Result<(), Failure> {
    let why = if !has_terminal() {
        "this command opens a screen and needs a terminal on stdin and stdout"
    } else if looks::is_dumb() {
        "this command opens a screen, but TERM=dumb says that the terminal cannot show one"
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
pub(super) fn begin(
    context: &CommandContext,
    instead: impl Into<Hint>,
) -> Result<OpeningStore, Failure> {
    need_terminal(instead)?;
    Ok(OpeningStore::begin(
        &context.location()?,
        &context.paths.servers,
    ))
}

/// Opens a screen, and runs until the person leaves.
///
/// # Errors
/// Where the terminal or the store cannot be used, or the program was told to end.
pub(super) fn open(
    first: (StartScreen, Option<&str>),
    record: &RecordArgs,
    catalogue: Arc<Catalogue>,
    context: &CommandContext,
    opening: OpeningStore,
) -> Result<(), Failure> {
    show_recorded(first, record, catalogue, context, (opening, false))
}

fn show_recorded(
    first: (StartScreen, Option<&str>),
    record: &RecordArgs,
    catalogue: Arc<Catalogue>,
    context: &CommandContext,
    (opening, demo): (OpeningStore, bool),
) -> Result<(), Failure> {
    let (recording, recorded) = record.begin()?.unzip();
    let opening = Shown {
        opening,
        demo,
        recording,
    };
    let ended = show(first, catalogue, context, opening);
    if let Some(recorded) = recorded {
        recorded.tell(context);
    }
    ended
}

/// Opens the home screen on made-up results, and says that they are.
///
/// # Errors
/// As [`open`].
pub(super) fn open_demo(
    name: &str,
    record: &RecordArgs,
    catalogue: Arc<Catalogue>,
    context: &CommandContext,
) -> Result<(), Failure> {
    let opening = OpeningStore::begin(&context.location()?, &context.paths.servers);
    let first = (StartScreen::Home, Some(name));
    show_recorded(first, record, catalogue, context, (opening, true))
}

/// On which store a screen is shown, and where that is written down.
struct Shown {
    opening: OpeningStore,
    demo: bool,
    recording: Option<Recording>,
}

/// Whether a command opens a screen whose run can be written down.
pub(crate) fn is_opened_by(command: Option<&Command>) -> bool {
    use Command::{Browse, Demo, Take};
    matches!(command, None | Some(Take(_) | Browse(_) | Demo(_)))
}

/// There is no run to be written down.
pub(crate) fn no_recording() -> Failure {
    let take = CommandLine::new("take SLUG").switch("--record FILE");
    Failure::usage("--record works only with commands that open a screen")
        .hint(Hint::run(take).text(", or use --record with browse or without a command"))
}

fn show(
    (first, name): (StartScreen, Option<&str>),
    catalogue: Arc<Catalogue>,
    context: &CommandContext,
    shown: Shown,
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
        mouse: context.config.mouse,
    };
    let setting = ScreenOptions {
        catalogue,
        name,
        settings,
        demo: shown.demo,
        recording: shown.recording,
        keymap: context.config.keys.clone(),
        remarks: context.remarks.clone(),
        dates: context.config.date.clone(),
    };
    match runtime::run_screen(first, setting, shown.opening) {
        Ok(runtime::RunEnd::Code(0)) => Ok(()),
        Ok(runtime::RunEnd::Code(code)) => Err(Failure::signalled(code)),
        Ok(runtime::RunEnd::Store(error)) => Err(error.into()),
        Ok(runtime::RunEnd::Unsaved(error)) => Err(unsaved(error.as_ref())),
        Ok(runtime::RunEnd::Bug(bug)) => {
            let failure = Failure::bug(&bug);
            let kept = ": everything up to the last \"saved\" is in the draft; ";
            Err(failure.hint(resume().text(" to resume").text(kept).text(REPORT_IT)))
        }
        Err(error) => Err(no_screen(&error)),
    }
}

/// The error for a terminal that cannot be used.
fn no_screen(error: &io::Error) -> Failure {
    let failure = Failure::failed(format!("the terminal cannot be used: {}", said(error)));
    if is_too_many_files(error) {
        return failure.hint(MORE_FILES);
    }
    failure
}

/// The last answers are in no store: the exit code is that of what hindered.
fn unsaved(error: Option<&StoreError>) -> Failure {
    let failure = match error {
        None => Failure::failed("the latest answers are not on disk"),
        Some(error) => {
            let exit = Failure::from(error.clone()).exit;
            let why = store_error_words(error).0;
            Failure::new(exit, format!("the latest answers are not on disk: {why}"))
        }
    };
    failure.hint(resume().text(" to resume the draft: it has everything that was shown as saved"))
}
