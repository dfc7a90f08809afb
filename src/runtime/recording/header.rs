//! The first line of a recording: everything a replay needs besides the events.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::redactor::Redactor;
use crate::assessment::{Assessment, AssessmentFile, Catalogue, Origin, SourceFile};
use crate::runtime::run_screen::StartScreen;
use crate::state::{ACTIONS, Effect, Key, Keymap, Screen, Settings, Size, State};
use crate::text::DateFormat;

/// The only format of recordings that this version writes and reads.
pub(super) const FORMAT: u32 = 1;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Header {
    format: u32,
    /// The version of levelup that wrote the file.
    levelup: String,
    /// Whether names, notes, and typed text are replaced.
    #[serde(rename = "disguised")]
    redacted: bool,
    command: RecordedCommand,
    now: Timestamp,
    zone: String,
    size: Size,
    settings: RecordedSettings,
    /// `None` for dates such as `2026-11-22`.
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    keys: Vec<RecordedBinding>,
    name: Option<String>,
    demo: bool,
    assessments: Vec<RecordedAssessment>,
    broken: Vec<BrokenFile>,
}

/// The screen that was opened.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RecordedCommand {
    Home,
    Take(String),
    Browse(String),
}

/// The settings that a replay depends on. A separate type, so that changes of [`Settings`] do not
/// change the format.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(default)]
struct RecordedSettings {
    advance: bool,
    ascii: bool,
    mouse: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct RecordedAssessment {
    slug: String,
    definition: Assessment,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct BrokenFile {
    file: String,
    text: String,
}

impl Header {
    /// Describes a state before its `first` screen is opened.
    pub(super) fn new(state: &State, first: &StartScreen, redactor: &mut Redactor) -> Self {
        let catalogue = &state.catalogue;
        let all = catalogue.entries().iter().map(|entry| entry.listed.whole());
        let (command, assessments): (_, Vec<_>) = match first {
            StartScreen::Home => (RecordedCommand::Home, all.collect()),
            StartScreen::Take(assessment) => (
                RecordedCommand::Take(assessment.slug.clone()),
                vec![assessment],
            ),
            StartScreen::Browse(query) => {
                (RecordedCommand::Browse(redactor.name(query)), Vec::new())
            }
        };
        let is_home = matches!(first, StartScreen::Home);
        let broken = catalogue.broken().iter().filter(|_| is_home);
        redactor.keep_words_of(&assessments);
        Self {
            format: FORMAT,
            levelup: env!("CARGO_PKG_VERSION").to_owned(),
            redacted: redactor.is_on(),
            command,
            now: state.now,
            zone: state.zone.iana_name().unwrap_or("UTC").to_owned(),
            size: state.size,
            settings: RecordedSettings::from(state.settings),
            date: state.dates.own().map(str::to_owned),
            keys: RecordedBinding::of(&state.keymap),
            name: state.name.as_deref().map(|name| redactor.name(name)),
            demo: state.demo,
            assessments: assessments
                .into_iter()
                .map(RecordedAssessment::new)
                .collect(),
            broken: broken.map(BrokenFile::new).collect(),
        }
    }

    /// Opens the first screen, at a different size if there is one. Returns its state and effects.
    pub(super) fn open(&self, size: Option<Size>) -> (State, Vec<Effect>) {
        let assessments = self.assessments.iter().map(RecordedAssessment::assessment);
        let broken = self.broken.iter().map(BrokenFile::read);
        let catalogue = Arc::new(Catalogue::of(assessments, broken.collect()));
        let zone = TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC);
        let mut state = State::new(catalogue, self.now, zone);
        state.size = size.unwrap_or(self.size);
        state.settings = self.settings.into();
        let dates = self.date.as_deref().map(DateFormat::new);
        state.dates = dates.and_then(Result::ok).unwrap_or_default();
        state.keymap = RecordedBinding::keymap(&self.keys);
        state.name.clone_from(&self.name);
        state.demo = self.demo;
        let screen = self.screen(&state);
        let effects = state.start(screen);
        (state, effects)
    }

    fn screen(&self, state: &State) -> Screen {
        let first = match &self.command {
            RecordedCommand::Home => StartScreen::Home,
            RecordedCommand::Browse(query) => StartScreen::Browse(query.clone()),
            RecordedCommand::Take(slug) => match state.catalogue.find(slug) {
                Ok(assessment) => StartScreen::Take(assessment),
                // The recording was edited.
                Err(_) => StartScreen::Home,
            },
        };
        first.screen(state)
    }
}

impl RecordedAssessment {
    fn new(assessment: &Arc<Assessment>) -> Self {
        Self {
            slug: assessment.slug.clone(),
            definition: Assessment::clone(assessment),
        }
    }

    fn assessment(&self) -> Arc<Assessment> {
        Arc::new(Assessment {
            slug: self.slug.clone(),
            ..self.definition.clone()
        })
    }
}

impl BrokenFile {
    /// Keeps only the file name, because directories may contain names of people.
    fn new(file: &AssessmentFile) -> Self {
        let name = file.path.file_name().unwrap_or(file.path.as_os_str());
        Self {
            file: name.to_string_lossy().into_owned(),
            text: file.text.clone(),
        }
    }

    fn read(&self) -> AssessmentFile {
        AssessmentFile::read(SourceFile {
            origin: Origin::Here,
            path: PathBuf::from(&self.file),
            content: Ok(self.text.clone().into_bytes()),
        })
    }
}

impl Default for RecordedSettings {
    fn default() -> Self {
        Settings::default().into()
    }
}

impl From<Settings> for RecordedSettings {
    fn from(settings: Settings) -> Self {
        Self {
            advance: settings.advance,
            ascii: settings.ascii,
            mouse: settings.mouse,
        }
    }
}

impl From<RecordedSettings> for Settings {
    fn from(recorded: RecordedSettings) -> Self {
        Self {
            advance: recorded.advance,
            ascii: recorded.ascii,
            mouse: recorded.mouse,
            ..Self::default()
        }
    }
}

/// An action whose keys differ from the defaults.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct RecordedBinding {
    action: String,
    keys: Vec<String>,
}

impl RecordedBinding {
    fn of(keymap: &Keymap) -> Vec<Self> {
        let rows = keymap.rows().iter().zip(ACTIONS);
        let changed = rows.filter(|(row, default)| row.keys != default.keys);
        let bound = changed.map(|(row, _)| Self {
            action: row.name(),
            keys: row.keys.iter().map(Key::to_string).collect(),
        });
        bound.collect()
    }

    /// The keymap with these bindings, without actions and keys unknown to this version.
    fn keymap(bound: &[Self]) -> Keymap {
        let bound = bound.iter().filter_map(|bound| {
            let row = ACTIONS.iter().position(|row| row.name() == bound.action)?;
            let keys = bound.keys.iter().filter_map(|key| key.parse().ok());
            Some((row, keys.collect()))
        });
        Keymap::rebound(&bound.collect::<Vec<_>>()).0
    }
}
