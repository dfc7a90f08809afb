use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

use super::event_loop::{Clock, EventLoop, Exit, Incoming};
use super::keeper::Keeper;
use super::store_thread::StoreThread;
use super::terminal::{self, TerminalCanvas};
use super::{input, panics, signals, zone};
use crate::assessment::{Assessment, Catalogue};
use crate::state::{Browse, Effect, Event, Home, Screen, Settings, State, Take};
use crate::store::RedbStore;

/// How long the store waits for other programs before it gives up.
const DEADLINE: Duration = Duration::from_secs(30);

/// The screen that the program opens with.
#[derive(Debug, Clone)]
pub enum First {
    /// The home screen.
    Home,
    /// The form.
    Take(Arc<Assessment>),
    /// The results browser, filtered.
    Browse(String),
}

/// What a screen needs from outside.
pub struct Setting {
    /// Where the store is.
    pub store: PathBuf,
    /// The assessments.
    pub catalogue: Arc<Catalogue>,
    /// The person, where one was named; else the last one used, else the account's.
    pub name: Option<String>,
    /// What the person set up.
    pub settings: Settings,
    /// Whether the store holds made-up people.
    pub demo: bool,
}

impl First {
    /// The screen itself.
    pub fn screen(self, state: &State) -> Screen {
        match self {
            Self::Home => Screen::Home(Box::new(Home::new(&state.catalogue))),
            Self::Take(assessment) => Screen::Take(Box::new(Take::new(assessment, state.size))),
            Self::Browse(query) => Screen::Browse(Box::new(Browse::new(&query))),
        }
    }
}

/// Opens a screen on the terminal, and runs until the person leaves.
///
/// # Errors
/// Where the terminal cannot be used.
pub fn open(first: First, setting: Setting) -> std::io::Result<Exit> {
    let (sender, receiver) = channel();
    let clock: Clock = Arc::new(Timestamp::now);
    let mut state = State::new(setting.catalogue, clock(), zone::local());
    state.size = terminal::size()?;
    state.settings = setting.settings;
    state.name = setting.name;
    state.demo = setting.demo;
    let screen = first.screen(&state);
    let effects = state.start(screen);
    // The store first: it reads while the terminal is made ready and the first frame is drawn.
    let is_watch = |effect: &Effect| matches!(effect, Effect::Watch(_));
    let (watch, asked): (Vec<_>, Vec<_>) = effects.into_iter().partition(is_watch);
    let keeper = keeper(&setting.store, &state, &clock, &sender);
    let mut store = StoreThread::start(&setting.store, keeper, sender.clone());
    for effect in asked {
        store.carry_out(effect);
    }

    panics::tell(sender.clone());
    signals::start(&sender)?;
    let canvas = TerminalCanvas::open(state.size)?;
    input::start(sender.clone())?;
    let mut events = EventLoop::new(state, canvas, store, clock, (sender, receiver));
    let ended = panics::caught(|| {
        events.begin(watch)?;
        // Until here nobody listened, neither for another size nor for what others write.
        let size = terminal::size()?;
        if size != events.state.size {
            events.step(Incoming::Event(Event::Resize(size)))?;
        }
        events.step(Incoming::Event(Event::StoreTouched))?;
        events.run()
    });
    // Whatever happened, what is on its way to the store is given its time.
    Ok(match ended {
        Ok(Ok(exit)) => exit,
        // A terminal that cannot be written any more is gone.
        Ok(Err(_)) => match events.finish() {
            Exit::Code(0) => Exit::Code(129),
            exit => exit,
        },
        Err(bug) => {
            let _ = panics::caught(|| events.finish());
            Exit::Bug(bug)
        }
    })
}

/// Who carries out what is about the store.
fn keeper(path: &Path, state: &State, clock: &Clock, sender: &Sender<Incoming>) -> Keeper {
    let wait = sender.clone();
    let on_wait = move |waiting| drop(wait.send(Incoming::Event(Event::Waiting(waiting))));
    Keeper {
        store: Arc::new(RedbStore::waiting(path, DEADLINE, Some(Box::new(on_wait)))),
        clock: clock.clone(),
        ids: Box::new(Uuid::now_v7),
        zone: state.zone.clone(),
        account,
        desk: super::desk::Desk::default(),
        remembered: None,
    }
}

/// The name of the account: the person's where the system knows it, else the login's.
fn account() -> String {
    let named = whoami::realname()
        .ok()
        .filter(|name| !name.trim().is_empty());
    named
        .or_else(|| whoami::username().ok())
        .unwrap_or_default()
}
