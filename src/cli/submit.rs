use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use clap::Args;
use jiff::Timestamp;
use uuid::Uuid;

use super::submit_words::{error_words, remark_words};
use super::{Context, Exit, Failure};
use crate::assessment::Assessment;
use crate::report::json::{AnswersFile, answers_from_json};
use crate::results::{AssessmentResult, Given, Submission, checked_name, submission};
use crate::runtime::assessments::said;
use crate::store::Store as _;

/// The most bytes of a file with answers; the longest notes take 40 MB.
const ANSWERS_MAX: u64 = 64 << 20;

/// What `levelup submit` is asked.
#[derive(Debug, Args)]
pub struct SubmitArgs {
    /// The assessment
    pub slug: String,
    /// Whose answers they are; else the name of the configuration
    #[arg(long)]
    pub name: Option<String>,
    /// An answer: a level or a label, with + for level up; unknown; n/a
    #[arg(long, value_name = "KEY=ANSWER")]
    pub set: Vec<String>,
    /// A note beside an answer
    #[arg(long, value_name = "KEY=TEXT")]
    pub note: Vec<String>,
    /// Answers as JSON, from a file or - for standard input
    #[arg(long, value_name = "FILE")]
    pub answers: Option<std::path::PathBuf>,
    /// When it was taken (RFC 3339); else now
    #[arg(long, value_name = "TIME")]
    pub taken_at: Option<String>,
    /// Take nothing for granted: every category named, every number in range
    #[arg(long)]
    pub strict: bool,
}

/// `levelup submit`: saves a result without a screen and prints its id.
pub fn run(args: &SubmitArgs, context: &Context) -> Result<(), Failure> {
    let assessment = context.assessment(&args.slug)?;
    let name = name(args, context)?;
    let taken_at = taken_at(args)?;
    let Submission {
        answers,
        notes,
        remarks,
    } = hand_in(args, &assessment, context)?;
    for remark in &remarks {
        context.note(&remark_words(remark, &assessment));
    }
    let result = AssessmentResult {
        id: Uuid::now_v7(),
        name,
        taken_at,
        assessment,
        answers,
        notes,
    };
    context.store().save(&result)?;
    context.data(&format!("{}\n", result.id))
}

fn name(args: &SubmitArgs, context: &Context) -> Result<String, Failure> {
    let given = args.name.as_ref().or(context.config.name.as_ref());
    let hint = "give --name NAME, or write name = \"…\" into the configuration";
    let name = given.ok_or_else(|| Failure::invalid("a name is needed").hint(hint))?;
    checked_name(name).map_err(|error| Failure::invalid(error.to_string()).hint(hint))
}

/// Now, or when it is said to have been; in whole milliseconds.
fn taken_at(args: &SubmitArgs) -> Result<Timestamp, Failure> {
    let time: Timestamp = match &args.taken_at {
        None => Timestamp::now(),
        Some(text) => text.trim().parse().map_err(|_| no_time(text))?,
    };
    let millis = time.as_nanosecond().div_euclid(1_000_000);
    let whole = i64::try_from(millis).ok();
    let whole = whole.and_then(|millis| Timestamp::from_millisecond(millis).ok());
    whole.ok_or_else(|| no_time(&time.to_string()))
}

fn no_time(text: &str) -> Failure {
    Failure::invalid(format!("--taken-at: `{text}` is not a time"))
        .hint("write it like 2026-11-22T10:00:00Z or 2026-11-22T11:00:00+01:00")
}

/// What is saved; else everything that is wrong has been told.
fn hand_in(
    args: &SubmitArgs,
    assessment: &Assessment,
    context: &Context,
) -> Result<Submission, Failure> {
    let file = args.answers.as_deref().map(answers).transpose()?;
    let mut given = Given {
        sets: &args.set,
        notes: &args.note,
        strict: args.strict,
        ..Given::default()
    };
    match &file {
        Some(AnswersFile::Sets(pairs)) => given.pairs = pairs,
        Some(AnswersFile::Result(result)) => given.result = Some(result),
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
        File::open(path).and_then(text)
    };
    let text = read.map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData => Failure::invalid(format!("{shown}: not text in UTF-8")),
        io::ErrorKind::FileTooLarge => Failure::invalid(format!("{shown}: too large")),
        _ => Failure::failed(format!("cannot read {shown}: {}", said(&error))),
    })?;
    answers_from_json(&text).map_err(|error| {
        Failure::invalid(format!("{shown}: {error}"))
            .hint("give {\"KEY\": \"ANSWER\"}, or what levelup show ID --format json prints")
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
