use std::io::{self, IsTerminal as _, Write as _, stderr, stdin, stdout};
use std::sync::Arc;

use super::open_screen::{checked_person, outcome};
use crate::cli::context::CommandContext;
use crate::cli::failure::{Exit, Failure};
use crate::cli::stderr::MessageLabel;
use crate::cli::stdout::{data_for_stdout, print_data};
use crate::cli::text_options::{columns, text_options};
use crate::report::{TextOptions, result_text};
use crate::results::AssessmentResult;
use crate::runtime::{ConversationEnd, PlainOptions, RunEnd, Speaker, converse};
use crate::words::{CommandLine, Hint};

/// The least width: narrower lines would break words.
const LEAST_COLUMNS: u16 = 20;
/// The exit code of `Ctrl-C` at a terminal that is not in raw mode.
const INTERRUPTED: u8 = 130;

/// `levelup take --plain`: asks line by line, on standard input and output.
///
/// # Errors
/// If the assessment cannot be used, input that is not from a terminal is invalid, or the answers could
/// not be saved.
pub(crate) fn run(slug: &str, name: Option<&str>, context: &CommandContext) -> Result<(), Failure> {
    let catalogue = Arc::new(context.catalogue());
    let assessment = context.find(&catalogue, slug)?;
    let name = checked_person(name, context)?;
    let interactive = stdin().is_terminal();
    let options = PlainOptions {
        catalogue,
        name,
        interactive,
        resume: context.again(resume(slug)),
    };
    let store = context.begin_opening()?;
    let ended = converse(assessment, options, StdoutSpeaker::new(interactive), store);
    let ended = ended.map_err(|error| Failure::cannot("read", "stdin", &error))?;
    match ended {
        ConversationEnd::Saved(result) => tell(&result, context),
        ConversationEnd::Quit | ConversationEnd::EndOfInput => Ok(()),
        ConversationEnd::BadLine => Err(Failure::told(Exit::Invalid)),
        ConversationEnd::FileNotWritten => Err(Failure::told(Exit::Failed)),
        ConversationEnd::OutputFailed(error) => Err(not_written(&error, slug)),
        ConversationEnd::Other(RunEnd::Code(INTERRUPTED)) if interactive => Ok(()),
        ConversationEnd::Other(end) => outcome(end, &resume(slug), |_| Exit::Store),
    }
}

/// Prints the result like `levelup show`, and its ID on the last line.
fn tell(result: &AssessmentResult, context: &CommandContext) -> Result<(), Failure> {
    let options = TextOptions {
        color: false,
        ..text_options(context)
    };
    let text = result_text(result, &options);
    let id = result.id;
    print_data(&format!("\n{text}\n{id}\n")).map_err(|failure| {
        let hint = format!("the result is saved; its ID is {id}");
        failure.hint(hint)
    })
}

/// The command that resumes the draft.
fn resume(slug: &str) -> CommandLine {
    CommandLine::new("take").operand(slug).switch("--plain")
}

/// A question could not be written.
fn not_written(error: &io::Error, slug: &str) -> Failure {
    let failure = if error.kind() == io::ErrorKind::BrokenPipe {
        Failure::failed("stdout was closed before the last question")
    } else {
        Failure::stdout(error)
    };
    failure.hint(Hint::run(resume(slug)).text(" to resume the draft: it has your answers"))
}

/// Writes questions to stdout, and errors to stderr.
struct StdoutSpeaker {
    /// Whether the terminal shows the line breaks that the person types.
    echoed: bool,
    /// Whether the last line is a prompt without a line break.
    open: bool,
}

impl StdoutSpeaker {
    fn new(interactive: bool) -> Self {
        Self {
            echoed: interactive && stdout().is_terminal(),
            open: false,
        }
    }

    /// Ends the line of an open prompt.
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
        writeln!(stdout(), "{}", data_for_stdout(text))
    }

    fn prompt(&mut self, text: &str) -> io::Result<()> {
        self.begin_line();
        self.open = self.echoed;
        let end = if self.echoed { " " } else { "\n" };
        let mut out = stdout().lock();
        write!(out, "{}{end}", data_for_stdout(text))?;
        out.flush()
    }

    fn answered(&mut self, ended: bool) {
        self.open &= !ended;
    }

    fn warn(&mut self, error: &str, hint: Option<&str>) {
        self.begin_line();
        MessageLabel::Error.write(error, false);
        if let Some(hint) = hint {
            MessageLabel::Hint.write(hint, false);
        }
        let _ = stderr().flush();
    }

    fn note(&mut self, text: &str) {
        self.begin_line();
        MessageLabel::Note.write(text, false);
    }
}
