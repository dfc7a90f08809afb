use std::iter::Peekable;
use std::ops::ControlFlow;

use jiff::Timestamp;

use super::entry::{Digest, RecordedEnd, RecordingEntry, RequestedEffects};
use super::frame_text::page;
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

/// Why a file is no recording that can be played.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// It does not begin as one.
    #[error("it has no recording header")]
    NoHeader,
    /// It is of a format that this version does not know.
    #[error("it has format {0}, but this version of levelup reads format {FORMAT}")]
    Format(u64),
    /// A line in the midst of it is none of a recording.
    #[error("line {line} is not part of a recording: {why}")]
    Line {
        /// Which, from 1.
        line: usize,
        /// What is wrong with it.
        why: String,
    },
}

/// One thing that happened, and what came of it.
#[derive(Debug, Clone)]
pub struct ReplayStep {
    /// Its number, from 0: that is the first frame.
    pub number: usize,
    /// When it happened.
    pub at: Timestamp,
    /// What happened; none: time went by, or the program was opened.
    pub event: Option<Event>,
    /// What the program wanted done then.
    pub effects: Vec<String>,
    /// What showed afterwards.
    pub frame: Vec<String>,
}

/// What became of a replay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// How many events there were.
    pub events: usize,
    /// Whether the recording has an end: one that broke off has none.
    pub is_whole: bool,
    /// Where it went otherwise than recorded, where it did.
    pub difference: Option<Difference>,
}

/// Where a replay went otherwise than recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// After an event something else was wanted.
    Effects {
        /// The number of the event.
        step: usize,
        /// What was wanted then.
        recorded: Vec<String>,
        /// What is wanted now.
        now: Vec<String>,
    },
    /// What shows at the end is another thing.
    Frame {
        /// Row, what showed then, what shows now.
        rows: Vec<(usize, String, String)>,
    },
}

impl Replay {
    /// Reads a recording. A last line that was not written to its end is passed over.
    ///
    /// # Errors
    /// Where it is none.
    pub fn read(text: &str) -> Result<Self, ReplayError> {
        let (header, lines) = text.split_once('\n').unwrap_or((text, ""));
        let header = read_header(header)?;
        let mut numbered = (2..).zip(lines.lines()).peekable();
        while let Some((line, text)) = numbered.next() {
            match serde_json::from_str::<RecordingEntry>(text) {
                Ok(_) => {}
                Err(_) if numbered.peek().is_none() => {}
                Err(error) => {
                    let why = error.to_string();
                    return Err(ReplayError::Line { line, why });
                }
            }
        }
        let lines = lines.to_owned();
        Ok(Self { header, lines })
    }

    /// How it was opened.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Replays the recording, and passes each step to `each` until it breaks. Effects are not run: the
    /// recording contains their outcome. At a different size the frames differ and are not compared.
    pub fn play(
        &self,
        size: Option<Size>,
        each: &mut dyn FnMut(ReplayStep) -> ControlFlow<()>,
    ) -> Ending {
        let (state, effects) = self.header.open(size);
        let mut run = ReplayRun {
            state,
            effects,
            digest: Digest::default(),
            step: 0,
            difference: None,
        };
        let read = |line| serde_json::from_str::<RecordingEntry>(line).ok();
        let mut lines = self.lines.lines().filter_map(read).peekable();
        let mut end = None;
        run.compare(asked(&mut lines));
        let mut goes_on = each(run.shown(None));
        while let Some(line) = lines.next().filter(|_| goes_on.is_continue()) {
            match line {
                RecordingEntry::Event { at, event } => {
                    run.step += 1;
                    run.happens(at, event.as_ref(), size.is_some());
                    run.compare(asked(&mut lines));
                    goes_on = each(run.shown(event.as_ref()));
                }
                RecordingEntry::End(told) => end = Some(told),
                RecordingEntry::Header(_) | RecordingEntry::Effects(_) => {}
            }
        }
        if let Some(end) = end.as_ref().filter(|_| size.is_none()) {
            run.compare_end(end);
        }
        Ending {
            events: run.step,
            is_whole: end.is_some(),
            difference: run.difference,
        }
    }
}

fn read_header(line: &str) -> Result<Header, ReplayError> {
    let value: serde_json::Value = serde_json::from_str(line).map_err(|_| ReplayError::NoHeader)?;
    let format = value.pointer("/header/format");
    let format = format.and_then(serde_json::Value::as_u64);
    match format.ok_or(ReplayError::NoHeader)? {
        format if format != u64::from(FORMAT) => Err(ReplayError::Format(format)),
        _ => match serde_json::from_value(value) {
            Ok(RecordingEntry::Header(header)) => Ok(*header),
            Ok(_) => Err(ReplayError::NoHeader),
            Err(error) => {
                let (line, why) = (1, error.to_string());
                Err(ReplayError::Line { line, why })
            }
        },
    }
}

/// What was wanted after the line that was read last; none at the end of one that broke off, where
/// nobody knows.
fn asked(lines: &mut Peekable<impl Iterator<Item = RecordingEntry>>) -> Option<RequestedEffects> {
    lines.peek()?;
    match lines.next_if(|line| matches!(line, RecordingEntry::Effects(_))) {
        Some(RecordingEntry::Effects(asked)) => Some(asked),
        _ => Some(RequestedEffects::new(&[])),
    }
}

/// A replay on its way.
struct ReplayRun {
    state: State,
    effects: Vec<Effect>,
    digest: Digest,
    step: usize,
    difference: Option<Difference>,
}

impl ReplayRun {
    fn happens(&mut self, at: Timestamp, event: Option<&Event>, own_size: bool) {
        self.effects.clear();
        if at != self.state.now {
            self.effects.extend(update(&mut self.state, Event::Now(at)));
        }
        match event {
            Some(Event::Resize(_)) if own_size => {}
            Some(event) => self.effects.extend(update(&mut self.state, event.clone())),
            None => {}
        }
    }

    /// Compares what is wanted with what was; only the first difference tells something.
    fn compare(&mut self, recorded: Option<RequestedEffects>) {
        self.digest.add(&self.effects);
        let now = RequestedEffects::new(&self.effects);
        let Some(recorded) = recorded.filter(|_| self.difference.is_none()) else {
            return;
        };
        if recorded != now {
            self.difference = Some(Difference::Effects {
                step: self.step,
                recorded: recorded.kinds,
                now: now.kinds,
            });
        }
    }

    fn compare_end(&mut self, end: &RecordedEnd) {
        let frame = page(&self.state);
        let rows = frame.len().max(end.frame.len());
        let row = |frame: &[String], at: usize| frame.get(at).cloned().unwrap_or_default();
        let rows: Vec<_> = (0..rows)
            .map(|at| (at, row(&end.frame, at), row(&frame, at)))
            .filter(|(_, then, now)| then != now)
            .collect();
        if self.difference.is_none() && self.digest.digits() != end.effects {
            self.difference = Some(Difference::Effects {
                step: self.step,
                recorded: Vec::new(),
                now: Vec::new(),
            });
        }
        if self.difference.is_none() && !rows.is_empty() {
            self.difference = Some(Difference::Frame { rows });
        }
    }

    fn shown(&self, event: Option<&Event>) -> ReplayStep {
        ReplayStep {
            number: self.step,
            at: self.state.now,
            event: event.cloned(),
            effects: RequestedEffects::new(&self.effects).kinds,
            frame: page(&self.state),
        }
    }
}
