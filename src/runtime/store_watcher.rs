use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::incoming::Incoming;
use crate::state::Event;
use crate::store::is_server;

/// Polling interval for a file that the system cannot watch.
const POLL_FILE: Duration = Duration::from_millis(500);
/// Polling interval for a server: each poll is a network round trip.
const POLL_SERVER: Duration = Duration::from_secs(3);

/// Watches the store for changes by other programs while a list of results is open.
pub(super) struct StoreWatcher {
    path: PathBuf,
    /// Whether the store is a file. A server sends no notifications and is polled.
    is_file: bool,
    sender: Sender<Incoming>,
    on: bool,
    watcher: Option<RecommendedWatcher>,
    is_notified: Arc<AtomicBool>,
    /// Whether the watched path may now be a different file.
    moved: Arc<AtomicBool>,
    polled_at: Instant,
}

impl StoreWatcher {
    /// Creates an inactive watcher of the store at `path` that sends to `sender`.
    pub(super) fn new(path: PathBuf, sender: Sender<Incoming>) -> Self {
        let is_file = !is_server(&path);
        let path = std::path::absolute(&path).unwrap_or(path);
        let is_notified = Arc::new(AtomicBool::new(false));
        Self {
            path,
            is_file,
            sender,
            on: false,
            watcher: None,
            is_notified,
            moved: Arc::default(),
            polled_at: Instant::now(),
        }
    }

    /// Turns the watcher on or off. If off, it causes no wake-ups.
    pub(super) fn set_active(&mut self, on: bool) {
        self.on = on;
        if on {
            self.polled_at = Instant::now();
            self.listen();
        } else {
            self.watcher = None;
        }
    }

    /// Returns how long the loop may sleep before the next poll; `None` if no poll is needed.
    pub(super) fn wait(&self) -> Option<Duration> {
        (self.on && self.watcher.is_none())
            .then(|| self.interval().saturating_sub(self.polled_at.elapsed()))
    }

    fn interval(&self) -> Duration {
        if self.is_file { POLL_FILE } else { POLL_SERVER }
    }

    /// Returns whether a poll is due, and if so starts the next interval.
    pub(super) fn is_due(&mut self) -> bool {
        let due = self.wait().is_some_and(|left| left.is_zero());
        if due {
            self.polled_at = Instant::now();
            self.listen();
        }
        due
    }

    /// Called when the loop has handled a change: allows the next notification.
    pub(super) fn heard(&mut self) {
        self.is_notified.store(false, Ordering::Release);
        if self.moved.swap(false, Ordering::AcqRel) && self.on {
            self.watcher = None;
            self.listen();
        }
    }

    /// Watches only the store file, so other changes in its directory cause no wake-ups. If the
    /// file does not exist, watches its nearest existing parent directory.
    fn listen(&mut self) {
        // Changes before the watch started are not reported, so retry until the path is stable.
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

    /// Returns the store file, or its nearest existing parent directory.
    fn nearest(&self) -> Option<PathBuf> {
        let there = self.path.ancestors().find(|place| place.exists());
        there.map(Path::to_path_buf)
    }

    fn watch(&mut self, watched: &Path) {
        let is_there = watched == self.path;
        let (sender, is_notified, moved) = (
            self.sender.clone(),
            self.is_notified.clone(),
            self.moved.clone(),
        );
        let way = self.path.clone();
        let tell = move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            let is_replacement = may_replace_file(event.kind);
            let ours = if is_there {
                is_replacement || !matches!(event.kind, EventKind::Access(_))
            } else {
                is_replacement && event.paths.iter().any(|path| is_on_path(path, &way))
            };
            if !ours {
                return;
            }
            if is_replacement {
                moved.store(true, Ordering::Release);
            }
            if !is_notified.swap(true, Ordering::AcqRel) {
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

/// Returns whether a path may be a different file after an event of this kind.
fn may_replace_file(kind: EventKind) -> bool {
    use notify::event::ModifyKind::{Metadata, Name};

    match kind {
        EventKind::Create(_) | EventKind::Remove(_) => true,
        // Removing a file that is still open only changes its link count.
        EventKind::Modify(kind) => matches!(kind, Name(_) | Metadata(_)),
        _ => false,
    }
}

/// Returns whether `path` is part of the path to the store. Compares only the last component,
/// because of links and renames.
fn is_on_path(path: &Path, way: &Path) -> bool {
    way.ancestors()
        .any(|place| place.file_name() == path.file_name())
}
