use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use super::entry::{EffectDigest, RecordedEnd, RecordingEntry, RequestedEffects, frame_text};
use super::header::Header;
use super::redactor::Redactor;
use crate::runtime::run_screen::StartScreen;
use crate::state::{Effect, Event, State, update};

/// The first error in writing a recording, which is then incomplete.
pub(crate) type WriteError = Arc<Mutex<Option<io::Error>>>;

/// A new file to record to.
#[derive(Debug)]
pub struct Recording {
    file: File,
    redactor: Redactor,
    write_error: WriteError,
}

impl Recording {
    /// Creates the file, readable only by its owner.
    ///
    /// # Errors
    /// If it exists or cannot be created.
    pub fn create(path: &Path, redactor: Redactor) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(Self {
            file: options.open(path)?,
            redactor,
            write_error: WriteError::default(),
        })
    }

    pub(crate) fn write_error(&self) -> WriteError {
        Arc::clone(&self.write_error)
    }

    /// Starts recording a state before its first screen is opened.
    pub fn start(mut self, state: &State, first: &StartScreen) -> Recorder {
        let header = Header::new(state, first, &mut self.redactor);
        let (replayed, effects) = header.open(None);
        let mut recorder = Recorder {
            recording: self,
            replayed,
            pending: None,
            digest: EffectDigest::default(),
        };
        recorder.write(&RecordingEntry::Header(Box::new(header)));
        recorder.write_effects(&effects);
        recorder
    }
}

/// Writes the events of a run. It keeps a second state, which receives the redacted events, so that
/// recorded effects and frames are those of a replay.
#[derive(Debug)]
pub struct Recorder {
    recording: Recording,
    replayed: State,
    pending: Option<Event>,
    digest: EffectDigest,
}

impl Recorder {
    /// Writes an event before the state is updated, because the update may crash.
    pub(crate) fn before_update(&mut self, state: &State, event: &Event) {
        let event = self.recording.redactor.event(state, event.clone());
        // The time is part of the next event.
        if !matches!(event, Event::Now(_)) {
            let entry = RecordingEntry::Event {
                at: self.replayed.now,
                event: Some(event.clone()),
            };
            self.write(&entry);
        }
        self.pending = Some(event);
    }

    /// Writes the effects of that event.
    pub(crate) fn after_update(&mut self) {
        let Some(event) = self.pending.take() else {
            return;
        };
        let time: Option<Timestamp> = match event {
            Event::Now(now) => Some(now),
            _ => None,
        };
        let effects = update(&mut self.replayed, event);
        if let Some(at) = time.filter(|_| !effects.is_empty()) {
            self.write(&RecordingEntry::Event { at, event: None });
        }
        self.write_effects(&effects);
    }

    /// Writes the end, unless the program crashed during an update.
    pub(crate) fn end(mut self) {
        if self.pending.is_none() {
            let end = RecordedEnd {
                frame: frame_text(&self.replayed),
                effects: self.digest.digits(),
            };
            self.write(&RecordingEntry::End(end));
        }
    }

    fn write_effects(&mut self, effects: &[Effect]) {
        if !effects.is_empty() {
            self.digest.add(effects);
            self.write(&RecordingEntry::Effects(RequestedEffects::new(effects)));
        }
    }

    /// Writes a line immediately. Stops after an error: a file with a gap would be another run.
    fn write(&mut self, entry: &RecordingEntry) {
        let recording = &mut self.recording;
        let error = &recording.write_error;
        let mut error = error.lock().unwrap_or_else(PoisonError::into_inner);
        if error.is_some() {
            return;
        }
        let written = serde_json::to_vec(entry)
            .map_err(io::Error::from)
            .and_then(|mut bytes| {
                bytes.push(b'\n');
                recording.file.write_all(&bytes)
            });
        *error = written.err();
    }
}
