use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::event_loop::Incoming;
use crate::state::Event;

/// How often one looks where the system does not tell.
const LOOK: Duration = Duration::from_millis(500);

/// Watches the store's file for what other programs write, while a list of results is open.
pub struct Watch {
    path: PathBuf,
    sender: Sender<Incoming>,
    on: bool,
    watcher: Option<RecommendedWatcher>,
    told: Arc<AtomicBool>,
    looked: Instant,
}

impl Watch {
    /// A watch over the store at `path`, which tells `sender`; not yet on.
    pub fn new(path: PathBuf, sender: Sender<Incoming>) -> Self {
        let told = Arc::new(AtomicBool::new(false));
        Self {
            path,
            sender,
            on: false,
            watcher: None,
            told,
            looked: Instant::now(),
        }
    }

    /// Turns it on or off. Off costs nothing: not one wake-up.
    pub fn turn(&mut self, on: bool) {
        self.on = on;
        if on {
            self.looked = Instant::now();
            self.listen();
        } else {
            self.watcher = None;
        }
    }

    /// How long the loop may sleep before it should look by itself; no end where the system tells.
    pub fn patience(&self) -> Option<Duration> {
        (self.on && self.watcher.is_none()).then(|| LOOK.saturating_sub(self.looked.elapsed()))
    }

    /// Whether it is time to look by oneself.
    pub fn is_due(&mut self) -> bool {
        let due = self.patience().is_some_and(|left| left.is_zero());
        if due {
            self.looked = Instant::now();
            self.listen();
        }
        due
    }

    /// The loop has heard: the next change may be told again.
    pub fn heard(&self) {
        self.told.store(false, Ordering::Release);
    }

    fn listen(&mut self) {
        if self.watcher.is_some() {
            return;
        }
        let (path, sender, told) = (self.path.clone(), self.sender.clone(), self.told.clone());
        let name = path.file_name().map(std::ffi::OsStr::to_os_string);
        let tell = move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            let ours = event
                .paths
                .iter()
                .any(|path| path.file_name() == name.as_deref());
            let read = matches!(event.kind, EventKind::Access(_));
            if ours && !read && !told.swap(true, Ordering::AcqRel) {
                let _ = sender.send(Incoming::Event(Event::StoreTouched));
            }
        };
        let folder = self.path.parent().filter(|folder| folder.is_dir());
        self.watcher = folder.and_then(|folder| {
            let mut watcher = notify::recommended_watcher(tell).ok()?;
            watcher.watch(folder, RecursiveMode::NonRecursive).ok()?;
            Some(watcher)
        });
    }
}
