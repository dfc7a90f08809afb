use std::collections::VecDeque;
use std::io;
use std::os::fd::{AsFd as _, OwnedFd};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use crossterm::event;
use rustix::fs::{Mode, OFlags, open};
use rustix::stdio::dup2_stdin;
use rustix::termios::{tcgetsid, ttyname};

use super::{forget, told};
use crate::runtime::event_loop::Incoming;
use crate::runtime::post::{Bell, Post};
use crate::state::Size;

/// Long enough to see what was read with the key before; what is missed comes with the next look.
const BRIEF: Duration = Duration::from_micros(1);
/// How long the bell may take to be heard when it is tried; it takes a thousandth.
const TRIAL: Duration = Duration::from_millis(100);

/// The terminal as the loop's own thread hears it. A thread between the two costs up to a third of a
/// key's way to its frame: another core is asleep when a key comes, and takes long to wake.
#[derive(Debug)]
pub struct Here {
    bell: Bell,
    /// What was typed while the bell was tried.
    ahead: VecDeque<event::Event>,
    stdin: Stdin,
}

impl Here {
    /// Begins to listen: another size is told from now on, and a ring of the post's bell heard.
    /// What was typed meanwhile, where the bell cannot be heard, or a key that is none could keep
    /// the loop: then a thread has to listen.
    pub fn begin(post: &Post) -> Result<Self, VecDeque<event::Event>> {
        let stdin = Stdin::own().map_err(|_| VecDeque::new())?;
        let (bell, mut ahead) = (post.bell(), VecDeque::new());
        if event::poll(Duration::ZERO).is_ok() && is_heard(&bell, &mut ahead) {
            return Ok(Self { bell, ahead, stdin });
        }
        stdin.give_back();
        Err(ahead)
    }

    /// Sleeps until something comes from the terminal or by post, at most for `wait`; none where
    /// nothing did that means anything to a screen of this size.
    pub fn next(
        &mut self,
        wait: Option<Duration>,
        post: &Receiver<Incoming>,
        size: Size,
    ) -> Option<Incoming> {
        if let Some(event) = self.ahead.pop_front() {
            return told(Ok(event), None);
        }
        let news = || post.try_recv().ok().map(Some);
        let sleep = || match wait.map(event::poll) {
            None | Some(Ok(true)) => self.heard(size),
            Some(Ok(false)) => None,
            Some(Err(_)) => Some(Incoming::TerminalLost),
        };
        let woken = self.bell.doze(news, sleep);
        woken.or_else(|| post.try_recv().ok())
    }

    /// What has come together with the last: what was typed at once is taken in at once.
    pub fn more(&mut self, size: Size) -> Option<Incoming> {
        while let Some(event) = self.ahead.pop_front() {
            if let Some(incoming) = told(Ok(event), None) {
                return Some(incoming);
            }
        }
        while matches!(event::poll(BRIEF), Ok(true)) {
            if let Some(incoming) = self.heard(size) {
                return Some(incoming);
            }
        }
        None
    }

    /// The next thing that the terminal tells. The size that shows means nothing where the bell rang:
    /// that is how it rings. Elsewhere it has been another in between, and the screen is torn.
    fn heard(&self, size: Size) -> Option<Incoming> {
        let event = event::read();
        let rang = matches!(event, Ok(event::Event::Resize(..))) && self.bell.has_rung();
        told(event, rang.then_some(size))
    }

    /// Leaves the terminal alone: what is typed from now on is not read, and what was typed until
    /// now is for nobody.
    pub fn park(&mut self) {
        self.ahead.clear();
        forget();
        self.stdin.give_back();
    }

    /// Reads again.
    pub fn go_on(&mut self) {
        self.stdin.take();
    }
}

/// Whether a ring ends the wait for the terminal. It does not where the signal is kept from this
/// program by whoever started it.
fn is_heard(bell: &Bell, ahead: &mut VecDeque<event::Event>) -> bool {
    bell.ring_once();
    let end = Instant::now() + TRIAL;
    while matches!(
        event::poll(end.saturating_duration_since(Instant::now())),
        Ok(true)
    ) {
        match event::read() {
            Ok(event::Event::Resize(..)) => return bell.has_rung(),
            Ok(event) => ahead.push_back(event),
            Err(_) => break,
        }
    }
    false
}

/// Standard input as it was, and the same terminal opened once more, for this program alone. Of that
/// one a read never waits: crossterm reads on behind a key that is none, and would keep the loop. To
/// set that on the first would be to set it for the shell.
#[derive(Debug)]
struct Stdin {
    before: OwnedFd,
    own: OwnedFd,
}

impl Stdin {
    fn own() -> io::Result<Self> {
        let stdin = io::stdin();
        let flags = OFlags::RDWR | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let named = ttyname(&stdin, Vec::new());
        let opened = named.and_then(|name| open(name.as_c_str(), flags, Mode::empty()));
        // Somebody else's, as behind `su`: by the name that is everybody's.
        let own = opened.or_else(|error| match tcgetsid(&stdin) {
            Ok(_) => open("/dev/tty", flags, Mode::empty()),
            Err(_) => Err(error),
        })?;
        let before = stdin.as_fd().try_clone_to_owned()?;
        dup2_stdin(&own)?;
        Ok(Self { before, own })
    }

    /// For another program, which expects that reads wait.
    fn give_back(&self) {
        let _ = dup2_stdin(&self.before);
    }

    fn take(&self) {
        let _ = dup2_stdin(&self.own);
    }
}
