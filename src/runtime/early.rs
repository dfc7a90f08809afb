//! A thread that is begun before it is known what it has to do. Where the other core sleeps it takes
//! longer to come to life than a store to be opened: a tenth of the way to the first frame.

use std::io;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

/// The thread that has nothing to do yet, where one was begun.
static WAITING: Mutex<Option<Waiting>> = Mutex::new(None);

struct Waiting {
    job: Sender<Job>,
    thread: JoinHandle<()>,
}

/// Begins a thread for the job that comes later.
pub fn begin() {
    let (job, jobs) = channel::<Job>();
    let wait = move || {
        if let Ok(job) = jobs.recv() {
            job();
        }
    };
    if let Ok(thread) = builder().spawn(wait) {
        *WAITING.lock().unwrap_or_else(PoisonError::into_inner) = Some(Waiting { job, thread });
    }
}

/// Does a job on the thread that waits for one, else on one of its own.
///
/// # Errors
/// Where no thread can be begun.
pub(super) fn spawn(job: impl FnOnce() + Send + 'static) -> io::Result<JoinHandle<()>> {
    let waiting = WAITING
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    let Some(waiting) = waiting else {
        return builder().spawn(job);
    };
    match waiting.job.send(Box::new(job)) {
        Ok(()) => Ok(waiting.thread),
        Err(job) => builder().spawn(job.0),
    }
}

fn builder() -> Builder {
    Builder::new().name("store".into())
}
