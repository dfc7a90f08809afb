use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::failure::{Exit, Failure};
use crate::cli::option_values::{PathParser, text_of};
use crate::cli::stdout::print_data;
use crate::runtime::{Difference, Replay, ReplayError, ReplayOutcome, ReplayStep, open_to_read};
use crate::state::{Event, SIZE_MAX, Size};
use crate::text::count;

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

/// `levelup replay`: replays a recording and compares how it ends.
///
/// # Errors
/// If the file is not a recording, or the replay differs (code 1).
pub(crate) fn run(args: &ReplayArgs) -> Result<(), Failure> {
    let path = &args.file;
    let text = text_of(path, open_to_read(path))?;
    let replay = Replay::read(&text).map_err(|error| invalid_recording(path, &error))?;
    let mut printed = Ok(());
    let ending = replay.play(args.size, &mut |step| {
        if args.frames {
            printed = print_data(&step_text(&step));
        }
        if printed.is_ok() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    });
    printed?;
    print_data(&outcome_text(&ending, args))?;
    match ending.difference {
        None => Ok(()),
        Some(_) => Err(Failure::told(Exit::Failed)),
    }
}

fn invalid_recording(path: &Path, error: &ReplayError) -> Failure {
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

/// A line about the event and its effects, and the frame.
fn step_text(step: &ReplayStep) -> String {
    let event = match (&step.event, step.number) {
        (None, 0) => "opened".to_owned(),
        (None, _) => "time passed".to_owned(),
        (Some(event), _) => event_words(event),
    };
    let effects = if step.effects.is_empty() {
        String::new()
    } else {
        format!(" → {}", step.effects.join(", "))
    };
    let time = step.at.strftime("%H:%M:%S%.3f");
    let mut out = format!("── {} · {time} · {event}{effects}\n", step.number);
    for row in &step.frame {
        let _ = writeln!(out, "{row}");
    }
    out
}

/// A key by its name, and other events by their kind.
fn event_words(event: &Event) -> String {
    match event {
        Event::Key(key) => format!("key {key}"),
        Event::Mouse(mouse) => format!("{:?} at {},{}", mouse.kind, mouse.x, mouse.y),
        Event::Resize(size) => format!("size {}x{}", size.width, size.height),
        event => {
            let text = format!("{event:?}");
            let end = text.find(|c: char| !c.is_alphanumeric());
            text[..end.unwrap_or(text.len())].to_owned()
        }
    }
}

fn outcome_text(ending: &ReplayOutcome, args: &ReplayArgs) -> String {
    let events = count(ending.events, "event", "events");
    let outcome = match (&ending.difference, ending.is_complete, args.size) {
        (Some(_), ..) => "the replay differs from the recording",
        (None, false, _) => "identical up to where the recording breaks off",
        (None, true, Some(_)) => "identical; the last frame was not compared",
        (None, true, None) => "identical, including the last frame",
    };
    let difference = ending.difference.as_ref().map(difference_text);
    format!("{events}: {outcome}\n{}", difference.unwrap_or_default())
}

/// The different lines: `-` as recorded, `+` as replayed.
fn difference_text(difference: &Difference) -> String {
    let list = |effects: &[String], empty: &str| match effects {
        [] => empty.to_owned(),
        effects => effects.join(", "),
    };
    match difference {
        Difference::Effects {
            step,
            recorded,
            now,
        } if recorded == now => {
            let effects = list(now, "the effects");
            format!("after event {step}: {effects} with different contents\n")
        }
        Difference::Effects {
            step,
            recorded,
            now,
        } => {
            let (recorded, now) = (list(recorded, "nothing"), list(now, "nothing"));
            format!("after event {step}:\n- {recorded}\n+ {now}\n")
        }
        Difference::Frame { rows } => {
            let mut out = String::new();
            for (row, recorded, now) in rows {
                let _ = writeln!(out, "row {}:\n- {recorded}\n+ {now}", row + 1);
            }
            out
        }
    }
}
