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

/// The format of recordings that this version writes, and the only one that it reads.
pub(super) const FORMAT: u32 = 1;

/// How the program was opened: with what follows in the file, all that there is to know of a run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Header {
    /// The format of the file.
    pub format: u32,
    /// The version of levelup that wrote it.
    pub levelup: String,
    /// Whether names, notes and typed text are replaced.
    pub disguised: bool,
    command: RecordedCommand,
    now: Timestamp,
    zone: String,
    size: Size,
    settings: RecordedSettings,
    /// How days are written, where not as `2026-11-22`.
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

/// What the person had set up; the theme is left out, for a replay has no colours. Beside [`Settings`], so that a recording outlives its changes.
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
    /// A state that has not been opened yet, and the screen that it is to be opened with.
    pub fn new(state: &State, first: &StartScreen, disguise: &mut Redactor) -> Self {
        let catalogue = &state.catalogue;
        let all = catalogue.entries().iter().map(|entry| entry.listed.whole());
        let (command, asked): (_, Vec<_>) = match first {
            StartScreen::Home => (RecordedCommand::Home, all.collect()),
            StartScreen::Take(assessment) => (
                RecordedCommand::Take(assessment.slug.clone()),
                vec![assessment],
            ),
            StartScreen::Browse(query) => {
                (RecordedCommand::Browse(disguise.name(query)), Vec::new())
            }
        };
        let is_home = matches!(first, StartScreen::Home);
        let broken = catalogue.broken().iter().filter(|_| is_home);
        disguise.may_tell(&asked);
        Self {
            format: FORMAT,
            levelup: env!("CARGO_PKG_VERSION").to_owned(),
            disguised: disguise.is_on(),
            command,
            now: state.now,
            zone: state.zone.iana_name().unwrap_or("UTC").to_owned(),
            size: state.size,
            settings: RecordedSettings::from(state.settings),
            date: state.dates.own().map(str::to_owned),
            keys: RecordedBinding::of(&state.keymap),
            name: state.name.as_deref().map(|name| disguise.name(name)),
            demo: state.demo,
            assessments: asked.into_iter().map(RecordedAssessment::new).collect(),
            broken: broken.map(BrokenFile::new).collect(),
        }
    }

    /// The state as it was opened, and what it wanted done first; at another size, where one is
    /// given.
    pub fn open(&self, size: Option<Size>) -> (State, Vec<Effect>) {
        let asked = self.assessments.iter().map(RecordedAssessment::assessment);
        let broken = self.broken.iter().map(BrokenFile::read);
        let catalogue = Arc::new(Catalogue::of(asked, broken.collect()));
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
                // A file that somebody has changed by hand.
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
    /// Its name alone: where it lies is nobody's business.
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
    // What else there is to set is as it is by itself.
    fn from(set: RecordedSettings) -> Self {
        Self {
            advance: set.advance,
            ascii: set.ascii,
            mouse: set.mouse,
            ..Self::default()
        }
    }
}

/// The keys of an action, where they are others than it has by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct RecordedBinding {
    action: String,
    keys: Vec<String>,
}

impl RecordedBinding {
    /// Those of a keymap.
    fn of(keymap: &Keymap) -> Vec<Self> {
        let rows = keymap.rows().iter().zip(ACTIONS);
        let changed = rows.filter(|(row, by_itself)| row.keys != by_itself.keys);
        let bound = changed.map(|(row, _)| Self {
            action: row.name(),
            keys: row.keys.iter().map(Key::to_string).collect(),
        });
        bound.collect()
    }

    /// The keymap that has them. An action or a key that this version does not know is passed over.
    fn keymap(bound: &[Self]) -> Keymap {
        let place = |bound: &Self| ACTIONS.iter().position(|row| row.name() == bound.action);
        let keys = |bound: &Self| {
            let keys = bound.keys.iter().filter_map(|key| key.parse().ok());
            keys.collect()
        };
        let given = bound.iter();
        let given = given.filter_map(|bound| Some((place(bound)?, keys(bound))));
        Keymap::rebound(&given.collect::<Vec<_>>()).0
    }
}
