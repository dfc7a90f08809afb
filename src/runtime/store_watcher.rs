use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::incoming::Incoming;
use crate::state::Event;
use crate::store::is_server;

/// How often one looks where the system does not tell.
const LOOK: Duration = Duration::from_millis(500);
/// How often one looks on a server: each look is a way there and back.
const LOOK_FAR: Duration = Duration::from_secs(3);

/// Watches the store's file for what other programs write, while a list of results is open.
pub(super) struct StoreWatcher {
    path: PathBuf,
    /// A server tells nothing by itself, and is asked now and then.
    is_file: bool,
    sender: Sender<Incoming>,
    on: bool,
    watcher: Option<RecommendedWatcher>,
    told: Arc<AtomicBool>,
    /// Whether another file may stand at the path than the one that is watched.
    moved: Arc<AtomicBool>,
    looked: Instant,
}

impl StoreWatcher {
    /// A watch over the store at `path`, which tells `sender`; not yet on.
    pub(super) fn new(path: PathBuf, sender: Sender<Incoming>) -> Self {
        let is_file = !is_server(&path);
        let path = std::path::absolute(&path).unwrap_or(path);
        let told = Arc::new(AtomicBool::new(false));
        Self {
            path,
            is_file,
            sender,
            on: false,
            watcher: None,
            told,
            moved: Arc::default(),
            looked: Instant::now(),
        }
    }

    /// Turns it on or off. Off costs nothing: not one wake-up.
    pub(super) fn set_active(&mut self, on: bool) {
        self.on = on;
        if on {
            self.looked = Instant::now();
            self.listen();
        } else {
            self.watcher = None;
        }
    }

    /// How long the loop may sleep before it should look by itself; no end where the system tells.
    pub(super) fn wait(&self) -> Option<Duration> {
        (self.on && self.watcher.is_none())
            .then(|| self.pause().saturating_sub(self.looked.elapsed()))
    }

    fn pause(&self) -> Duration {
        if self.is_file { LOOK } else { LOOK_FAR }
    }

    /// Whether it is time to look by oneself.
    pub(super) fn is_due(&mut self) -> bool {
        let due = self.wait().is_some_and(|left| left.is_zero());
        if due {
            self.looked = Instant::now();
            self.listen();
        }
        due
    }

    /// The loop has heard: the next change may be told again.
    pub(super) fn heard(&mut self) {
        self.told.store(false, Ordering::Release);
        if self.moved.swap(false, Ordering::AcqRel) && self.on {
            self.watcher = None;
            self.listen();
        }
    }

    /// Watches the file alone: what else happens in its folder wakes nobody. Where there is no
    /// store yet, the folder in which its way begins.
    fn listen(&mut self) {
        // What came between the look and the watch would never be told: looked again until nothing
        // did.
        while self.is_file
            && self.watcher.is_none()
            && let Some(place) = self.nearest()
        {
            self.watch(&place);
            if self.watcher.is_none() || self.nearest().as_ref() == Some(&place) {
                return;
            }
            self.watcher = None;
        }
    }

    /// The store's file, or where it is not there the nearest folder on its way.
    fn nearest(&self) -> Option<PathBuf> {
        let there = self.path.ancestors().find(|place| place.exists());
        there.map(Path::to_path_buf)
    }

    fn watch(&mut self, watched: &Path) {
        let is_there = watched == self.path;
        let (sender, told, moved) = (self.sender.clone(), self.told.clone(), self.moved.clone());
        let way = self.path.clone();
        let tell = move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            let of_the_place = is_another(event.kind);
            let ours = if is_there {
                of_the_place || !matches!(event.kind, EventKind::Access(_))
            } else {
                of_the_place && event.paths.iter().any(|path| leads_to(path, &way))
            };
            if !ours {
                return;
            }
            if of_the_place {
                moved.store(true, Ordering::Release);
            }
            if !told.swap(true, Ordering::AcqRel) {
                let _ = sender.send(Incoming::Event(Event::StoreTouched));
            }
        };
        self.watcher = notify::recommended_watcher(tell)
            .ok()
            .and_then(|mut watcher| {
                watcher.watch(watched, RecursiveMode::NonRecursive).ok()?;
                Some(watcher)
            });
    }
}

/// Whether another file may stand at a place after an event of this kind.
fn is_another(kind: EventKind) -> bool {
    use notify::event::ModifyKind::{Metadata, Name};

    match kind {
        EventKind::Create(_) | EventKind::Remove(_) => true,
        // A file that was taken away while somebody has it open is told by its count of links.
        EventKind::Modify(kind) => matches!(kind, Name(_) | Metadata(_)),
        _ => false,
    }
}

/// Whether `path` is on the way to the store; links on it and names given anew are compared by
/// their last part.
fn leads_to(path: &Path, way: &Path) -> bool {
    way.ancestors()
        .any(|place| place.file_name() == path.file_name())
}
