use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use jiff::tz::TimeZone;

use super::incoming::{Clock, Incoming};
use crate::runtime::effects::{EffectRunner, OpenDrafts, StoreThread};
use crate::runtime::system::{account, time_zone};
use crate::state::Event;
use crate::store;
use crate::store::{Location, OnSyncStatus, OutboxFile, fresh_id, now};

/// How long the store waits for other programs before it gives up.
const DEADLINE: Duration = Duration::from_secs(30);
/// A store that opens on its own thread while the screen or plain mode is prepared.
pub(crate) struct OpeningStore {
    pub(crate) clock: Clock,
    pub(crate) zone: TimeZone,
    pub(crate) store: StoreThread,
    pub(crate) sender: Sender<Incoming>,
    pub(crate) receiver: Receiver<Incoming>,
}

impl OpeningStore {
    /// Starts to open the store at `location`. `servers` is the local directory for server data.
    /// Starting a thread takes time, so call this as early as possible.
    pub(crate) fn begin(location: &Location, servers: &Path) -> Self {
        let (sender, receiver) = channel();
        let clock: Clock = Arc::new(now);
        let zone = time_zone::local();
        let runner = effect_runner((location, servers), zone.clone(), &clock, &sender);
        let store = StoreThread::start(&location.shown(), runner, sender.clone());
        Self {
            clock,
            zone,
            store,
            sender,
            receiver,
        }
    }
}

/// Sends the sync status of the server to a screen, and reports that its lists may have changed.
pub fn send_sync_status(sender: Sender<Incoming>) -> OnSyncStatus {
    Box::new(move |status| {
        let _ = sender.send(Incoming::Event(Event::SyncStatus(status)));
        let _ = sender.send(Incoming::Event(Event::StoreTouched));
    })
}

/// Creates the runner of store effects.
fn effect_runner(
    (location, servers): (&Location, &Path),
    zone: TimeZone,
    clock: &Clock,
    sender: &Sender<Incoming>,
) -> EffectRunner {
    let wait = sender.clone();
    let on_wait = move |waiting| drop(wait.send(Incoming::Event(Event::Waiting(waiting))));
    let before = OutboxFile {
        folder: servers,
        tell: Some(send_sync_status(sender.clone())),
    };
    let store = store::open_with_outbox(location, DEADLINE, Some(Box::new(on_wait)), before);
    EffectRunner {
        store,
        clock: clock.clone(),
        ids: Box::new(fresh_id),
        zone,
        account,
        open_drafts: OpenDrafts::default(),
        remembered: None,
    }
}
