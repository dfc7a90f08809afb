use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use super::effect_runner::{EffectRunner, StoreEffect};
use super::search_thread::SearchThread;
use super::server_thread::ServerThread;
use crate::results::person_key;
use crate::runtime::incoming::Incoming;
use crate::runtime::panics;
use crate::state::{DraftEffect, SearchEffect};

/// Delay before the store is verified: longer than the first frame takes after the first reply.
/// With one core, or while the other is asleep, verifying would delay that frame.
const FRAME: Duration = Duration::from_millis(3);

/// Thread of the store: runs effects in order, so that input never waits for the disk. It passes
/// calls to a server to [`ServerThread`], so that saving answers never waits for the network.
pub struct StoreThread {
    path: PathBuf,
    requests: Option<Sender<StoreEffect>>,
    thread: Option<JoinHandle<()>>,
    server: Option<JoinHandle<()>>,
    search_thread: SearchThread,
}

impl StoreThread {
    /// Starts the thread, which sends the replies to `answers`.
    pub fn start(path: &Path, mut runner: EffectRunner, answers: Sender<Incoming>) -> Self {
        let (requests, inbox) = channel();
        let (store, zone) = (Arc::clone(&runner.store), runner.zone.clone());
        let search_thread = SearchThread::new(store, zone, answers.clone());
        let (server, server_handle) = ServerThread::start(&runner, &answers).unzip();
        let work = move || work(&inbox, &mut runner, server.as_ref(), &answers);
        let thread = Builder::new().name("store".into()).spawn(work).ok();
        Self {
            path: path.to_path_buf(),
            requests: Some(requests),
            thread,
            server: server_handle,
            search_thread,
        }
    }

    /// Returns the path of the store.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Requests an effect; sends exactly one [`Incoming::StoreReply`].
    pub fn run(&mut self, effect: impl Into<StoreEffect>) {
        if let Some(requests) = &self.requests {
            let _ = requests.send(effect.into());
        }
    }

    /// Requests a search; sends exactly one [`Incoming::SearchReply`].
    pub(crate) fn search(&mut self, effect: SearchEffect) {
        self.search_thread.ask(effect);
    }

    /// Returns whether a thread has ended early, which only a panic causes.
    pub fn is_lost(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
            || self.server.as_ref().is_some_and(JoinHandle::is_finished)
            || self.search_thread.is_lost()
    }
}

impl Drop for StoreThread {
    /// Lets the thread close the store, for at most 100 ms. Pending writes have already had their
    /// time, so a blocked store is not waited for twice.
    fn drop(&mut self) {
        self.requests = None;
        let Some(thread) = self.thread.take() else {
            return;
        };
        for _ in 0..10 {
            if thread.is_finished() {
                let _ = thread.join();
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

fn work(
    inbox: &Receiver<StoreEffect>,
    runner: &mut EffectRunner,
    server: Option<&ServerThread>,
    answers: &Sender<Incoming>,
) {
    if server.is_none() {
        runner.prepare();
    }
    let mut waiting = VecDeque::new();
    let mut is_verified = false;
    while let Some(effect) = waiting.pop_front().or_else(|| inbox.recv().ok()) {
        waiting.extend(inbox.try_iter());
        if matches!(effect, StoreEffect::Draft(DraftEffect::SaveResult(_))) {
            panics::panic_for_test("store");
        }
        let is_superseded = is_superseded(&effect, &waiting);
        let effect = match server {
            Some(server) => server.run(effect, runner, answers).map(StoreEffect::from),
            None => Some(effect),
        };
        if let Some(effect) = effect {
            let answer = if is_superseded {
                None
            } else {
                runner.run(effect)
            };
            if answers.send(Incoming::StoreReply(answer)).is_err() {
                break;
            }
        }
        if !std::mem::replace(&mut is_verified, true) {
            std::thread::sleep(FRAME);
            if let Some(event) = runner.verify() {
                let _ = answers.send(Incoming::Event(event));
            }
        }
    }
}

/// Returns whether a draft need not be written because the next effect saves a later state.
fn is_superseded(effect: &StoreEffect, waiting: &VecDeque<StoreEffect>) -> bool {
    let StoreEffect::Draft(DraftEffect::SaveDraft { draft, .. }) = effect else {
        return false;
    };
    let same = |next: &StoreEffect| match next {
        StoreEffect::Draft(DraftEffect::SaveDraft { draft: later, .. }) => {
            later.id == draft.id && person_key(&later.name) == person_key(&draft.name)
        }
        StoreEffect::Draft(_) | StoreEffect::Results(_) => false,
    };
    waiting.front().is_some_and(same)
}
