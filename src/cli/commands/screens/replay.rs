use std::fmt::Write as _;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::failure::{Exit, Failure};
use crate::cli::option_values::PathParser;
use crate::cli::stdout::print_data;
use crate::runtime::{Difference, Ending, Replay, ReplayError, ReplayStep, read_text};
use crate::state::{Event, SIZE_MAX, Size};
use crate::store::said;
use crate::text::count;

/// The most bytes of a recording. Recording a full day takes a few MiB.
const RECORDING_MAX: u64 = 64 << 20;

const EXAMPLES: &str = "\
levelup --record run.jsonl take craft  # record a session
levelup replay run.jsonl --frames  # replay it";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ReplayArgs {
    /// Recording created with --record
    #[arg(value_parser = PathParser)]
    pub file: PathBuf,
    /// Print each frame and the event that led to it
    #[arg(long)]
    pub frames: bool,
    /// Replay at this size, such as 120x36, without comparing the last frame
    #[arg(long, value_name = "WxH", value_parser = size)]
    pub size: Option<Size>,
}

/// `levelup replay`: lets a recorded run happen again, and says whether it ends as it did.
///
/// # Errors
/// Where the file cannot be read or is no recording, or the run goes otherwise (1).
pub(crate) fn run(args: &ReplayArgs) -> Result<(), Failure> {
    let path = &args.file;
    let text = read_text(path, RECORDING_MAX).map_err(|error| not_read(path, &error))?;
    let replay = Replay::read(&text).map_err(|error| not_played(path, &error))?;
    let mut out = String::new();
    let mut failed = None;
    let ending = replay.play(args.size, &mut |step| {
        if !args.frames {
            return ControlFlow::Continue(());
        }
        show(&step, &mut out);
        let written = print_data(&std::mem::take(&mut out));
        failed = written.err();
        match failed {
            None => ControlFlow::Continue(()),
            Some(_) => ControlFlow::Break(()),
        }
    });
    if let Some(failure) = failed {
        return Err(failure);
    }
    let _ = writeln!(out, "{}", in_words(&ending, args.size.is_some()));
    if let Some(difference) = &ending.difference {
        tell(difference, &mut out);
    }
    print_data(&out)?;
    match ending.difference {
        None => Ok(()),
        Some(_) => Err(Failure::told(Exit::Failed)),
    }
}

fn not_read(path: &Path, error: &io::Error) -> Failure {
    let shown = path.display();
    match error.kind() {
        io::ErrorKind::InvalidData => Failure::invalid(format!("{shown} is not UTF-8 text")),
        io::ErrorKind::FileTooLarge => Failure::invalid(format!(
            "{shown} is too large: a recording has at most 64 MiB"
        )),
        _ => Failure::failed(format!("cannot read {shown}: {}", said(error))),
    }
}

fn not_played(path: &Path, error: &ReplayError) -> Failure {
    let failure = Failure::invalid(format!("cannot replay {}: {error}", path.display()));
    match error {
        ReplayError::NoHeader => failure.hint("create a recording with levelup --record FILE"),
        ReplayError::Format(_) => {
            failure.hint("replay it with the version of levelup that recorded it")
        }
        ReplayError::Line { .. } => failure,
    }
}

fn size(text: &str) -> Result<Size, String> {
    let read = || {
        let (width, height) = text.split_once('x')?;
        let (width, height) = (width.parse().ok()?, height.parse().ok()?);
        let fits = |cells| (1..=SIZE_MAX).contains(&cells);
        (fits(width) && fits(height)).then_some(Size { width, height })
    };
    let limit = || format!("use columns and rows, up to {SIZE_MAX}x{SIZE_MAX}, such as 120x36");
    read().ok_or_else(limit)
}

/// A frame, below a line that says what led to it.
fn show(step: &ReplayStep, out: &mut String) {
    let what = match (&step.event, step.number) {
        (None, 0) => "opened".to_owned(),
        (None, _) => "time passed".to_owned(),
        (Some(event), _) => event_words(event),
    };
    let asked = if step.effects.is_empty() {
        String::new()
    } else {
        format!(" → {}", step.effects.join(", "))
    };
    let time = step.at.strftime("%H:%M:%S%.3f");
    let _ = writeln!(out, "── {} · {time} · {what}{asked}", step.number);
    for row in &step.frame {
        let _ = writeln!(out, "{row}");
    }
}

/// A key by its name, all else by the kind that it is.
fn event_words(event: &Event) -> String {
    match event {
        Event::Key(key) => format!("key {key}"),
        Event::Mouse(mouse) => format!("{:?} at {},{}", mouse.kind, mouse.x, mouse.y),
        Event::Resize(size) => format!("size {}x{}", size.width, size.height),
        event => {
            let whole = format!("{event:?}");
            let end = whole.find(|c: char| !c.is_alphanumeric());
            whole[..end.unwrap_or(whole.len())].to_owned()
        }
    }
}

fn in_words(ending: &Ending, own_size: bool) -> String {
    let events = count(ending.events, "event", "events");
    let how = match (&ending.difference, ending.is_whole, own_size) {
        (Some(_), ..) => "the replay differs from the recording",
        (None, false, _) => "identical up to where the recording breaks off",
        (None, true, true) => "identical; the last frame was not compared",
        (None, true, false) => "identical, including the last frame",
    };
    format!("{events}: {how}")
}

/// What differs, line by line: `-` as recorded, `+` as it is now.
fn tell(difference: &Difference, out: &mut String) {
    match difference {
        Difference::Effects {
            step,
            recorded,
            now,
        } if recorded == now => {
            let what = if now.is_empty() {
                "the effects".to_owned()
            } else {
                now.join(", ")
            };
            let _ = writeln!(out, "after event {step}: {what} with different contents");
        }
        Difference::Effects {
            step,
            recorded,
            now,
        } => {
            let words = |kinds: &[String]| match kinds {
                [] => "nothing".to_owned(),
                kinds => kinds.join(", "),
            };
            let _ = writeln!(out, "after event {step}:");
            let _ = writeln!(out, "- {}", words(recorded));
            let _ = writeln!(out, "+ {}", words(now));
        }
        Difference::Frame { rows } => {
            for (row, recorded, now) in rows {
                let _ = writeln!(out, "row {}:", row + 1);
                let _ = writeln!(out, "- {recorded}");
                let _ = writeln!(out, "+ {now}");
            }
        }
    }
}
