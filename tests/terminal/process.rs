//! What the system knows about a process.

use std::fs;

/// Its state, `Z` once it has ended; and the ticks (10 ms) of processor time it has used.
pub fn state_and_ticks(pid: u32) -> (char, u64) {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let (_, fields) = stat.rsplit_once(") ").unwrap();
    let fields: Vec<&str> = fields.split(' ').collect();
    let number = |at: usize| fields[at].parse::<u64>().unwrap();
    (fields[0].chars().next().unwrap(), number(11) + number(12))
}

/// How often any of its threads has gone to sleep or was woken.
pub fn switches(pid: u32) -> u64 {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    let voluntary = |status: String| {
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        line.unwrap().trim().parse::<u64>().unwrap()
    };
    threads
        .map(|thread| fs::read_to_string(thread.unwrap().path().join("status")).unwrap())
        .map(voluntary)
        .sum()
}

/// How many calls of write(2) and its like it has made.
pub fn writes(pid: u32) -> u64 {
    let io = fs::read_to_string(format!("/proc/{pid}/io")).unwrap();
    let line = io.lines().find_map(|line| line.strip_prefix("syscw:"));
    line.unwrap().trim().parse().unwrap()
}
