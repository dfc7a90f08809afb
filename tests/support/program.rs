use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::fs::{Mode, OFlags};
use rustix::process::{
    Pid, PidfdFlags, PidfdGetfdFlags, Signal, kill_process, pidfd_getfd, pidfd_open,
};

use super::process::state_and_ticks;

/// Longer than anything takes, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// Marks the end of the output; programs do not write it.
const LAST: &[u8] = b"\0";

type Keys = Box<dyn Write + Send>;
type Master = Box<dyn MasterPty + Send>;
type Shared = Arc<(Mutex<Seen>, Condvar)>;

/// A program that runs in a terminal of 80 columns and 24 rows.
pub struct Program {
    child: Box<dyn Child + Send + Sync>,
    /// The keys and the terminal, until it vanishes.
    terminal: Option<(Keys, Master)>,
    seen: Shared,
    enough: Arc<AtomicBool>,
    /// While it is locked, the terminal does not read what the program writes.
    pub reads: Arc<Mutex<()>>,
    reader: Option<JoinHandle<()>>,
    is_line_mode_as_before: Box<dyn Fn(&Master) -> bool>,
    /// The program's end of the terminal, held open: when its last holder ends, Linux may say that
    /// there is nothing more to read before all that was written has been read.
    held: File,
}

/// The output so far.
pub struct Seen {
    parser: vt100::Parser,
    pub bytes: Vec<u8>,
}

impl Seen {
    pub fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    pub fn text(&self) -> String {
        self.screen().contents()
    }
}

impl Program {
    pub fn start(command: CommandBuilder) -> Self {
        let pair = native_pty_system().openpty(size(80, 24)).unwrap();
        let (master, slave) = (pair.master, pair.slave);
        let held = opened(&master);
        let before = master.get_termios().unwrap();
        let parser = vt100::Parser::new(cells(24), cells(80), 0);
        let bytes = Vec::new();
        let seen: Shared = Arc::new((Mutex::new(Seen { parser, bytes }), Condvar::new()));
        let enough = Arc::new(AtomicBool::new(false));
        let output = master.try_clone_reader().unwrap();
        let (shared, stop) = (seen.clone(), enough.clone());
        let reads = Arc::new(Mutex::new(()));
        let may_read = reads.clone();
        let reader = thread::spawn(move || read(output, &shared, &stop, &may_read));
        let keys = master.take_writer().unwrap();
        Self {
            child: slave.spawn_command(command).unwrap(),
            terminal: Some((keys, master)),
            seen,
            enough,
            reads,
            reader: Some(reader),
            is_line_mode_as_before: Box::new(move |master| master.get_termios().unwrap() == before),
            held,
        }
    }

    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// The standard output of the program, with its flags.
    pub fn output(&self) -> OwnedFd {
        let pid = Pid::from_raw(self.pid().try_into().unwrap()).unwrap();
        let process = pidfd_open(pid, PidfdFlags::empty()).unwrap();
        pidfd_getfd(process, 1, PidfdGetfdFlags::empty()).unwrap()
    }

    /// The output so far.
    pub fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.0.lock().unwrap()
    }

    pub fn press(&mut self, keys: &str) {
        self.press_bytes(keys.as_bytes());
    }

    pub fn press_bytes(&mut self, keys: &[u8]) {
        let (input, _) = self.terminal.as_mut().unwrap();
        input.write_all(keys).unwrap();
        input.flush().unwrap();
    }

    /// Writes to the terminal, like another program that has it open.
    pub fn writes(&mut self, text: &str) {
        self.held.write_all(text.as_bytes()).unwrap();
    }

    /// Sets a size of the terminal without resizing the emulator.
    pub fn claims(&self, columns: u16, rows: u16) {
        let (_, master) = self.terminal.as_ref().unwrap();
        master.resize(size(columns, rows)).unwrap();
    }

    /// Waits until the program has read all keys.
    pub fn has_read_all(&self) {
        let deadline = Instant::now() + PATIENCE;
        while rustix::io::ioctl_fionread(&self.held).unwrap() > 0 {
            assert!(Instant::now() < deadline, "keys are not read");
            thread::yield_now();
        }
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        let (_, master) = self.terminal.as_ref().unwrap();
        let mut seen = self.seen();
        seen.parser.set_size(cells(rows), cells(columns));
        master.resize(size(columns, rows)).unwrap();
    }

    pub fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.pid().try_into().unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// Closes the terminal, as when its window is closed.
    pub fn vanish(&mut self) {
        let (keys, master) = self.terminal.take().unwrap();
        self.enough.store(true, Ordering::Release);
        // The end of the keys is a line feed here: the program answers it, the reader wakes up.
        drop(keys);
        self.reader.take().unwrap().join().unwrap();
        drop(master);
    }

    /// Waits until `text` is on the screen.
    pub fn shows(&self, text: &str) {
        self.until(text, |seen| seen.text().contains(text));
    }

    /// Waits for a condition on the output.
    pub fn until(&self, what: &str, is_so: impl Fn(&Seen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = self.seen();
        while !is_so(&seen) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "never: {what}\n{}", seen.text());
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// Waits until the terminal is restored: screen, cursor, pastes, and line mode.
    pub fn gives_the_terminal_back(&self) {
        self.until("the terminal is given back", |seen| {
            let screen = seen.screen();
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
        });
        let seen = self.seen();
        let untouched = vt100::Parser::new(cells(24), cells(80), 0);
        let modes =
            |screen: &vt100::Screen| (screen.input_mode_formatted(), screen.attributes_formatted());
        assert_eq!(modes(seen.screen()), modes(untouched.screen()));
        let (_, master) = self.terminal.as_ref().unwrap();
        assert!((self.is_line_mode_as_before)(master));
    }

    /// Waits for the end, and until all is read that was written: the exit code, and the processor
    /// time it has taken in ticks of 10 ms.
    pub fn ends(&mut self) -> (u32, u64) {
        let ended = self.ends_unread();
        if self.terminal.is_some() {
            self.held.write_all(LAST).unwrap();
            self.until("all is read", |seen| seen.bytes.ends_with(LAST));
            self.seen().bytes.pop();
        }
        ended
    }

    /// Waits for the end, but not until all output is read.
    pub fn ends_unread(&mut self) -> (u32, u64) {
        let deadline = Instant::now() + PATIENCE;
        let ticks = loop {
            let (state, ticks) = state_and_ticks(self.pid());
            if state == 'Z' {
                break ticks;
            }
            assert!(Instant::now() < deadline, "no end\n{}", self.seen().text());
            thread::sleep(Duration::from_millis(2));
        };
        let code = self.child.wait().unwrap().exit_code();
        (code, ticks)
    }

    /// Waits for the end as [`Self::ends`] does; the exit code.
    pub fn code(&mut self) -> u32 {
        self.ends().0
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

fn read(
    mut output: Box<dyn Read + Send>,
    shared: &Shared,
    enough: &AtomicBool,
    may_read: &Mutex<()>,
) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = output.read(&mut buffer) {
        let Ok(mut seen) = shared.0.lock() else {
            break;
        };
        seen.bytes.extend_from_slice(&buffer[..count]);
        seen.parser.process(&buffer[..count]);
        shared.1.notify_all();
        drop(seen);
        drop(may_read.lock());
        if enough.load(Ordering::Acquire) {
            break;
        }
    }
}

/// The program's end of this terminal, which does not become the terminal of the tests.
fn opened(master: &Master) -> File {
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
    let name = master.tty_name().unwrap();
    rustix::fs::open(name, flags, Mode::empty()).unwrap().into()
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}
