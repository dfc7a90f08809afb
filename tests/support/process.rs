//! What the system knows about a process.

use std::time::Duration;
use std::{fs, thread};

/// Its state, `Z` once it has ended; and the ticks (10 ms) of processor time it has used.
pub fn state_and_ticks(pid: u32) -> (char, u64) {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let (_, fields) = stat.rsplit_once(") ").unwrap();
    let fields: Vec<&str> = fields.split(' ').collect();
    let number = |at: usize| fields[at].parse::<u64>().unwrap();
    (fields[0].chars().next().unwrap(), number(11) + number(12))
}

/// How often any of its threads has gone to sleep or was woken.
///
/// A thread may end between being listed and being read: that one counts nothing any more.
pub fn switches(pid: u32) -> u64 {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    threads
        .filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("status")).ok())
        .map(|status| voluntary(&status))
        .sum()
}

/// The same for only the thread of the loop.
pub fn switches_of_loop(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    voluntary(&status)
}

/// Waits until nothing happens in it any more; how often its threads have been woken by then.
pub fn at_rest(pid: u32) -> u64 {
    let mut before = switches(pid);
    for _ in 0..50 {
        thread::sleep(Duration::from_millis(200));
        let now = switches(pid);
        if now == before {
            break;
        }
        before = now;
    }
    before
}

fn voluntary(status: &str) -> u64 {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
    line.unwrap().trim().parse().unwrap()
}

/// How many calls of write(2) and its like it has made.
pub fn writes(pid: u32) -> u64 {
    let io = fs::read_to_string(format!("/proc/{pid}/io")).unwrap();
    let line = io.lines().find_map(|line| line.strip_prefix("syscw:"));
    line.unwrap().trim().parse().unwrap()
}
