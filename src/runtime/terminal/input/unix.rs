use std::io::{self, PipeReader, PipeWriter, Read as _, Write as _};
use std::os::fd::AsRawFd as _;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use filedescriptor::{POLLIN, poll, pollfd};
use rustix::io::Errno;

use super::parser::Parser;
use crate::runtime::incoming::Incoming;
use crate::runtime::panics;
use crate::state::{Event, Key};

/// Maximum time until the rest of a key arrives, unless `ESCDELAY` is set.
const ESCAPE_DELAY: Duration = Duration::from_millis(50);
/// Time to wait for more input that was typed together.
const REST: Duration = Duration::from_millis(20);
/// Maximum time the thread may take to pause.
const PAUSE_MOST: Duration = Duration::from_secs(1);

/// A byte that makes the thread pause, or resume if it is paused.
const PAUSE: u8 = 0;
/// A byte that makes the thread drop pending input and pause.
const PAUSE_AND_DROP: u8 = 1;

/// The thread that reads the terminal. It pauses while another program has the terminal.
#[derive(Debug)]
pub struct Input {
    wake: PipeWriter,
    paused: Receiver<()>,
}

impl Input {
    /// Starts the thread, which sends the events that it reads.
    ///
    /// # Errors
    /// If the file descriptors or the thread cannot be created.
    pub fn begin(events: &Sender<Incoming>) -> io::Result<Self> {
        let (woken, wake) = io::pipe()?;
        let (pausing, paused) = channel();
        let reader = Reader {
            parser: Parser::new(escape_delay()),
            events: events.clone(),
            woken,
            pausing,
        };
        std::thread::Builder::new()
            .name("input".into())
            .spawn(move || reader.run())?;
        Ok(Self { wake, paused })
    }

    /// Waits until the thread has stopped reading.
    pub fn pause(&mut self) {
        self.request(PAUSE);
    }

    /// Waits until the thread has stopped reading. Drops what was typed before.
    pub fn pause_and_drop(&mut self) {
        self.request(PAUSE_AND_DROP);
    }

    /// Sends a byte to the thread, and waits until the thread has paused.
    fn request(&mut self, byte: u8) {
        if self.wake.write_all(&[byte]).is_ok() {
            // A thread that has ended has also stopped reading.
            let _ = self.paused.recv_timeout(PAUSE_MOST);
        }
    }

    /// Lets the thread read again.
    pub fn resume(&mut self) {
        let _ = self.wake.write_all(&[PAUSE]);
    }
}

/// The state of the thread.
struct Reader {
    parser: Parser,
    events: Sender<Incoming>,
    /// Receives one byte to pause, and one to resume.
    woken: PipeReader,
    /// Confirms that the thread has paused.
    pausing: Sender<()>,
}

impl Reader {
    /// Reads until the terminal is lost or the receiver is closed.
    fn run(mut self) {
        loop {
            let wait = self.parser.deadline();
            let wait = wait.map(|at| at.saturating_duration_since(Instant::now()));
            let events = match self.poll(wait) {
                Ok((_, true)) => match self.pause() {
                    Ok(()) => continue,
                    Err(_) => return,
                },
                Ok((true, false)) => self.read(),
                Ok((false, false)) => Ok(self.parser.give_up()),
                Err(error) => Err(error),
            };
            let sent = match events {
                Ok(events) if events.is_empty() => continue,
                Ok(events) => {
                    if events.contains(&Event::Key(Key::Char('!'))) {
                        panics::panic_for_test("input");
                    }
                    self.events.send(Incoming::Typed(events))
                }
                Err(_) => {
                    let _ = self.events.send(Incoming::TerminalLost);
                    return;
                }
            };
            if sent.is_err() {
                return;
            }
        }
    }

    /// Waits for the terminal and for [`Input`]. Returns whether each has something to read.
    fn poll(&self, wait: Option<Duration>) -> io::Result<(bool, bool)> {
        let watched = |fd| pollfd {
            fd,
            events: POLLIN,
            revents: 0,
        };
        let mut fds = [
            watched(io::stdin().as_raw_fd()),
            watched(self.woken.as_raw_fd()),
        ];
        match poll(&mut fds, wait) {
            Ok(_) => Ok((fds[0].revents != 0, fds[1].revents != 0)),
            Err(filedescriptor::Error::Poll(error))
                if error.kind() == io::ErrorKind::Interrupted =>
            {
                self.poll(wait)
            }
            Err(error) => Err(io::Error::other(error)),
        }
    }

    /// Reads the available bytes. After a hangup, there are none, or an error.
    fn read(&mut self) -> io::Result<Vec<Event>> {
        let mut bytes = [0; 4096];
        match rustix::io::read(io::stdin(), &mut bytes) {
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => Ok(self.parser.read(&bytes[..count], Instant::now())),
            Err(Errno::INTR | Errno::AGAIN) => Ok(Vec::new()),
            Err(error) => Err(error.into()),
        }
    }

    /// Drops what was typed together with the last key, if requested, and waits for the next byte.
    fn pause(&mut self) -> io::Result<()> {
        let mut byte = [0];
        self.woken.read_exact(&mut byte)?;
        let end = Instant::now() + PAUSE_MOST / 2;
        while byte[0] == PAUSE_AND_DROP
            && Instant::now() < end
            && matches!(self.poll(Some(REST)), Ok((true, false)))
        {
            if self.read().is_err() {
                break;
            }
        }
        self.parser.give_up();
        let _ = self.pausing.send(());
        self.woken.read_exact(&mut byte)
    }
}

/// Returns `ESCDELAY` in milliseconds, as in other terminal programs. If it is not set or not
/// between 1 and 10,000, returns the default.
fn escape_delay() -> Duration {
    let set = std::env::var("ESCDELAY").ok();
    let set = set.and_then(|set| set.trim().parse().ok());
    let set = set.filter(|delay| (1..=10_000).contains(delay));
    set.map_or(ESCAPE_DELAY, Duration::from_millis)
}
