use std::iter::Peekable;
use std::ops::ControlFlow;

use jiff::Timestamp;

use super::entry::{EffectDigest, RecordedEnd, RecordingEntry, RequestedEffects, frame_text};
use super::header::{FORMAT, Header};
use crate::state::{Effect, Event, Size, State, update};

/// A recording that was read.
#[derive(Debug, Clone)]
pub struct Replay {
    header: Header,
    /// The lines after the header. A parsed line takes much more memory, so each is parsed when it is
    /// replayed.
    lines: String,
}

/// Why a file cannot be replayed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    #[error("it has no recording header")]
    NoHeader,
    #[error("it has format {0}, but this version of levelup reads format {FORMAT}")]
    Format(u64),
    #[error("line {line} is not part of a recording: {why}")]
    Line { line: usize, why: String },
}

/// An event of a replay and its effects.
#[derive(Debug, Clone)]
pub struct ReplayStep {
    /// 0 for the first frame, before all events.
    pub number: usize,
    pub at: Timestamp,
    /// `None` for the first frame, and if only time passed.
    pub event: Option<Event>,
    /// The kinds of the requested effects.
    pub effects: Vec<String>,
    /// The frame after the event.
    pub frame: Vec<String>,
}

/// How a replay ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplayOutcome {
    pub events: usize,
    /// Whether the recording has an end: that of a crashed run has none.
    pub is_complete: bool,
    pub difference: Option<Difference>,
}

/// The first difference between a replay and its recording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The kinds of effects that an event requested. If they are equal, the contents differ.
    Effects {
        step: usize,
        recorded: Vec<String>,
        now: Vec<String>,
    },
    /// The rows of the last frame that differ: number, recorded, now.
    Frame { rows: Vec<(usize, String, String)> },
}

impl Replay {
    /// Reads a recording, without the last line if that is incomplete.
    ///
    /// # Errors
    /// If the text is not a recording of this format.
    pub fn read(text: &str) -> Result<Self, ReplayError> {
        let (header, lines) = text.split_once('\n').unwrap_or((text, ""));
        let header = read_header(header)?;
        let mut numbered = (2..).zip(lines.lines()).peekable();
        while let Some((line, text)) = numbered.next() {
            if let Err(error) = serde_json::from_str::<RecordingEntry>(text)
                && numbered.peek().is_some()
            {
                let why = error.to_string();
                return Err(ReplayError::Line { line, why });
            }
        }
        let lines = lines.to_owned();
        Ok(Self { header, lines })
    }

    /// Replays the recording, and passes each step to `each` until it breaks. Effects are not run: the
    /// recording contains their outcome. At a different size the frames differ and are not compared.
    pub fn play(
        &self,
        size: Option<Size>,
        each: &mut dyn FnMut(ReplayStep) -> ControlFlow<()>,
    ) -> ReplayOutcome {
        let (state, effects) = self.header.open(size);
        let mut run = ReplayRun {
            state,
            effects,
            digest: EffectDigest::default(),
            step: 0,
            difference: None,
        };
        let read = |line| serde_json::from_str::<RecordingEntry>(line).ok();
        let mut lines = self.lines.lines().filter_map(read).peekable();
        let mut end = None;
        run.compare(next_effects(&mut lines));
        let mut flow = each(run.to_step(None));
        while let Some(line) = lines.next().filter(|_| flow.is_continue()) {
            match line {
                RecordingEntry::Event { at, event } => {
                    run.step += 1;
                    run.apply(at, event.as_ref(), size.is_some());
                    run.compare(next_effects(&mut lines));
                    flow = each(run.to_step(event.as_ref()));
                }
                RecordingEntry::End(recorded) => end = Some(recorded),
                RecordingEntry::Header(_) | RecordingEntry::Effects(_) => {}
            }
        }
        if let Some(end) = end.as_ref().filter(|_| size.is_none()) {
            run.compare_end(end);
        }
        ReplayOutcome {
            events: run.step,
            is_complete: end.is_some(),
            difference: run.difference,
        }
    }
}

fn read_header(line: &str) -> Result<Header, ReplayError> {
    let value: serde_json::Value = serde_json::from_str(line).map_err(|_| ReplayError::NoHeader)?;
    let format = value.pointer("/header/format");
    let format = format.and_then(serde_json::Value::as_u64);
    let format = format.ok_or(ReplayError::NoHeader)?;
    if format != u64::from(FORMAT) {
        return Err(ReplayError::Format(format));
    }
    match serde_json::from_value(value) {
        Ok(RecordingEntry::Header(header)) => Ok(*header),
        Ok(_) => Err(ReplayError::NoHeader),
        Err(error) => Err(ReplayError::Line {
            line: 1,
            why: error.to_string(),
        }),
    }
}

/// The effects recorded after the line read last; `None` at the end of an incomplete recording, which
/// may lack them.
fn next_effects(
    lines: &mut Peekable<impl Iterator<Item = RecordingEntry>>,
) -> Option<RequestedEffects> {
    lines.peek()?;
    match lines.next_if(|line| matches!(line, RecordingEntry::Effects(_))) {
        Some(RecordingEntry::Effects(effects)) => Some(effects),
        _ => Some(RequestedEffects::new(&[])),
    }
}

struct ReplayRun {
    state: State,
    effects: Vec<Effect>,
    digest: EffectDigest,
    step: usize,
    difference: Option<Difference>,
}

impl ReplayRun {
    fn apply(&mut self, at: Timestamp, event: Option<&Event>, keeps_size: bool) {
        self.effects.clear();
        if at != self.state.now {
            self.effects.extend(update(&mut self.state, Event::Now(at)));
        }
        match event {
            Some(Event::Resize(_)) if keeps_size => {}
            Some(event) => self.effects.extend(update(&mut self.state, event.clone())),
            None => {}
        }
    }

    /// Compares the requested effects with the recorded ones.
    fn compare(&mut self, recorded: Option<RequestedEffects>) {
        self.digest.add(&self.effects);
        let now = RequestedEffects::new(&self.effects);
        if let Some(recorded) = recorded.filter(|recorded| *recorded != now) {
            self.add_difference(Difference::Effects {
                step: self.step,
                recorded: recorded.kinds,
                now: now.kinds,
            });
        }
    }

    fn compare_end(&mut self, end: &RecordedEnd) {
        if self.digest.digits() != end.effects {
            self.add_difference(Difference::Effects {
                step: self.step,
                recorded: Vec::new(),
                now: Vec::new(),
            });
        }
        let frame = frame_text(&self.state);
        let row = |frame: &[String], at: usize| frame.get(at).cloned().unwrap_or_default();
        let rows: Vec<_> = (0..frame.len().max(end.frame.len()))
            .map(|at| (at, row(&end.frame, at), row(&frame, at)))
            .filter(|(_, recorded, now)| recorded != now)
            .collect();
        if !rows.is_empty() {
            self.add_difference(Difference::Frame { rows });
        }
    }

    /// Keeps the first difference: later ones follow from it.
    fn add_difference(&mut self, difference: Difference) {
        self.difference.get_or_insert(difference);
    }

    fn to_step(&self, event: Option<&Event>) -> ReplayStep {
        ReplayStep {
            number: self.step,
            at: self.state.now,
            event: event.cloned(),
            effects: RequestedEffects::new(&self.effects).kinds,
            frame: frame_text(&self.state),
        }
    }
}
