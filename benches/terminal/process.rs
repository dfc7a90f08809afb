//! What the system tells of a process (Linux).

use std::fs;

/// What a process has used so far.
#[derive(Debug, Clone, Copy)]
pub struct Usage {
    /// The most memory it has had at a time, in MiB.
    pub peak: f64,
    /// Processor time, in milliseconds.
    pub cpu: f64,
    /// How often one of its threads went to sleep or was interrupted.
    pub switches: f64,
}

impl Usage {
    /// Of this process.
    pub fn of(pid: u32) -> Self {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let (mut cpu, mut switches) = (0.0, 0.0);
        for thread in threads(pid) {
            let read = |file: &str| fs::read_to_string(format!("{thread}/{file}"));
            let spent = read("schedstat").unwrap_or_default();
            cpu += spent.split(' ').next().map_or(0.0, number) / 1e6;
            let status = read("status").unwrap_or_default();
            switches += field(&status, "voluntary_ctxt_switches:");
            switches += field(&status, "nonvoluntary_ctxt_switches:");
        }
        Self {
            peak: field(&status, "VmHWM:") / 1_024.0,
            cpu,
            switches,
        }
    }
}

/// How many calls of write(2) and its like a process has made.
pub fn writes(pid: u32) -> f64 {
    let io = fs::read_to_string(format!("/proc/{pid}/io")).unwrap_or_default();
    field(&io, "syscw:")
}

fn threads(pid: u32) -> Vec<String> {
    let folder = format!("/proc/{pid}/task");
    let threads = fs::read_dir(folder).into_iter().flatten().flatten();
    threads
        .map(|thread| thread.path().display().to_string())
        .collect()
}

fn field(text: &str, name: &str) -> f64 {
    let mut lines = text.lines();
    lines
        .find_map(|line| line.strip_prefix(name))
        .map_or(0.0, number)
}

fn number(text: &str) -> f64 {
    let digits = text.split_whitespace().next();
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0.0)
}
