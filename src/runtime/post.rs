use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering, fence};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::event_loop::Incoming;

/// Brings what happens on any thread to the loop, and wakes it where it sleeps at the terminal.
#[derive(Debug, Clone)]
pub struct Post {
    sender: Sender<Incoming>,
    bell: Bell,
}

/// Nobody takes anything in any more: the loop has ended.
#[derive(Debug)]
pub struct Gone;

impl Post {
    /// A way to the loop, and its end, where the loop takes in what was sent.
    pub fn open() -> (Self, Receiver<Incoming>) {
        let (sender, receiver) = channel();
        let bell = Bell::default();
        (Self { sender, bell }, receiver)
    }

    /// Sends something to the loop.
    ///
    /// # Errors
    /// Where it has ended.
    pub fn send(&self, incoming: Incoming) -> Result<(), Gone> {
        self.sender.send(incoming).map_err(|_| Gone)?;
        self.bell.ring();
        Ok(())
    }

    /// What wakes the loop.
    #[cfg(unix)]
    pub(super) fn bell(&self) -> Bell {
        self.bell.clone()
    }
}

/// Wakes the loop where it sleeps until something comes from the terminal, which knows nothing of
/// what other threads send.
#[derive(Debug, Clone, Default)]
pub(super) struct Bell {
    sleeps: Arc<AtomicBool>,
    /// Since one last asked.
    rung: Arc<AtomicBool>,
}

impl Bell {
    /// Sleeps as `sleep` does, unless there is `news` already; what came of it. A ring from the
    /// first look for news on ends the sleep.
    #[cfg(unix)]
    pub fn doze<T>(&self, news: impl FnOnce() -> Option<T>, sleep: impl FnOnce() -> T) -> T {
        self.sleeps.store(true, Ordering::SeqCst);
        // Who sends looks at `sleeps` behind the sending, the loop for news behind setting it: one
        // of the two sees the other.
        fence(Ordering::SeqCst);
        let woken = news().unwrap_or_else(sleep);
        self.sleeps.store(false, Ordering::SeqCst);
        woken
    }

    fn ring(&self) {
        fence(Ordering::SeqCst);
        if self.sleeps.swap(false, Ordering::SeqCst) {
            self.ring_once();
        }
    }

    /// Rings, whether anybody sleeps or not.
    pub fn ring_once(&self) {
        self.rung.store(true, Ordering::SeqCst);
        wake();
    }

    /// Whether it has rung since one last asked.
    #[cfg(unix)]
    pub fn has_rung(&self) -> bool {
        self.rung.swap(false, Ordering::SeqCst)
    }
}

/// Ends the wait for the terminal: that one ends for another size as well, and looks at the size
/// then. The handler writes the signal down until somebody looks; that it reaches the handler is
/// tried at the beginning (`Here::begin`).
#[cfg(unix)]
fn wake() {
    use rustix::process::{Signal, getpid, kill_process};
    let _ = kill_process(getpid(), Signal::WINCH);
}

/// Here a thread of its own waits for the terminal, and the loop for the post alone.
#[cfg(not(unix))]
fn wake() {}
