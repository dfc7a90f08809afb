use std::io;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use crossterm::event;

use super::{forget, told};
use crate::runtime::event_loop::Incoming;
use crate::runtime::post::Post;

/// How often the thread looks up whether it should leave the terminal alone.
const LOOK: Duration = Duration::from_millis(200);
/// The thread that reads the terminal, where the loop cannot: on Windows, and where nothing would wake
/// it there. It can be asked to leave it alone for a while.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    phase: Arc<(Mutex<Phase>, Condvar)>,
}

/// What the thread does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Phase {
    /// It reads.
    #[default]
    Reading,
    /// It reads, and should not.
    Asked,
    /// It leaves the terminal alone.
    Parked,
}

impl Reader {
    /// Reads the terminal on a thread of its own, and sends what comes.
    ///
    /// # Errors
    /// Where no thread can be begun.
    pub fn begin(post: &Post) -> io::Result<Self> {
        let input = Self::default();
        let (own, post) = (input.clone(), post.clone());
        let read = move || {
            loop {
                own.pause();
                let incoming = match event::poll(LOOK) {
                    Ok(false) => None,
                    Ok(true) => told(event::read(), None),
                    Err(_) => Some(Incoming::TerminalLost),
                };
                let lost = matches!(incoming, Some(Incoming::TerminalLost));
                if incoming.is_some_and(|incoming| post.send(incoming).is_err()) || lost {
                    break;
                }
            }
        };
        std::thread::Builder::new()
            .name("input".into())
            .spawn(read)?;
        Ok(input)
    }

    /// Waits until the terminal is left alone: what is typed from now on is not read.
    pub fn park(&self) {
        self.set(Phase::Asked);
        let (phase, changed) = &*self.phase;
        let guard = phase.lock().unwrap_or_else(PoisonError::into_inner);
        // A thread that has ended reads nothing either.
        let asked = |phase: &mut Phase| *phase == Phase::Asked;
        drop(changed.wait_timeout_while(guard, Duration::from_secs(1), asked));
    }

    /// Reads again.
    pub fn go_on(&self) {
        self.set(Phase::Reading);
    }

    fn set(&self, to: Phase) {
        let (phase, changed) = &*self.phase;
        *phase.lock().unwrap_or_else(PoisonError::into_inner) = to;
        changed.notify_all();
    }

    /// On the thread itself: stays here as long as it should not read.
    fn pause(&self) {
        let (phase, changed) = &*self.phase;
        let asked = || *phase.lock().unwrap_or_else(PoisonError::into_inner) == Phase::Asked;
        if !asked() {
            return;
        }
        forget();
        let mut guard = phase.lock().unwrap_or_else(PoisonError::into_inner);
        if *guard == Phase::Asked {
            *guard = Phase::Parked;
            changed.notify_all();
        }
        let parked = |phase: &mut Phase| *phase == Phase::Parked;
        drop(changed.wait_while(guard, parked));
    }
}
