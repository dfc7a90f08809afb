//! Opening a screen, and what a screen or the plain form ended with.

use std::io::{self, IsTerminal as _, stdin, stdout};
use std::sync::Arc;

use super::record_option::RecordArgs;
use crate::assessment::Catalogue;
use crate::cli::appearance::{is_dumb, supported_theme};
use crate::cli::context::CommandContext;
use crate::cli::failure::{Exit, Failure, REPORT_IT};
use crate::config::Glyphs;
use crate::results::{StoreError, checked_name};
use crate::runtime::{OpeningStore, RunEnd, ScreenOptions, StartScreen, run_screen};
use crate::state::Settings;
use crate::store::is_too_many_files;
use crate::words::{CommandLine, Hint, MORE_FILES, store_error_words};

/// What a command shows.
pub(super) struct Opening<'a> {
    pub screen: StartScreen,
    /// The name of the person, if it is not the configuration's.
    pub name: Option<&'a str>,
    pub catalogue: Arc<Catalogue>,
    pub store: OpeningStore,
    /// Whether the store has sample data.
    pub demo: bool,
}

/// # Errors
/// Code 2 if stdin or stdout is not a terminal, or the terminal cannot show a screen. `instead` is
/// a hint with the command to use.
pub(super) fn need_terminal(instead: impl Into<Hint>) -> Result<(), Failure> {
    let why = if !stdin().is_terminal() || !stdout().is_terminal() {
        "this command opens a screen and needs a terminal on stdin and stdout"
    } else if is_dumb() {
        "this command opens a screen, but TERM=dumb says that the terminal cannot show one"
    } else {
        return Ok(());
    };
    Err(Failure::usage(why).hint(instead))
}

/// Opens a screen and runs it until the person quits.
///
/// # Errors
/// If the terminal or the store cannot be used, or a signal ended the screen.
pub(super) fn open(
    opening: Opening<'_>,
    record: &RecordArgs,
    context: &CommandContext,
) -> Result<(), Failure> {
    let (recording, recorded) = record.begin()?.unzip();
    let Opening {
        screen,
        name,
        catalogue,
        store,
        demo,
    } = opening;
    let config = &context.config;
    let ended = checked_person(name, context).and_then(|name| {
        let options = ScreenOptions {
            catalogue,
            name,
            settings: Settings {
                advance: config.advance,
                ascii: config.glyphs == Glyphs::Ascii,
                theme: supported_theme(config.theme, context.global.color),
                mouse: config.mouse,
            },
            demo,
            recording,
            keymap: config.keys.clone(),
            remarks: context.remarks.clone(),
            dates: config.date.clone(),
        };
        match run_screen(screen, options, store) {
            Ok(end) => outcome(end, &CommandLine::new("take SLUG"), exit_of),
            Err(error) => Err(no_screen(&error)),
        }
    });
    if let Some(recorded) = recorded {
        recorded.tell(context);
    }
    ended
}

/// The name of the person, or else the configuration's.
///
/// # Errors
/// Code 4 if it is not a valid name.
pub(super) fn checked_person(
    name: Option<&str>,
    context: &CommandContext,
) -> Result<Option<String>, Failure> {
    let name = name.or(context.config.name.as_deref());
    let checked = name.map(checked_name).transpose();
    checked.map_err(|error| Failure::invalid(error.to_string()))
}

/// What a run ended with. `resume` resumes the draft, and `unsaved_exit` is the exit code if the
/// latest answers are not on disk.
pub(super) fn outcome(
    end: RunEnd,
    resume: &CommandLine,
    unsaved_exit: fn(Option<&StoreError>) -> Exit,
) -> Result<(), Failure> {
    let resume = Hint::run(resume.clone())
        .text(" to resume the draft: it has everything that was reported as saved");
    Err(match end {
        RunEnd::Code(0) => return Ok(()),
        RunEnd::Code(code) => Failure::signalled(code),
        RunEnd::Store(error) => error.into(),
        RunEnd::Unsaved(error) => {
            let what = "the latest answers are not on disk";
            let why = error.as_ref().map(|error| store_error_words(error).0);
            let error_text = why.map_or_else(|| what.to_owned(), |why| format!("{what}: {why}"));
            Failure::new(unsaved_exit(error.as_ref()), error_text).hint(resume)
        }
        RunEnd::Bug(bug) => Failure::bug(&bug).hint(resume.text("; ").text(REPORT_IT)),
    })
}

fn exit_of(error: Option<&StoreError>) -> Exit {
    error.map_or(Exit::Failed, |error| Failure::from(error.clone()).exit)
}

fn no_screen(error: &io::Error) -> Failure {
    let failure = Failure::cannot("use", "the terminal", error);
    if is_too_many_files(error) {
        return failure.hint(MORE_FILES);
    }
    failure
}
