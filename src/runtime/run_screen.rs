use std::sync::Arc;
use std::time::Duration;

use super::event_loop::EventLoop;
use super::incoming::{Bug, Incoming, RunEnd};
use super::opening_store::OpeningStore;
use super::program::Program;
use super::{panics, terminal};
use crate::assessment::{Assessment, Catalogue};
use crate::runtime::recording::Recording;
use crate::runtime::terminal::{Input, Listening, RealTerminal};
use crate::state::{
    Browse, Effect, Event, Home, Keymap, Message, Screen, Settings, State, TakeScreen,
};
use crate::store::is_too_many_files;
use crate::text::DateFormat;

/// How long the first frame waits for the store. A local store answers in a tenth of this time,
/// which saves a second frame. A delay this short is not visible.
const GRACE: Duration = Duration::from_millis(5);

/// The screen that the program opens with.
#[derive(Debug, Clone)]
pub enum StartScreen {
    /// The home screen.
    Home,
    /// The form.
    Take(Arc<Assessment>),
    /// The results browser, filtered.
    Browse(String),
}

/// Options of [`run_screen`].
pub(crate) struct ScreenOptions {
    pub catalogue: Arc<Catalogue>,
    /// The person, if given; otherwise the last name used, or the account name.
    pub name: Option<String>,
    pub settings: Settings,
    /// The key bindings.
    pub keymap: Keymap,
    /// Notes about the configuration, one line each.
    pub remarks: Vec<String>,
    /// The date format.
    pub dates: DateFormat,
    /// Whether the store contains sample data.
    pub demo: bool,
    /// The recording to write, if any.
    pub recording: Option<Recording>,
}

impl StartScreen {
    /// Returns the initial state of the screen.
    pub fn screen(self, state: &State) -> Screen {
        match self {
            Self::Home => Screen::Home(Box::new(Home::new(&state.catalogue))),
            Self::Take(assessment) => {
                Screen::Take(Box::new(TakeScreen::new(assessment, state.size)))
            }
            Self::Browse(query) => Screen::Browse(Box::new(Browse::new(&query))),
        }
    }
}

/// Opens a screen on the terminal and runs until the user quits.
///
/// # Errors
/// Fails if the terminal cannot be used.
pub(crate) fn run_screen(
    first: StartScreen,
    setting: ScreenOptions,
    opening: OpeningStore,
) -> std::io::Result<RunEnd> {
    let OpeningStore {
        clock,
        zone,
        store,
        sender,
        receiver,
    } = opening;
    let signals = Listening::begin()?;
    let mut state = State::new(setting.catalogue, clock(), zone);
    state.size = terminal::size()?;
    state.settings = setting.settings;
    state.dates = setting.dates;
    state.name = setting.name;
    state.keymap = setting.keymap;
    // Add the first note last: the latest message is shown, and the message page lists all.
    for remark in setting.remarks.into_iter().rev() {
        state.tell(Message::Configuration(remark));
    }
    state.demo = setting.demo;
    let recorder = setting
        .recording
        .map(|recording| recording.start(&state, &first));
    let screen = first.screen(&state);
    let effects = state.start(screen);
    let mut program = Program::new(state, store, clock, (sender.clone(), receiver));
    program.recorder = recorder;
    // Ask the store first: it reads while the terminal is made ready.
    let is_program = |effect: &Effect| matches!(effect, Effect::Program(_));
    let (program_effects, store_effects): (Vec<_>, Vec<_>) =
        effects.into_iter().partition(is_program);
    for effect in store_effects {
        program.run(effect);
    }

    panics::notify(sender.clone());
    // A terminal that does not read may block the first frame.
    signals.tell(&sender)?;
    let State { size, settings, .. } = &program.state;
    let canvas = RealTerminal::open(*size, settings.mouse)?;
    let mut events = EventLoop::new(program, canvas);
    let drawn = panics::caught(|| events.first_frame(GRACE));
    if !matches!(drawn, Ok(Ok(()))) {
        let drawn = drawn.map(|drawn| drawn.map(|()| RunEnd::Code(0)));
        return ended(drawn, &mut events);
    }
    events.input = Some(Input::begin(&sender)?);
    let run = panics::caught(|| {
        events.begin(program_effects)?;
        // Changes by other programs were not watched until now.
        events.step(Incoming::Event(Event::StoreTouched))?;
        events.run()
    });
    ended(run, &mut events)
}

/// Returns how the program ended, after waiting for pending writes in every case.
fn ended(
    run: Result<std::io::Result<RunEnd>, Bug>,
    events: &mut EventLoop<RealTerminal>,
) -> std::io::Result<RunEnd> {
    Ok(match run {
        Ok(Ok(exit)) => exit,
        Ok(Err(error)) => match events.finish() {
            RunEnd::Code(0) if is_too_many_files(&error) => return Err(error),
            // A terminal that cannot be written to was closed.
            RunEnd::Code(0) => RunEnd::Code(129),
            exit => exit,
        },
        Err(bug) => {
            let _ = panics::caught(|| events.finish());
            RunEnd::Bug(bug)
        }
    })
}
