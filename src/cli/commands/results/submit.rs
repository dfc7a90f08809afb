use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use clap::Args;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::submit_words::{error_words, remark_words};
use crate::assessment::Assessment;
use crate::cli::context::CommandContext;
use crate::cli::failure::{Exit, Failure};
use crate::cli::option_values::{PathParser, ValueKind, text_of};
use crate::cli::pending_notes::note_pending;
use crate::cli::stdout::print_data;
use crate::cli::time_argument::{TimeError, exact};
use crate::json::{AnswersFile, answers_from_json};
use crate::results::{
    AssessmentResult, NameError, Submission, SubmissionInput, checked_name, submission,
};
use crate::runtime::open_to_read;
use crate::store::{fresh_id, now};
use crate::text::clock_can_be_right;
use crate::words::{CommandLine, Hint, local_date};

const EXAMPLES: &str = "\
levelup submit starter --name Ada --set planning=2+  # level 2, and level up
levelup submit starter --name Ada --answers answers.json  # read the answers from a file
levelup show @ --format json | levelup submit starter --answers -  # submit the latest answers again";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct SubmitArgs {
    /// Slug of the assessment
    #[arg(add = ValueKind::Slug)]
    pub slug: String,
    /// Name of the person; defaults to the name in the configuration file
    #[arg(long, add = ValueKind::Name)]
    pub name: Option<String>,
    /// Answer: a level or label (add + to level up), unknown, or n/a
    #[arg(long, value_name = "KEY=ANSWER", add = ValueKind::KeyAndAnswer)]
    pub set: Vec<String>,
    /// Note for a category
    #[arg(long, value_name = "KEY=TEXT", add = ValueKind::KeyAndNote)]
    pub note: Vec<String>,
    /// Read answers as JSON from a file, or `-` for standard input
    #[arg(long, value_name = "FILE", value_parser = PathParser)]
    pub answers: Option<std::path::PathBuf>,
    /// Time the assessment was taken (RFC 3339); defaults to now
    #[arg(long, value_name = "TIME")]
    pub taken_at: Option<String>,
    /// Fail if a category is missing or a level is out of range
    #[arg(long)]
    pub strict: bool,
}

/// `levelup submit`: saves a result without a screen and prints its ID.
pub(crate) fn run(args: &SubmitArgs, context: &CommandContext) -> Result<(), Failure> {
    let assessment = context.assessment(&args.slug)?;
    let taken_at = taken_at(args)?;
    let file = args.answers.as_deref().map(answers).transpose()?;
    let name = name(args, file.as_ref(), context)?;
    let Submission {
        answers,
        notes,
        remarks,
    } = read_submission(args, file.as_ref(), &assessment, context)?;
    let result = AssessmentResult {
        id: fresh_id(),
        name,
        taken_at,
        assessment: Arc::clone(&assessment),
        answers,
        notes,
    };
    let store = context.store()?;
    store.save(&result)?;
    note_pending(&*store, context);
    for remark in &remarks {
        context.note(&remark_words(remark, &assessment));
    }
    print_id(result.id)
}

/// Prints the ID. If stdout fails, the hint has it.
fn print_id(id: Uuid) -> Result<(), Failure> {
    print_data(&format!("{id}\n")).map_err(|failure| {
        if failure.error.is_none() {
            return failure;
        }
        failure.hint(format!("the result is saved; its ID is {id}"))
    })
}

/// The name of the command line, else of the configuration, else of the answers.
fn name(
    args: &SubmitArgs,
    file: Option<&AnswersFile>,
    context: &CommandContext,
) -> Result<String, Failure> {
    let of_answers = match file {
        Some(AnswersFile::Fields(fields)) => fields.name.as_ref(),
        _ => None,
    };
    let given = args.name.as_ref().or(context.config.name.as_ref());
    let name = given.or(of_answers).map_or("", String::as_str);
    checked_name(name).map_err(|error| {
        let is_empty = error == NameError::Empty;
        let failure = Failure::from(error);
        if is_empty {
            return failure.hint("use --name NAME, or set name = \"…\" in the configuration file");
        }
        failure
    })
}

/// The time of `--taken-at`, or else now, in milliseconds.
fn taken_at(args: &SubmitArgs) -> Result<Timestamp, Failure> {
    let now = now();
    if !clock_can_be_right(now) {
        let shown = local_date(now, &TimeZone::UTC);
        return Err(
            Failure::failed(format!("the clock of this computer is set to {shown}"))
                .hint("set the clock and run the command again; nothing was saved"),
        );
    }
    let time = match &args.taken_at {
        None => now,
        Some(text) => exact(text).map_err(|why| invalid_time(text, why))?,
    };
    if time.duration_since(now) > SignedDuration::from_hours(24) {
        let text = args.taken_at.as_deref().unwrap_or_default();
        return Err(invalid_time(text, TimeError::Future));
    }
    let millis = time.as_nanosecond().div_euclid(1_000_000);
    let whole = i64::try_from(millis).ok();
    let whole = whole.and_then(|millis| Timestamp::from_millisecond(millis).ok());
    whole.ok_or_else(|| invalid_time(&time.to_string(), TimeError::TooFar))
}

fn invalid_time(text: &str, why: TimeError) -> Failure {
    match why {
        TimeError::Unreadable | TimeError::NoOffset => {
            Failure::invalid(format!("--taken-at: invalid time `{text}`"))
                .hint("use a time like 2026-11-22T10:00:00Z or 2026-11-22T11:00:00+01:00")
        }
        TimeError::TooFar => Failure::invalid(format!("--taken-at: `{text}` is out of range"))
            .hint("use a time in the years 0001 to 9999"),
        TimeError::Future => Failure::invalid(format!(
            "--taken-at: `{text}` is more than a day in the future"
        ))
        .hint("check the date and the clock of this computer"),
    }
}

/// # Errors
/// Code 4, with all errors on stderr.
fn read_submission(
    args: &SubmitArgs,
    file: Option<&AnswersFile>,
    assessment: &Assessment,
    context: &CommandContext,
) -> Result<Submission, Failure> {
    let mut given = SubmissionInput {
        sets: &args.set,
        notes: &args.note,
        strict: args.strict,
        ..SubmissionInput::default()
    };
    match file {
        Some(AnswersFile::Sets(pairs)) => given.pairs = pairs,
        Some(AnswersFile::Fields(fields)) => given.fields = Some(fields),
        None => {}
    }
    submission(assessment, given).map_err(|errors| {
        for error in &errors {
            context.error(&error_words(error, assessment));
        }
        Failure::told(Exit::Invalid).hint("nothing was saved")
    })
}

fn answers(path: &Path) -> Result<AnswersFile, Failure> {
    let input: io::Result<Box<dyn Read>> = if path == Path::new("-") {
        Ok(Box::new(io::stdin().lock()))
    } else {
        open_to_read(path).map(|file| Box::new(file) as Box<dyn Read>)
    };
    let text = text_of(path, input)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    answers_from_json(text).map_err(|error| {
        let show = CommandLine::new("show ID").switch("--format json");
        Failure::invalid(format!("{}: {error}", path.display())).hint(
            Hint::from("use {\"KEY\": \"ANSWER\"}, or fields of the output of ").command(show),
        )
    })
}
