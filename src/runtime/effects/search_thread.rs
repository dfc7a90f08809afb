use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;

use super::searcher::Searcher;
use crate::runtime::incoming::Incoming;
use crate::state::{Event, FailedOperation, SearchEffect};
use crate::store::Results;

/// Interval between reports of the number of matches.
const COUNT_INTERVAL: Duration = Duration::from_millis(50);

/// Thread that filters results, so that neither input nor the store is blocked. It starts with the
/// first search.
pub(super) struct SearchThread {
    store: Arc<dyn Results>,
    zone: TimeZone,
    answers: Sender<Incoming>,
    work: Option<Work>,
}

struct Work {
    requests: Sender<SearchEffect>,
    is_cancelled: Arc<AtomicBool>,
    latest: Arc<AtomicU64>,
    thread: JoinHandle<()>,
}

impl SearchThread {
    /// Creates a search thread that sends its replies to `answers`.
    pub(super) fn new(store: Arc<dyn Results>, zone: TimeZone, answers: Sender<Incoming>) -> Self {
        Self {
            store,
            zone,
            answers,
            work: None,
        }
    }

    /// Requests a search or its preparation; sends exactly one [`Incoming::SearchReply`].
    pub(super) fn ask(&mut self, effect: SearchEffect) {
        if self.work.is_none() {
            self.work = self.start();
        }
        if let (Some(work), SearchEffect::LoadRows(search)) = (&self.work, &effect) {
            work.latest.store(search.ticket, Ordering::Relaxed);
        }
        let asked = self.work.as_ref().map(|work| work.requests.send(effect));
        if !matches!(asked, Some(Ok(()))) {
            let _ = self.answers.send(Incoming::SearchReply(None));
        }
    }

    fn start(&self) -> Option<Work> {
        let (requests, inbox) = channel();
        let mut searcher = Searcher::new(Arc::clone(&self.store), self.zone.clone());
        let is_cancelled = Arc::clone(&searcher.is_cancelled);
        let latest = Arc::clone(&searcher.latest);
        let answers = self.answers.clone();
        let work = move || work(&inbox, &mut searcher, &answers);
        let thread = std::thread::Builder::new().name("finder".into());
        Some(Work {
            requests,
            is_cancelled,
            latest,
            thread: thread.spawn(work).ok()?,
        })
    }

    /// Returns whether the thread has ended early, which only a panic causes.
    pub(super) fn is_lost(&self) -> bool {
        let lost = |work: &Work| work.thread.is_finished();
        self.work.as_ref().is_some_and(lost)
    }
}

impl Drop for SearchThread {
    /// Cancels the running search.
    fn drop(&mut self) {
        if let Some(work) = &self.work {
            work.is_cancelled.store(true, Ordering::Relaxed);
        }
    }
}

fn work(inbox: &Receiver<SearchEffect>, searcher: &mut Searcher, answers: &Sender<Incoming>) {
    while let Ok(mut effect) = inbox.recv() {
        // Only the latest request counts.
        for later in inbox.try_iter() {
            if later != SearchEffect::PrepareSearch {
                effect = later;
            }
            if answers.send(Incoming::SearchReply(None)).is_err() {
                return;
            }
        }
        let SearchEffect::LoadRows(search) = effect else {
            // Ignore errors: the search itself reports them.
            let _ = searcher.prepare();
            if answers.send(Incoming::SearchReply(None)).is_err() {
                return;
            }
            continue;
        };
        let sent_at = Cell::new(Instant::now());
        let tell = |found| {
            if sent_at.get().elapsed() >= COUNT_INTERVAL {
                sent_at.set(Instant::now());
                let ticket = search.ticket;
                let _ = answers.send(Incoming::Event(Event::Counted { ticket, found }));
            }
        };
        let answer = searcher.answer(&search, &tell);
        let answer = answer.unwrap_or_else(|error| {
            Some(Event::Failed {
                what: FailedOperation::Read,
                error,
            })
        });
        if answers.send(Incoming::SearchReply(answer)).is_err() {
            return;
        }
    }
}
