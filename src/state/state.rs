use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use super::context::Settings;
use super::message::Message;
use super::screen::{Overlay, Screen};
use super::text_field::TextField;
use crate::assessment::Catalogue;
use crate::results::SyncStatus;
use crate::state::keymap::{KeyContext, Keymap};
use crate::state::layout::Size;
use crate::state::overlays::MessageLog;
use crate::state::screens::Home;
use crate::text::DateFormat;

/// How long a message stays, where no key takes it away before.
const MESSAGE_SECONDS: i64 = 6;

/// Everything that shows.
#[derive(Debug, Clone)]
pub struct State {
    /// The terminal's size.
    pub size: Size,
    /// The time of the event at hand.
    pub now: Timestamp,
    /// Where the person lives, for dates.
    pub zone: TimeZone,
    /// What the person set up.
    pub settings: Settings,
    /// How days are written.
    pub dates: DateFormat,
    /// Which key does what.
    pub keymap: Keymap,
    /// The assessments.
    pub catalogue: Arc<Catalogue>,
    /// The person; none until the store has said who was last.
    pub name: Option<String>,
    /// The screen that is open.
    pub screen: Screen,
    /// The screens one comes back to, the nearest last.
    pub below: Vec<Screen>,
    /// What lies over the screen.
    pub overlay: Option<Overlay>,
    /// What there is to tell, and until when.
    pub message: Option<(Message, Timestamp)>,
    /// What was told before.
    pub log: MessageLog,
    /// Whether the people and their results are made up.
    pub demo: bool,
    /// What was typed while a result was being saved, or a list had no rows yet.
    pub(crate) waiting_events: Vec<super::event::Event>,
    /// How long it has waited for a list.
    pub(crate) rows: super::type_ahead::RowsAwaited,
    /// The row that was clicked last, and when.
    pub(crate) clicked: Option<(u16, Timestamp)>,
    /// Whether the store is waiting for another program.
    pub waiting: bool,
    /// How it stands with the server behind the store.
    pub outlook: SyncStatus,
    /// Whether something changed that shows.
    pub dirty: bool,
}

impl State {
    /// A state that shows the home screen.
    pub fn new(catalogue: Arc<Catalogue>, now: Timestamp, zone: TimeZone) -> Self {
        Self {
            size: Size {
                width: 80,
                height: 24,
            },
            now,
            zone,
            settings: Settings::default(),
            dates: DateFormat::default(),
            keymap: Keymap::default(),
            screen: Screen::Home(Box::new(Home::new(&catalogue))),
            catalogue,
            name: None,
            below: Vec::new(),
            overlay: None,
            message: None,
            log: MessageLog::default(),
            demo: false,
            waiting_events: Vec::new(),
            rows: super::type_ahead::RowsAwaited::default(),
            clicked: None,
            waiting: false,
            outlook: SyncStatus::default(),
            dirty: true,
        }
    }

    /// Which keys hold now.
    pub fn context(&self) -> KeyContext {
        match (&self.overlay, &self.screen) {
            (Some(Overlay::Help(_)), _) => KeyContext::Help,
            (Some(Overlay::About(_)), _) => KeyContext::About,
            (Some(Overlay::Unanswered), _) => KeyContext::Unanswered,
            (Some(Overlay::Palette(_)), _) => KeyContext::Palette,
            (Some(Overlay::Messages(_)), _) => KeyContext::Messages,
            (None, screen) => screen.context(),
        }
    }

    /// Tells something, for a while.
    pub fn tell(&mut self, message: Message) {
        let until = self
            .now
            .checked_add(MESSAGE_SECONDS.seconds())
            .unwrap_or(self.now);
        self.log.remember(message.clone(), self.now);
        self.message = Some((message, until));
        self.dirty = true;
    }

    /// The day of an instant, as the person writes it.
    pub fn date(&self, time: Timestamp) -> String {
        self.dates.date(time, &self.zone)
    }

    /// How wide a column of days is: as they need it, on a narrow screen less.
    pub fn date_width(&self) -> u16 {
        self.dates.width().min((self.size.width * 2 / 5).max(10))
    }

    /// When something happens by itself: a message leaves, or a draft is tried again.
    pub fn wake_at(&self) -> Option<Timestamp> {
        let message = self.message.as_ref().map(|(_, until)| *until);
        let (retry, place) = match &self.screen {
            Screen::Take(take) => (take.retry_at(), take.place_at),
            _ => (None, None),
        };
        [message, retry, place].into_iter().flatten().min()
    }

    /// The text field that takes the keys now.
    pub fn field(&self) -> Option<&TextField> {
        match (&self.overlay, &self.screen) {
            (Some(Overlay::Help(help)), _) => help.filtering.then_some(&help.filter),
            (Some(Overlay::Palette(palette)), _) => Some(&palette.field),
            (None, Screen::Home(home)) => home.filtering.then_some(&home.filter),
            (None, Screen::Browse(browse)) => browse.filtering.then_some(&browse.filter),
            (None, Screen::Take(take)) => take.editing.as_ref().map(|editing| &editing.field),
            (None, Screen::Result(result)) => result.file.as_ref(),
            _ => None,
        }
    }
}
