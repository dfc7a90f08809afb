use std::io::{self, IsTerminal as _, Write as _, stderr, stdin, stdout};
use std::sync::Arc;

use clap::builder::styling::AnsiColor;

use super::take::TakeArgs;
use crate::cli::context::{CommandContext, for_stdout};
use crate::cli::failure::{Exit, Failure, REPORT_IT, line};
use crate::cli::print_data;
use crate::cli::text_options::columns;
use crate::report::result_text_dated;
use crate::results::{AssessmentResult, StoreError, checked_name};
use crate::runtime;
use crate::runtime::system::time_zone;
use crate::runtime::{ConversationEnd, OpeningStore, PlainOptions, Speaker, converse};
use crate::store::said;
use crate::words::{CommandLine, Hint, store_error_words};

/// Narrower than this, words would be broken into pieces.
const LEAST_COLUMNS: u16 = 20;
/// What `Ctrl-C` at a terminal gives, where no raw mode makes a key of it.
const INTERRUPTED: u8 = 130;

/// `levelup take --plain`: asks line by line, on standard input and output.
///
/// # Errors
/// Where there is no such assessment, a line asks for nothing and nobody can be asked again, or the
/// answers could not be kept.
pub(crate) fn run(args: &TakeArgs, context: &CommandContext) -> Result<(), Failure> {
    let catalogue = Arc::new(context.catalogue());
    let assessment = context.find(&catalogue, &args.slug)?;
    let name = args.name.as_deref().or(context.config.name.as_deref());
    let name = name.map(checked_name).transpose();
    let name = name.map_err(|error| Failure::invalid(error.to_string()))?;
    let live = stdin().is_terminal();
    let setting = PlainOptions {
        catalogue,
        name,
        live,
        resume: context.again(resume(&args.slug)),
    };
    let opening = OpeningStore::begin(&context.location()?, &context.paths.servers);
    let ended = converse(assessment, setting, StdoutSpeaker::new(live), opening);
    let ended =
        ended.map_err(|error| Failure::failed(format!("cannot listen: {}", said(&error))))?;
    match ended {
        ConversationEnd::Saved(result) => tell(&result, context),
        ConversationEnd::Left | ConversationEnd::NoMoreLines => Ok(()),
        ConversationEnd::Misread => Err(Failure::told(Exit::Invalid)),
        ConversationEnd::NotWritten => Err(Failure::told(Exit::Failed)),
        ConversationEnd::Mute(error) => Err(mute(&error, &args.slug)),
        ConversationEnd::Otherwise(exit) => otherwise(exit, live, &args.slug),
    }
}

/// The result as `levelup show` prints it, and its id on the last line.
fn tell(result: &AssessmentResult, context: &CommandContext) -> Result<(), Failure> {
    let dated = (&time_zone::local(), &context.config.date);
    let text = result_text_dated(result, dated, false, context.signs());
    let id = result.id;
    print_data(&format!("\n{text}\n{id}\n")).map_err(|failure| {
        let hint = format!("the result is saved; its ID is {id}");
        failure.hint(hint)
    })
}

fn otherwise(exit: runtime::RunEnd, live: bool, slug: &str) -> Result<(), Failure> {
    match exit {
        runtime::RunEnd::Code(0) => Ok(()),
        runtime::RunEnd::Code(INTERRUPTED) if live => Ok(()),
        runtime::RunEnd::Code(code) => Err(Failure::signalled(code)),
        runtime::RunEnd::Store(error) => Err(error.into()),
        runtime::RunEnd::Unsaved(error) => Err(unsaved(error.as_ref(), slug)),
        runtime::RunEnd::Bug(bug) => {
            let kept = " to resume the draft: it has everything up to the last \"Saved\"; ";
            Err(Failure::bug(&bug).hint(Hint::run(resume(slug)).text(kept).text(REPORT_IT)))
        }
    }
}

/// The command that resumes the draft.
fn resume(slug: &str) -> CommandLine {
    CommandLine::new("take").operand(slug).switch("--plain")
}

/// The answers are in no store.
fn unsaved(error: Option<&StoreError>, slug: &str) -> Failure {
    let text = "the latest answers are not on disk";
    let failure = match error {
        None => Failure::store(text),
        Some(error) => Failure::store(format!("{text}: {}", store_error_words(error).0)),
    };
    failure.hint(
        Hint::run(resume(slug))
            .text(" to resume the draft: it has everything that was reported as saved"),
    )
}

/// Nobody can hear the questions any more.
fn mute(error: &io::Error, slug: &str) -> Failure {
    let failure = if error.kind() == io::ErrorKind::BrokenPipe {
        Failure::failed("stdout was closed before the last question")
    } else {
        Failure::stdout(error)
    };
    failure.hint(Hint::run(resume(slug)).text(" to resume the draft: it has your answers"))
}

/// Speaks on stdout; what is wrong goes to stderr.
struct StdoutSpeaker {
    /// Whether the end of the line is typed by the person, and shows.
    echoed: bool,
    /// Whether a prompt stands at the end of the last line.
    open: bool,
}

impl StdoutSpeaker {
    fn new(live: bool) -> Self {
        Self {
            echoed: live && stdout().is_terminal(),
            open: false,
        }
    }

    /// What comes begins on a line of its own.
    fn begin_line(&mut self) {
        if std::mem::take(&mut self.open) {
            let _ = writeln!(stdout());
        }
    }
}

impl Speaker for StdoutSpeaker {
    fn width(&self) -> u16 {
        u16::try_from(columns())
            .unwrap_or(u16::MAX)
            .max(LEAST_COLUMNS)
    }

    fn say(&mut self, text: &str) -> io::Result<()> {
        self.begin_line();
        writeln!(stdout(), "{}", for_stdout(text, false))
    }

    fn prompt(&mut self, text: &str) -> io::Result<()> {
        self.begin_line();
        self.open = self.echoed;
        let end = if self.echoed { " " } else { "\n" };
        let mut out = stdout().lock();
        write!(out, "{}{end}", for_stdout(text, false))?;
        out.flush()
    }

    fn answered(&mut self, ended: bool) {
        self.open &= !ended;
    }

    fn warn(&mut self, error: &str, hint: Option<&str>) {
        self.begin_line();
        line("error", AnsiColor::Red, false, error);
        if let Some(hint) = hint {
            line("hint", AnsiColor::Cyan, false, hint);
        }
        let _ = stderr().flush();
    }

    fn note(&mut self, text: &str) {
        self.begin_line();
        line("note", AnsiColor::Green, false, text);
    }
}
