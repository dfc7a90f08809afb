//! A program in a pseudo-terminal, watched from outside. Bytes are stamped as they are read, and
//! put through the terminal's emulation afterwards, when nothing has come for a millisecond: the
//! emulation delays no stamp.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::answers::{Answers, Manner};
use crate::process::{self, Usage};

/// The silence that ends what a key brings.
const QUIET: Duration = Duration::from_millis(15);
/// The longest wait for the first byte of what a key brings.
const FIRST: Duration = Duration::from_millis(250);
/// The silence after which a count on the screen is the last one.
const SETTLED: Duration = Duration::from_millis(400);
/// The silence after which a count that is not settled never will be.
const STUCK: Duration = Duration::from_secs(10);
/// The longest wait for anything.
const PATIENCE: Duration = Duration::from_secs(120);

/// Columns and rows.
pub type Size = (u16, u16);

type Chunk = (Instant, Vec<u8>);

/// A program that runs.
pub struct Program {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    _master: Box<dyn MasterPty + Send>,
    chunks: Receiver<Chunk>,
    screen: vt100::Parser<Answers>,
    manner: Manner,
    due: Vec<(Instant, Vec<u8>)>,
    begun: Instant,
}

/// What the keys of a filter brought, in milliseconds.
pub struct Settled {
    /// Until they showed.
    pub echo: f64,
    /// Until the last count showed.
    pub count: f64,
}

/// What a key brought.
pub struct Reaction {
    /// Milliseconds to the first byte.
    pub first: f64,
    /// Milliseconds to the last.
    pub last: f64,
    /// How many bytes.
    pub bytes: f64,
    /// How many calls of write(2), where the system tells.
    pub writes: f64,
}

impl Program {
    /// Starts it in a terminal of this size, which answers its questions in this manner.
    pub fn start(command: CommandBuilder, (columns, rows): Size, manner: Manner) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let output = pair.master.try_clone_reader().expect("its output");
        let keys = pair.master.take_writer().expect("its keys");
        let (sender, chunks) = channel();
        thread::spawn(move || read(output, |chunk| sender.send(chunk).is_ok()));
        let screen =
            vt100::Parser::new_with_callbacks(cells(rows), cells(columns), 0, Answers::default());
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command).expect("a program");
        Self {
            child,
            keys,
            _master: pair.master,
            chunks,
            screen,
            manner,
            due: Vec::new(),
            begun,
        }
    }

    /// Milliseconds from the start to the bytes after which the screen is so.
    pub fn shows(&mut self, is_so: impl Fn(&str) -> bool) -> f64 {
        let begun = self.begun;
        self.until(begun, is_so)
    }

    /// Waits until the screen is so, if it is not yet.
    pub fn comes_to(&mut self, is_so: impl Fn(&str) -> bool) {
        if !is_so(&self.text()) {
            self.until(Instant::now(), is_so);
        }
    }

    /// Presses keys; milliseconds to the bytes after which the screen is so.
    pub fn press_until(&mut self, keys: &str, is_so: impl Fn(&str) -> bool) -> f64 {
        let begun = self.write(keys);
        self.until(begun, is_so)
    }

    /// Presses keys of a filter. They are echoed when the screen is so; the count is settled with
    /// the bytes after which it stays as it is once nothing more comes.
    pub fn press_until_settled(
        &mut self,
        keys: &str,
        echo: impl Fn(&str) -> bool,
        count: impl Fn(&str) -> Option<String>,
    ) -> Settled {
        let begun = self.write(keys);
        let mut echoed = None;
        let mut last: Option<(Instant, String)> = None;
        let mut heard = begun;
        loop {
            let batch = self.batch(SETTLED);
            let is_over = batch.is_empty() && (last.is_some() || heard.elapsed() > STUCK);
            if is_over {
                let of = |at: Option<Instant>| at.map_or(f64::NAN, |at| millis(begun, at));
                return Settled {
                    echo: of(echoed),
                    count: of(last.map(|(at, _)| at)),
                };
            }
            heard = batch.last().map_or(heard, |(at, _)| *at);
            for (at, bytes) in batch {
                let text = self.feed(&bytes);
                if echoed.is_none() && echo(&text) {
                    echoed = Some(at);
                }
                let now = count(&text).filter(|_| echoed.is_some());
                if last.as_ref().map(|(_, seen)| seen) != now.as_ref() {
                    last = now.map(|seen| (at, seen));
                }
            }
        }
    }

    /// Presses a key, and follows what it brings until there is silence.
    pub fn press(&mut self, key: &str) -> Reaction {
        let writes = process::writes(self.pid());
        let begun = self.write(key);
        let (mut first, mut last, mut bytes) = (None, begun, 0);
        let mut patience = FIRST;
        while let Ok((at, chunk)) = self.chunks.recv_timeout(patience) {
            first.get_or_insert(at);
            last = at;
            bytes += chunk.len();
            patience = QUIET;
            self.feed(&chunk);
        }
        let of = |at| millis(begun, at);
        Reaction {
            first: first.map_or(f64::NAN, of),
            last: first.map_or(f64::NAN, |_| of(last)),
            bytes: count(bytes),
            writes: process::writes(self.pid()) - writes,
        }
    }

    /// Lets what is on its way arrive.
    pub fn rest(&mut self) {
        while let Ok((_, chunk)) = self.chunks.recv_timeout(QUIET) {
            self.feed(&chunk);
        }
    }

    /// Leaves it alone: the bytes that come all the same.
    pub fn idle(&mut self, time: Duration) -> f64 {
        let end = Instant::now() + time;
        let mut bytes = 0;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.chunks.recv_timeout(left) {
                Ok((_, chunk)) => bytes += chunk.len(),
                Err(_) => return count(bytes),
            }
        }
    }

    /// What it has used of the machine so far.
    pub fn usage(&self) -> Usage {
        Usage::of(self.pid())
    }

    fn pid(&self) -> u32 {
        self.child.process_id().unwrap_or(0)
    }

    fn until(&mut self, begun: Instant, is_so: impl Fn(&str) -> bool) -> f64 {
        loop {
            let mut found = None;
            for (at, bytes) in self.batch(QUIET) {
                let text = self.feed(&bytes);
                if found.is_none() && is_so(&text) {
                    found = Some(at);
                }
            }
            if let Some(at) = found {
                return millis(begun, at);
            }
            self.give_up_after(begun, "shown");
        }
    }

    /// The next bytes and all that come within a millisecond; none after `patience`.
    fn batch(&mut self, patience: Duration) -> Vec<Chunk> {
        let mut batch = Vec::new();
        let end = Instant::now() + patience;
        while batch.is_empty() {
            let due = self.due.iter().map(|(at, _)| *at).min();
            let wait = due.unwrap_or(end).min(end);
            let left = wait.saturating_duration_since(Instant::now());
            match self.chunks.recv_timeout(left) {
                Ok(chunk) => batch.push(chunk),
                Err(RecvTimeoutError::Disconnected) => panic!("it ended\n{}", self.text()),
                Err(RecvTimeoutError::Timeout) if wait == end => return batch,
                Err(RecvTimeoutError::Timeout) => self.answer(),
            }
        }
        while let Ok(chunk) = self.chunks.recv_timeout(Duration::from_millis(1)) {
            batch.push(chunk);
        }
        batch
    }

    /// Puts bytes through the emulation; what shows then.
    fn feed(&mut self, bytes: &[u8]) -> String {
        self.screen.process(bytes);
        for answer in self.screen.callbacks_mut().take() {
            if let Some(delay) = self.manner.delay() {
                self.due.push((Instant::now() + delay, answer));
            }
        }
        self.answer();
        self.text()
    }

    /// Gives the answers that are due.
    fn answer(&mut self) {
        let now = Instant::now();
        let (due, later) = std::mem::take(&mut self.due)
            .into_iter()
            .partition(|(at, _)| *at <= now);
        self.due = later;
        let due: Vec<(Instant, Vec<u8>)> = due;
        for (_, answer) in due {
            let _ = self.keys.write_all(&answer);
        }
    }

    fn text(&self) -> String {
        self.screen.screen().contents()
    }

    fn write(&mut self, keys: &str) -> Instant {
        self.rest();
        let begun = Instant::now();
        self.keys.write_all(keys.as_bytes()).expect("a terminal");
        begun
    }

    fn give_up_after(&self, begun: Instant, what: &str) {
        assert!(begun.elapsed() < PATIENCE, "never {what}\n{}", self.text());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(mut output: Box<dyn Read + Send>, mut send: impl FnMut(Chunk) -> bool) {
    let mut buffer = vec![0; 65_536];
    while let Ok(count @ 1..) = output.read(&mut buffer) {
        let at = Instant::now();
        if !send((at, buffer[..count].to_vec())) {
            break;
        }
    }
}

fn millis(from: Instant, to: Instant) -> f64 {
    to.saturating_duration_since(from).as_secs_f64() * 1_000.0
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a size")
}

fn count(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::NAN, f64::from)
}
