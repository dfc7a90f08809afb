use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use super::context::{Context, Settings};
use super::event::Event;
use super::keymap::{KeyContext, Keymap};
use super::layout::Size;
use super::message::Message;
use super::overlays::{MessageLog, Overlay, OverlayContext};
use super::screens::{Home, Screen};
use super::text_field::TextField;
use crate::assessment::Catalogue;
use crate::results::{StoreError, SyncStatus};
use crate::text::DateFormat;

/// How long a message is shown, unless a key is pressed.
const MESSAGE_SECONDS: i64 = 6;

/// Everything that the display depends on.
#[derive(Debug, Clone)]
pub struct State {
    pub size: Size,
    /// The time of the event.
    pub now: Timestamp,
    pub zone: TimeZone,
    pub settings: Settings,
    pub dates: DateFormat,
    pub keymap: Keymap,
    pub catalogue: Arc<Catalogue>,
    /// The name of the person; `None` until the store has returned it.
    pub name: Option<String>,
    pub screen: Screen,
    /// The screens that Back returns to, the nearest last.
    pub below: Vec<Screen>,
    pub overlay: Option<Overlay>,
    /// The message in the bottom line, and when it disappears.
    pub message: Option<(Message, Timestamp)>,
    pub log: MessageLog,
    /// Whether the store contains sample data.
    pub demo: bool,
    /// Keys and pastes that wait for data from the store.
    pub(super) waiting_events: Vec<Event>,
    /// Since when the first of them waits.
    pub(super) waiting_since: Option<Timestamp>,
    /// The line and the time of the last click on a row.
    pub(super) clicked: Option<(u16, Timestamp)>,
    /// Whether the store is locked by another process.
    pub waiting: bool,
    pub sync_status: SyncStatus,
    /// Whether the display is out of date.
    pub dirty: bool,
}

impl State {
    /// Returns a state that shows the home screen.
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
            waiting_since: None,
            clicked: None,
            waiting: false,
            sync_status: SyncStatus::default(),
            dirty: true,
        }
    }

    /// Returns the context whose key bindings apply.
    pub fn context(&self) -> KeyContext {
        match &self.overlay {
            Some(overlay) => overlay.context(),
            None => self.screen.as_state().context(),
        }
    }

    /// Shows a message, and adds it to the log.
    pub fn tell(&mut self, message: Message) {
        let until = self.now.checked_add(MESSAGE_SECONDS.seconds());
        self.log.add(message.clone(), self.now);
        self.message = Some((message, until.unwrap_or(self.now)));
        self.dirty = true;
    }

    /// Formats the date of a time.
    pub fn date(&self, time: Timestamp) -> String {
        self.dates.date(time, &self.zone)
    }

    /// Returns the width of a column of dates: less than they need if the screen is narrow.
    pub fn date_width(&self) -> u16 {
        self.dates.width().min((self.size.width * 2 / 5).max(10))
    }

    /// Returns when the state changes without an event: a message disappears, or a draft is saved.
    pub fn wake_at(&self) -> Option<Timestamp> {
        let message = self.message.as_ref().map(|(_, until)| *until);
        let screen = self.screen.as_state().wake_at();
        message.into_iter().chain(screen).min()
    }

    /// Returns the text field that keys go into.
    pub fn field(&self) -> Option<&TextField> {
        match &self.overlay {
            Some(overlay) => overlay.field(),
            None => self.screen.as_state().field(),
        }
    }

    /// Returns whether there are answers that are not in the store.
    pub fn has_unsaved(&self) -> bool {
        self.screens().any(|screen| screen.as_state().is_unsaved())
    }

    /// Returns the error if saving answers failed.
    pub fn save_error(&self) -> Option<&StoreError> {
        self.screens()
            .find_map(|screen| screen.as_state().save_error())
    }

    fn screens(&self) -> impl Iterator<Item = &Screen> {
        self.below.iter().chain([&self.screen])
    }

    pub(super) fn screens_mut(&mut self) -> impl Iterator<Item = &mut Screen> {
        self.below.iter_mut().chain([&mut self.screen])
    }

    pub(super) fn cx(&self) -> Context {
        Context {
            now: self.now,
            size: self.size,
            settings: self.settings,
            date: self.dates.width(),
            demo: self.demo,
        }
    }

    pub(super) fn overlay_cx(&self) -> OverlayContext<'_> {
        OverlayContext {
            size: self.size,
            keymap: &self.keymap,
            screen: &self.screen,
            messages: self.log.latest_first().len(),
        }
    }
}
