use std::io;
use std::sync::mpsc::Sender;

#[cfg(not(unix))]
pub(crate) use elsewhere::{Listening, lent, stop};
#[cfg(unix)]
pub(crate) use unix::{Listening, lent, stop};

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, clippy::unused_self)] // The signatures match those on Unix.
mod elsewhere {
    use super::{Sender, io};
    use crate::runtime::incoming::Incoming;

    /// Placeholder for the signal handlers: on this system, only keys end the program.
    pub(crate) struct Listening;

    impl Listening {
        /// Registers no signals.
        pub(crate) fn begin() -> io::Result<Self> {
            Ok(Self)
        }

        /// Does nothing, because no signals are handled here.
        pub(crate) fn tell(self, _: &Sender<Incoming>) -> io::Result<()> {
            Ok(())
        }
    }

    impl Listening {
        /// Registers no signals.
        pub(crate) fn for_ends() -> io::Result<Self> {
            Ok(Self)
        }
    }

    /// Returns `Ok(false)`: the program cannot be suspended on this system.
    pub(crate) fn stop(_: impl FnOnce()) -> io::Result<bool> {
        Ok(false)
    }

    /// Runs `job`.
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

    /// Maximum time the program may take to end after a signal. Longer than it takes to write
    /// unsaved answers.
    const END_MOST: Duration = Duration::from_millis(1500);

    /// Whether the thread of the loop is parked in [`stop`] until the shell continues it.
    static STOPPED: AtomicBool = AtomicBool::new(false);
    /// Whether another program, such as an editor, currently uses the terminal.
    static LENT: AtomicBool = AtomicBool::new(false);

    /// Registered handlers for the signals that end, stop, and continue the program, and for
    /// changes of the terminal size.
    pub(crate) struct Listening(Signals);

    impl Listening {
        /// Registers the handlers for all signals. Signals that arrive before [`Self::tell`] stay
        /// pending.
        pub(crate) fn begin() -> io::Result<Self> {
            let signals = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH];
            Ok(Self(Signals::new(signals)?))
        }

        /// Registers only the signals that end the program. Without a screen, stopping and
        /// continuing need no handling.
        pub(crate) fn for_ends() -> io::Result<Self> {
            Ok(Self(Signals::new([SIGHUP, SIGINT, SIGTERM])?))
        }

        /// Starts a thread that sends the signals received since [`Self::begin`] to `sender`. Call
        /// it on the thread of the loop, which is unparked when the program continues.
        pub(crate) fn tell(self, sender: &Sender<Incoming>) -> io::Result<()> {
            let (events, loop_thread) = (sender.clone(), thread::current());
            let listen = move || listen(self.0, &events, &loop_thread);
            thread::Builder::new()
                .name("signals".into())
                .spawn(listen)?;
            Ok(())
        }
    }

    /// Sends each signal as a message to the loop, until the receiver is closed.
    fn listen(mut signals: Signals, events: &Sender<Incoming>, loop_thread: &Thread) {
        for signal in &mut signals {
            if LENT.load(Ordering::Acquire) && is_for_borrower(signal) {
                continue;
            }
            let incoming = match signal {
                SIGTSTP => Incoming::StopRequested,
                SIGCONT if STOPPED.swap(false, Ordering::AcqRel) => {
                    loop_thread.unpark();
                    continue;
                }
                SIGCONT => Incoming::Continued,
                SIGWINCH => match terminal::size() {
                    Ok(size) => Incoming::Event(Event::Resize(size)),
                    Err(_) => continue,
                },
                // Shells report 128 plus the signal number for a program ended by a signal.
                signal => {
                    let code = u8::try_from(128 + signal).unwrap_or(255);
                    thread::spawn(move || end_late(code));
                    Incoming::Event(Event::Terminate(code))
                }
            };
            if events.send(incoming).is_err() {
                break;
            }
        }
    }

    /// Returns whether a signal is for the program that borrows the terminal. Signals from keys
    /// reach every process of a job. If the borrower stops, stops this process too; otherwise the
    /// shell would wait for it.
    fn is_for_borrower(signal: i32) -> bool {
        if signal == SIGTSTP {
            let _ = kill_process(getpid(), Signal::STOP);
        }
        matches!(signal, SIGINT | SIGQUIT | SIGTSTP | SIGCONT)
    }

    /// Runs `job`, which gives the terminal to another program. Ignores the signals for that
    /// program.
    pub(crate) fn lent(job: &mut dyn FnMut()) {
        LENT.store(true, Ordering::Release);
        job();
        LENT.store(false, Ordering::Release);
    }

    /// Runs `leave`, stops the job until the shell continues it, and returns `true`. Returns
    /// `false` and does nothing if no job control shell could continue the program.
    pub(crate) fn stop(leave: impl FnOnce()) -> io::Result<bool> {
        // Job control shells give each job its own process group.
        if getsid(None)? == getpgrp() {
            return Ok(false);
        }
        leave();
        STOPPED.store(true, Ordering::Release);
        // Stop all processes of the job, as the terminal does: a script around the program must
        // stop too.
        kill_current_process_group(Signal::STOP)?;
        while STOPPED.load(Ordering::Acquire) {
            thread::park();
        }
        Ok(true)
    }

    /// Ends the program with `code` if it has not ended in time, because it waits for a terminal
    /// that does not read. There is no time limit while an editor uses the terminal.
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
