use std::sync::mpsc::Sender;

use super::event_loop::Incoming;

/// Listens for what ends a program from outside: SIGTERM, SIGHUP, SIGINT, and a terminal that is
/// gone without a word. Each ends the loop, which restores the terminal and flushes the draft.
#[cfg(unix)]
pub fn start(sender: &Sender<Incoming>) -> std::io::Result<()> {
    use crate::state::Event;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

    let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    let tell = sender.clone();
    let listen = move || {
        for signal in &mut signals {
            // What a shell reports for a program that a signal ended.
            let code = u8::try_from(128 + signal).unwrap_or(255);
            if tell.send(Incoming::Event(Event::Terminate(code))).is_err() {
                break;
            }
        }
    };
    std::thread::Builder::new()
        .name("signals".into())
        .spawn(listen)?;
    let tell = sender.clone();
    std::thread::Builder::new()
        .name("hang-up".into())
        .spawn(move || wait_for_hang_up(&tell))?;
    Ok(())
}

/// Sleeps until the terminal hangs up. A reader alone would spin: a terminal that is gone always
/// has "something to read".
#[cfg(unix)]
fn wait_for_hang_up(sender: &Sender<Incoming>) {
    use rustix::event::{PollFd, PollFlags, poll};

    let stdin = std::io::stdin();
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

/// Only the keys end the program here.
#[cfg(not(unix))]
pub fn start(_: &Sender<Incoming>) -> std::io::Result<()> {
    Ok(())
}
