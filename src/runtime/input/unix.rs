use std::io;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use crossterm::event;

use super::{forget, heard};
use crate::runtime::event_loop::Incoming;
use crate::runtime::post::{Bell, Post};
use crate::state::Size;

/// Long enough to see what was read with the key before; what is missed comes with the next look.
const BRIEF: Duration = Duration::from_micros(1);

/// The terminal as the loop's own thread hears it. A thread between the two costs a third of a
/// key's way to its frame: another core is asleep when a key comes, and takes long to wake.
#[derive(Debug)]
pub struct Input {
    bell: Bell,
}

impl Input {
    /// Begins to listen: another size is told from now on, and a ring of the post's bell heard.
    ///
    /// # Errors
    /// Where there is no terminal.
    pub fn begin(post: &Post) -> io::Result<Self> {
        event::poll(Duration::ZERO)?;
        let bell = post.bell();
        Ok(Self { bell })
    }

    /// Sleeps until something comes from the terminal or by post, at most for `wait`; none where
    /// nothing did that means anything to a screen of this size.
    pub fn next(
        &mut self,
        wait: Option<Duration>,
        post: &Receiver<Incoming>,
        size: Size,
    ) -> Option<Incoming> {
        let news = || post.try_recv().ok().map(Some);
        let sleep = || match wait.map(event::poll) {
            None | Some(Ok(true)) => heard(size),
            Some(Ok(false)) => None,
            Some(Err(_)) => Some(Incoming::TerminalLost),
        };
        let woken = self.bell.doze(news, sleep);
        woken.or_else(|| post.try_recv().ok())
    }

    /// What has come together with the last: what was typed at once is taken in at once.
    pub fn more(&mut self, size: Size) -> Option<Incoming> {
        while matches!(event::poll(BRIEF), Ok(true)) {
            if let Some(incoming) = heard(size) {
                return Some(incoming);
            }
        }
        None
    }

    /// Leaves the terminal alone: what is typed from now on is not read, and what was typed until
    /// now is for nobody.
    pub fn park(&mut self) {
        forget();
    }

    /// Reads again.
    pub fn go_on(&mut self) {}
}
