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
use crate::cli::option_values::{PathParser, ValueKind};
use crate::cli::pending_notes::tell_waiting;
use crate::cli::stdout::print_data;
use crate::cli::time_argument::{TimeError, exact};
use crate::json::{AnswersFile, answers_from_json};
use crate::results::{
    AssessmentResult, NameError, Submission, SubmissionInput, checked_name, submission,
};
use crate::runtime::open_to_read;
use crate::store::{fresh_id, now, said};
use crate::text::clock_can_be_right;
use crate::words::{CommandLine, Hint, local_date};

/// The most bytes of a file with answers; the longest notes take 40 MB.
const ANSWERS_MAX: u64 = 64 << 20;

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

/// `levelup submit`: saves a result without a screen and prints its id.
pub(crate) fn run(args: &SubmitArgs, context: &CommandContext) -> Result<(), Failure> {
    let assessment = context.assessment(&args.slug)?;
    let taken_at = taken_at(args)?;
    let file = args.answers.as_deref().map(answers).transpose()?;
    let name = name(args, file.as_ref(), context)?;
    let Submission {
        answers,
        notes,
        remarks,
    } = hand_in(args, file.as_ref(), &assessment, context)?;
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
    tell_waiting(&*store, context);
    for remark in &remarks {
        context.note(&remark_words(remark, &assessment));
    }
    tell_id(result.id)
}

/// Prints the id. Where that fails, it is told in another way that the result is saved.
fn tell_id(id: Uuid) -> Result<(), Failure> {
    print_data(&format!("{id}\n")).map_err(|failure| {
        if failure.error.is_none() {
            return failure;
        }
        failure.hint(format!("the result is saved; its ID is {id}"))
    })
}

/// The name that is given, else that of the configuration, else the one beside the answers.
fn name(
    args: &SubmitArgs,
    file: Option<&AnswersFile>,
    context: &CommandContext,
) -> Result<String, Failure> {
    let beside = match file {
        Some(AnswersFile::Fields(fields)) => fields.name.as_ref(),
        _ => None,
    };
    let given = args.name.as_ref().or(context.config.name.as_ref());
    let name = given.or(beside).map_or("", String::as_str);
    checked_name(name).map_err(|error| {
        let failure = Failure::invalid(error.to_string());
        if error == NameError::Empty {
            return failure.hint("use --name NAME, or set name = \"…\" in the configuration file");
        }
        failure
    })
}

/// Now, or when it is said to have been; in whole milliseconds.
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
        Some(text) => exact(text).map_err(|why| no_time(text, why))?,
    };
    if time.duration_since(now) > SignedDuration::from_hours(24) {
        let text = args.taken_at.as_deref().unwrap_or_default();
        return Err(no_time(text, TimeError::Future));
    }
    let millis = time.as_nanosecond().div_euclid(1_000_000);
    let whole = i64::try_from(millis).ok();
    let whole = whole.and_then(|millis| Timestamp::from_millisecond(millis).ok());
    whole.ok_or_else(|| no_time(&time.to_string(), TimeError::TooFar))
}

fn no_time(text: &str, why: TimeError) -> Failure {
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

/// What is saved; else everything that is wrong has been told.
fn hand_in(
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
    let shown = path.display();
    let read = if path == Path::new("-") {
        text(io::stdin().lock())
    } else {
        open_to_read(path).and_then(text)
    };
    let text = read.map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData => Failure::invalid(format!("{shown}: not valid UTF-8")),
        io::ErrorKind::FileTooLarge => Failure::invalid(format!("{shown}: too large")),
        _ => Failure::failed(format!("cannot read {shown}: {}", said(&error))),
    })?;
    answers_from_json(&text).map_err(|error| {
        let show = CommandLine::new("show ID").switch("--format json");
        Failure::invalid(format!("{shown}: {error}")).hint(
            Hint::from("use {\"KEY\": \"ANSWER\"}, or fields of the output of ").command(show),
        )
    })
}

fn text(from: impl Read) -> io::Result<String> {
    let mut text = String::new();
    let length = from.take(ANSWERS_MAX + 1).read_to_string(&mut text)?;
    if length as u64 > ANSWERS_MAX {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text))
}
