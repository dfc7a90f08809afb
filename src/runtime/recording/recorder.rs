use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use super::entry::{Digest, RecordedEnd, RecordingEntry, RequestedEffects};
use super::frame_text::page;
use super::header::Header;
use super::redactor::Redactor;
use crate::runtime::run_screen::StartScreen;
use crate::state::{Effect, Event, State, update};

/// Why a recording is not whole, where it is not.
pub(crate) type WriteError = Arc<Mutex<Option<io::Error>>>;

/// A file to record into, which was not there before.
#[derive(Debug)]
pub struct Recording {
    file: File,
    disguise: Redactor,
    trouble: WriteError,
}

impl Recording {
    /// Makes the file, readable by its owner alone.
    ///
    /// # Errors
    /// Where it is there already, or cannot be made.
    pub fn create(path: &Path, disguise: Redactor) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(Self {
            file: options.open(path)?,
            disguise,
            trouble: WriteError::default(),
        })
    }

    /// Where it will be told why the recording is not whole.
    pub fn trouble(&self) -> WriteError {
        Arc::clone(&self.trouble)
    }

    /// Begins to record a state that has not been opened yet.
    pub fn begin(mut self, state: &State, first: &StartScreen) -> Recorder {
        let header = Header::new(state, first, &mut self.disguise);
        let (shadow, effects) = header.open(None);
        let mut recorder = Recorder {
            recording: self,
            shadow,
            pending: None,
            digest: Digest::default(),
        };
        recorder.write(&RecordingEntry::Header(Box::new(header)));
        recorder.told(&effects);
        recorder
    }
}

/// Writes down what happens. Beside the program it carries a second one along, which sees what a
/// reader of the file will see: the end is told as that one has it.
#[derive(Debug)]
pub struct Recorder {
    recording: Recording,
    shadow: State,
    pending: Option<Event>,
    digest: Digest,
}

impl Recorder {
    /// Something is about to be taken in. It is on its way to the disk first: what it leads to may
    /// be the end of the program.
    pub fn before(&mut self, state: &State, event: &Event) {
        let event = self.recording.disguise.event(state, event.clone());
        // The time is told with what happens then.
        if !matches!(event, Event::Now(_)) {
            let line = RecordingEntry::Event {
                at: self.shadow.now,
                event: Some(event.clone()),
            };
            self.write(&line);
        }
        self.pending = Some(event);
    }

    /// It was taken in.
    pub fn after(&mut self) {
        let Some(event) = self.pending.take() else {
            return;
        };
        let time: Option<Timestamp> = match event {
            Event::Now(now) => Some(now),
            _ => None,
        };
        let effects = update(&mut self.shadow, event);
        if let Some(at) = time.filter(|_| !effects.is_empty()) {
            self.write(&RecordingEntry::Event { at, event: None });
        }
        self.told(&effects);
    }

    /// The program came to its end; where it broke off while something was taken in, that is the
    /// last there is.
    pub fn end(mut self) {
        if self.pending.is_some() {
            return;
        }
        let end = RecordedEnd {
            frame: page(&self.shadow),
            effects: self.digest.digits(),
        };
        self.write(&RecordingEntry::End(end));
    }

    fn told(&mut self, effects: &[Effect]) {
        if !effects.is_empty() {
            self.digest.add(effects);
            self.write(&RecordingEntry::Effects(RequestedEffects::new(effects)));
        }
    }

    /// A line at once. After the first that fails there are no more: a file with a hole would be
    /// read as another run.
    fn write(&mut self, line: &RecordingEntry) {
        let recording = &mut self.recording;
        let mut trouble = recording
            .trouble
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if trouble.is_some() {
            return;
        }
        let written = serde_json::to_vec(line)
            .map_err(io::Error::from)
            .and_then(|mut bytes| {
                bytes.push(b'\n');
                recording.file.write_all(&bytes)
            });
        *trouble = written.err();
    }
}
