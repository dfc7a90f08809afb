use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Builder, JoinHandle};

use uuid::Uuid;

use super::effect_runner::{EffectRunner, StoreEffect};
use crate::results::StoreError;
use crate::runtime::incoming::Incoming;
use crate::state::{DraftEffect, Event, FailedOperation, ResultsEffect};

/// Thread for calls to a server, if the store has one. Drafts and results are written locally
/// before the server is called.
pub(crate) struct ServerThread {
    requests: Sender<ServerRequest>,
}

enum ServerRequest {
    Effect(ResultsEffect),
    /// Requests the latest result of a person (first) in an assessment (second).
    Last(String, String),
}

impl ServerThread {
    /// Starts the thread. Returns `None` if the store is local or no thread can start; then the
    /// store thread runs all effects.
    pub(crate) fn start(
        runner: &EffectRunner,
        answers: &Sender<Incoming>,
    ) -> Option<(Self, JoinHandle<()>)> {
        runner.store.relay()?;
        let (requests, inbox) = channel();
        let (mut runner, answers) = (runner.for_server(), answers.clone());
        let work = move || work(&inbox, &mut runner, &answers);
        let thread = Builder::new().name("server".into()).spawn(work).ok()?;
        Some((Self { requests }, thread))
    }

    /// Runs effects that need the server and opens forms from local data. Returns effects that only
    /// need local data.
    pub(crate) fn run(
        &self,
        effect: StoreEffect,
        runner: &mut EffectRunner,
        answers: &Sender<Incoming>,
    ) -> Option<DraftEffect> {
        match effect {
            StoreEffect::Results(effect) => drop(self.requests.send(ServerRequest::Effect(effect))),
            StoreEffect::Draft(DraftEffect::OpenDraft {
                name,
                slug,
                instead_of,
            }) => self.open_draft((name, slug, instead_of), runner, answers),
            StoreEffect::Draft(effect) => return Some(effect),
        }
        None
    }

    /// Opens a form before its previous result is read. That is requested only after the event is
    /// sent; otherwise a fast server could reply before the form is open.
    fn open_draft(
        &self,
        (name, slug, instead_of): (Option<String>, String, Option<Uuid>),
        runner: &mut EffectRunner,
        answers: &Sender<Incoming>,
    ) {
        match runner.open_draft_here(name, slug, instead_of) {
            Ok(found) => {
                let last = ServerRequest::Last(found.name.clone(), found.slug.clone());
                let opened = Event::DraftOpened(Box::new(found));
                let _ = answers.send(Incoming::Event(opened));
                let _ = self.requests.send(last);
            }
            Err(error) => drop(answers.send(Incoming::StoreReply(Some(failed(error))))),
        }
    }
}

fn failed(error: StoreError) -> Event {
    let what = FailedOperation::Read;
    Event::Failed { what, error }
}

fn work(inbox: &Receiver<ServerRequest>, runner: &mut EffectRunner, answers: &Sender<Incoming>) {
    // Do not prepare the store: that would be a round trip before the first rows.
    while let Ok(request) = inbox.recv() {
        let answer = match request {
            ServerRequest::Effect(effect) => runner.run(effect),
            ServerRequest::Last(name, slug) => match runner.latest(&name, &slug, None) {
                Ok(last) => last.map(Event::LastRead),
                // Report an unusable store now, not at the end of the form.
                Err(error) => Some(failed(error)),
            },
        };
        if answers.send(Incoming::StoreReply(answer)).is_err() {
            break;
        }
    }
}
