use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Builder, JoinHandle};

use uuid::Uuid;

use super::effect_runner::{EffectRunner, StoreEffect};
use crate::results::StoreError;
use crate::runtime::incoming::Incoming;
use crate::state::{DraftEffect, Event, FailedOperation, ResultsEffect};

/// The thread that waits for a server, where the store has one: drafts and saves are written on
/// this machine meanwhile. What it is asked has been written before it is asked.
pub(crate) struct ServerThread {
    requests: Sender<ServerRequest>,
}

enum ServerRequest {
    Effect(ResultsEffect),
    /// What this person said last time, of this assessment.
    Last(String, String),
}

impl ServerThread {
    /// None where the store is on this machine, and for want of a thread: then one thread does all.
    pub(crate) fn start(
        runner: &EffectRunner,
        answers: &Sender<Incoming>,
    ) -> Option<(Self, JoinHandle<()>)> {
        runner.store.relay()?;
        let (requests, inbox) = channel();
        let (mut runner, answers) = (runner.for_server(), answers.clone());
        let work = move || work(&inbox, &mut runner, &answers);
        let thread = Builder::new().name("far".into()).spawn(work).ok()?;
        Some((Self { requests }, thread))
    }

    /// Carries out what needs the server, and a form as far as this machine knows it; hands back
    /// what is for this machine alone.
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

    /// The form opens before its answer, which is what was said last time: that is asked for only
    /// when the loop is told to open it, or a fast server would be heard first, and by no form.
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
            Err(error) => drop(answers.send(Incoming::Answer(Some(failed(error))))),
        }
    }
}

fn failed(error: StoreError) -> Event {
    let what = FailedOperation::Read;
    Event::Failed { what, error }
}

fn work(inbox: &Receiver<ServerRequest>, runner: &mut EffectRunner, answers: &Sender<Incoming>) {
    // Nothing is asked to get ready: that would be a way there and back before the first rows.
    while let Ok(request) = inbox.recv() {
        let answer = match request {
            ServerRequest::Effect(effect) => runner.run(effect),
            ServerRequest::Last(name, slug) => match runner.latest(&name, &slug, None) {
                Ok(last) => last.map(Event::LastRead),
                // A store that cannot be used is told now, and not at the end of the form.
                Err(error) => Some(failed(error)),
            },
        };
        if answers.send(Incoming::Answer(answer)).is_err() {
            break;
        }
    }
}
