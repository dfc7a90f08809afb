use std::io;
use std::sync::mpsc::Sender;

#[cfg(not(unix))]
pub(crate) use elsewhere::{Listening, lent, stop};
#[cfg(unix)]
pub(crate) use unix::{Listening, lent, stop};

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, clippy::unused_self)] // On Unix there is something to do.
mod elsewhere {
    use super::{Sender, io};
    use crate::runtime::incoming::Incoming;

    /// Only the keys end the program here.
    pub(crate) struct Listening;

    impl Listening {
        /// There is nothing to listen for.
        pub(crate) fn begin() -> io::Result<Self> {
            Ok(Self)
        }

        /// There is nothing to tell.
        pub(crate) fn tell(self, _: &Sender<Incoming>) -> io::Result<()> {
            Ok(())
        }
    }

    impl Listening {
        /// There is nothing to listen for.
        pub(crate) fn for_ends() -> io::Result<Self> {
            Ok(Self)
        }
    }

    /// There is no stopping here: the program goes on.
    pub(crate) fn stop(_: impl FnOnce()) -> io::Result<bool> {
        Ok(false)
    }

    /// Does `job`, during which the terminal belongs to another program.
    pub(crate) fn lent(job: &mut dyn FnMut()) {
        job();
    }
}

#[cfg(unix)]
mod unix {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread::{self, Thread};
    use std::time::Duration;

    use rustix::process::{
        Signal, getpgrp, getpid, getsid, kill_current_process_group, kill_process,
    };
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
    use signal_hook::iterator::Signals;

    use super::{Sender, io};
    use crate::runtime::incoming::Incoming;
    use crate::runtime::terminal;
    use crate::state::Event;

    /// How long the program may take to end after a signal: longer than it needs to write unsaved
    /// answers.
    const END_MOST: Duration = Duration::from_millis(1500);

    /// Whether the loop's thread waits in [`stop`] for the shell to continue it.
    static STOPPED: AtomicBool = AtomicBool::new(false);
    /// Whether the terminal belongs to another program for now.
    static LENT: AtomicBool = AtomicBool::new(false);

    /// Listens for the signals that end, stop, and continue a program, and for a new size of the
    /// terminal.
    pub(crate) struct Listening(Signals);

    impl Listening {
        /// Nothing is missed from now on.
        pub(crate) fn begin() -> io::Result<Self> {
            let signals = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH];
            Ok(Self(Signals::new(signals)?))
        }

        /// What ends a program alone: one that has no screen is stopped and continued as it is.
        pub(crate) fn for_ends() -> io::Result<Self> {
            Ok(Self(Signals::new([SIGHUP, SIGINT, SIGTERM])?))
        }

        /// Sends the signals from [`Self::begin`] on. Call it on the thread of the loop.
        pub(crate) fn tell(self, sender: &Sender<Incoming>) -> io::Result<()> {
            let (tell, waiting) = (sender.clone(), thread::current());
            let listen = move || listen(self.0, &tell, &waiting);
            thread::Builder::new()
                .name("signals".into())
                .spawn(listen)?;
            Ok(())
        }
    }

    fn listen(mut signals: Signals, tell: &Sender<Incoming>, waiting: &Thread) {
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
                SIGWINCH => match terminal::size() {
                    Ok(size) => Incoming::Event(Event::Resize(size)),
                    Err(_) => continue,
                },
                // What a shell reports for a program that a signal ended.
                signal => {
                    let code = u8::try_from(128 + signal).unwrap_or(255);
                    thread::spawn(move || end_late(code));
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
    pub(crate) fn lent(job: &mut dyn FnMut()) {
        LENT.store(true, Ordering::Release);
        job();
        LENT.store(false, Ordering::Release);
    }

    /// Does `leave` and stops until the shell continues the program; whether it did. Without a
    /// shell that controls jobs nobody could ever continue it: then nothing happens.
    pub(crate) fn stop(leave: impl FnOnce()) -> io::Result<bool> {
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

    /// Ends the program if it has not ended in time because it waits for a terminal that does not
    /// read. There is no limit while an editor has the terminal.
    fn end_late(code: u8) {
        loop {
            let lent = LENT.load(Ordering::Acquire);
            thread::sleep(END_MOST);
            if !lent && !LENT.load(Ordering::Acquire) {
                break;
            }
        }
        terminal::restore_line_mode();
        std::process::exit(i32::from(code));
    }
}
