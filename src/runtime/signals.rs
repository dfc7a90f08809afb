use std::io;

use super::event_loop::Incoming;
use super::post::Post;

#[cfg(not(unix))]
pub use elsewhere::{Listening, lent, stop};
#[cfg(unix)]
pub use unix::{Listening, lent, stop};

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, clippy::unused_self)] // On Unix there is something to do.
mod elsewhere {
    use super::{Incoming, Post, io};

    /// Only the keys end the program here.
    pub struct Listening;

    impl Listening {
        /// There is nothing to listen for.
        pub fn begin() -> io::Result<Self> {
            Ok(Self)
        }

        /// There is nothing to tell.
        pub fn tell(self, _: &Post) -> io::Result<()> {
            Ok(())
        }
    }

    impl Listening {
        /// There is nothing to listen for.
        pub fn for_ends() -> io::Result<Self> {
            Ok(Self)
        }

        /// There is nothing to tell.
        pub fn tell_ends(self, _: &Post) -> io::Result<()> {
            Ok(())
        }
    }

    /// There is no stopping here: the program goes on.
    pub fn stop(_: impl FnOnce()) -> io::Result<bool> {
        Ok(false)
    }

    /// Does `job`, during which the terminal belongs to another program.
    pub fn lent(job: &mut dyn FnMut()) {
        job();
    }
}

#[cfg(unix)]
mod unix {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread::{self, Thread};

    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::process::{
        Signal, getpgrp, getpid, getsid, kill_current_process_group, kill_process,
    };
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::Signals;

    use super::{Incoming, Post, io};
    use crate::state::Event;

    /// Whether the loop's thread waits in [`stop`] for the shell to continue it.
    static STOPPED: AtomicBool = AtomicBool::new(false);
    /// Whether the terminal belongs to another program for now.
    static LENT: AtomicBool = AtomicBool::new(false);

    /// Listening for what ends, stops and continues a program from outside, and for a terminal that
    /// is gone without a word.
    pub struct Listening(Signals);

    impl Listening {
        /// Nothing is missed from now on.
        pub fn begin() -> io::Result<Self> {
            let heard = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT];
            Ok(Self(Signals::new(heard)?))
        }

        /// What ends a program alone: one that has no screen is stopped and continued as it is.
        pub fn for_ends() -> io::Result<Self> {
            Ok(Self(Signals::new([SIGHUP, SIGINT, SIGTERM])?))
        }

        /// Tells what was heard of the ends, and what will be. Of a pipe that hangs up the lines are
        /// still to be read: nobody waits for that here.
        pub fn tell_ends(self, sender: &Post) -> io::Result<()> {
            let (tell, waiting) = (sender.clone(), thread::current());
            let listen = move || listen(self.0, &tell, &waiting);
            thread::Builder::new()
                .name("signals".into())
                .spawn(listen)?;
            Ok(())
        }

        /// Tells what was heard, and what will be. To be called on the loop's own thread.
        pub fn tell(self, sender: &Post) -> io::Result<()> {
            let (tell, waiting) = (sender.clone(), thread::current());
            let listen = move || listen(self.0, &tell, &waiting);
            thread::Builder::new()
                .name("signals".into())
                .spawn(listen)?;
            let tell = sender.clone();
            let wait = move || wait_for_hang_up(&tell);
            thread::Builder::new().name("hang-up".into()).spawn(wait)?;
            Ok(())
        }
    }

    fn listen(mut signals: Signals, tell: &Post, waiting: &Thread) {
        for signal in &mut signals {
            if LENT.load(Ordering::Acquire) && is_for_the_borrower(signal) {
                continue;
            }
            let incoming = match signal {
                SIGTSTP => Incoming::StopAsked,
                SIGCONT if STOPPED.swap(false, Ordering::AcqRel) => {
                    waiting.unpark();
                    continue;
                }
                SIGCONT => Incoming::Continued,
                // What a shell reports for a program that a signal ended.
                signal => {
                    let code = u8::try_from(128 + signal).unwrap_or(255);
                    Incoming::Event(Event::Terminate(code))
                }
            };
            if tell.send(incoming).is_err() {
                break;
            }
        }
    }

    /// What the keys of the terminal cause reaches all programs of a job, and is meant for the one
    /// that has the terminal. Where that stops, this one must: else the shell would wait for it.
    fn is_for_the_borrower(signal: i32) -> bool {
        if signal == SIGTSTP {
            let _ = kill_process(getpid(), Signal::STOP);
        }
        matches!(signal, SIGINT | SIGQUIT | SIGTSTP | SIGCONT)
    }

    /// Does `job`, during which the terminal belongs to another program.
    pub fn lent(job: &mut dyn FnMut()) {
        LENT.store(true, Ordering::Release);
        job();
        LENT.store(false, Ordering::Release);
    }

    /// Does `leave` and stops until the shell continues the program; whether it did. Without a
    /// shell that controls jobs nobody could ever continue it: then nothing happens.
    pub fn stop(leave: impl FnOnce()) -> io::Result<bool> {
        // A shell that controls jobs gives each a group of its own.
        if getsid(None)? == getpgrp() {
            return Ok(false);
        }
        leave();
        STOPPED.store(true, Ordering::Release);
        // The whole job, as the terminal itself would: a script around it must stop as well.
        kill_current_process_group(Signal::STOP)?;
        while STOPPED.load(Ordering::Acquire) {
            thread::park();
        }
        Ok(true)
    }

    /// Sleeps until the terminal hangs up. A reader alone would spin: a terminal that is gone
    /// always has "something to read".
    fn wait_for_hang_up(sender: &Post) {
        let stdin = io::stdin();
        loop {
            // No interest in anything: hang-ups and errors are told all the same.
            let mut watched = [PollFd::new(&stdin, PollFlags::empty())];
            match poll(&mut watched, None) {
                Ok(_) if watched[0].revents().is_empty() => {}
                Ok(_) => break,
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return,
            }
        }
        let _ = sender.send(Incoming::TerminalLost);
    }
}
