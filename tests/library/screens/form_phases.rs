//! The phases of the form, and which event leads from one to the next.

use jiff::{Timestamp, ToSpan as _};
use levelup::testing::{
    Draft, DraftEffect, DraftFound, DraftSplit, DraftStatus, Effect, Event, FailedOperation, Key,
    ProgramEffect, Screen, StartScreen, State, StoreError, TakeScreen, update,
};
use uuid::Uuid;

use crate::screens::CLUB;
use crate::support::session::Session;

#[derive(Debug, Clone, Copy)]
enum Step {
    /// The person has no draft.
    NoDraft,
    /// The person has this draft.
    Found,
    /// There is no other draft.
    NoOther,
    /// A level for the selected category.
    Rate,
    SaveKey,
    BackKey,
    OtherDraftKey,
    /// The store has confirmed the draft that was sent last.
    Confirmed,
    /// The store has confirmed a draft that was sent before the last one.
    ConfirmedEarlier,
    /// The store could not write the draft.
    DraftFails,
    /// Another process has the draft, so the answers get another ID.
    Parted,
    TwoSeconds,
    ResultSaved,
    ResultFails,
    /// The ID of the result belongs to another result.
    Conflict,
}

use Step::*;

/// Both categories are rated, and no draft is confirmed.
const RATED: &[Step] = &[NoDraft, Rate, Rate];
const SAVING: &[Step] = &[NoDraft, Rate, Rate, SaveKey];
const FAILED: &[Step] = &[NoDraft, Rate, Rate, DraftFails];
const OTHER: &[Step] = &[NoDraft, Rate, Rate, OtherDraftKey];

/// Steps, further steps, and the state after them.
type Row = (&'static [Step], &'static [Step], &'static str);

const TRANSITIONS: &[Row] = &[
    (&[], &[], "opening, nothing"),
    (&[], &[Rate], "opening, nothing"),
    (&[], &[NoDraft], "editing, nothing"),
    (&[], &[Rate, NoDraft], "editing, unconfirmed"),
    (&[], &[Found], "editing, saved"),
    (&[], &[Found, Rate], "editing, unconfirmed"),
    (&[NoDraft], &[BackKey], "left"),
    (RATED, &[], "editing, unconfirmed"),
    (RATED, &[ConfirmedEarlier], "editing, unconfirmed"),
    (RATED, &[Confirmed], "editing, saved"),
    (RATED, &[Parted], "editing, saved"),
    (RATED, &[DraftFails], "editing, failed"),
    (RATED, &[BackKey], "left"),
    (RATED, &[Confirmed, BackKey], "left"),
    (RATED, &[SaveKey], "saving"),
    (RATED, &[Confirmed, SaveKey], "saving"),
    (FAILED, &[Rate], "editing, failed"),
    (FAILED, &[TwoSeconds], "editing, failed"),
    (FAILED, &[DraftFails], "editing, failed"),
    (FAILED, &[OtherDraftKey], "editing, failed"),
    (FAILED, &[TwoSeconds, Confirmed], "editing, saved"),
    (FAILED, &[SaveKey], "saving"),
    // The first "back" tries again, the second one discards the answers.
    (FAILED, &[BackKey], "editing, failed"),
    (FAILED, &[BackKey, Confirmed], "editing, saved"),
    (FAILED, &[BackKey, BackKey], "left"),
    (FAILED, &[BackKey, DraftFails, BackKey], "left"),
    (
        FAILED,
        &[BackKey, Confirmed, Rate, DraftFails, BackKey],
        "editing, failed",
    ),
    (FAILED, &[BackKey, SaveKey, ResultFails, BackKey], "left"),
    (SAVING, &[Confirmed], "saving"),
    (SAVING, &[TwoSeconds], "saving"),
    (SAVING, &[Rate], "saving"),
    (SAVING, &[BackKey], "saving"),
    (SAVING, &[Conflict], "saving"),
    (SAVING, &[DraftFails, TwoSeconds], "saving"),
    (SAVING, &[ResultSaved], "result"),
    (SAVING, &[Conflict, ResultSaved], "result"),
    (SAVING, &[ResultFails], "editing, failed"),
    (SAVING, &[ResultFails, Confirmed], "editing, saved"),
    (SAVING, &[ResultFails, SaveKey], "saving"),
    (OTHER, &[], "opening, unconfirmed"),
    (OTHER, &[Confirmed], "opening, saved"),
    (OTHER, &[DraftFails], "opening, failed"),
    (OTHER, &[NoOther], "editing, unconfirmed"),
    (OTHER, &[DraftFails, NoOther], "editing, failed"),
    (OTHER, &[Found], "editing, saved"),
];

#[test]
fn every_event_leads_to_the_listed_phase() {
    for (before, then, expected) in TRANSITIONS {
        let mut form = Form::open();
        for step in before.iter().chain(*then) {
            form.step(*step);
        }
        assert_eq!(form.phase(), *expected, "{before:?}, then {then:?}");
    }
}

#[test]
fn a_failed_draft_is_sent_again_after_two_seconds() {
    let mut form = Form::open();
    for step in FAILED {
        form.step(*step);
    }
    let sent = form.drafts_sent;

    form.step(TwoSeconds);

    assert_eq!(form.drafts_sent, sent + 1);
    form.step(TwoSeconds);
    assert_eq!(form.drafts_sent, sent + 1, "not before it has failed again");
}

#[test]
fn a_draft_is_not_sent_again_while_its_result_is_saved() {
    for before in [RATED, FAILED] {
        let mut form = Form::open();
        for step in before.iter().chain(&[SaveKey, DraftFails]) {
            form.step(*step);
        }
        let sent = form.drafts_sent;

        form.step(TwoSeconds);
        assert_eq!(form.drafts_sent, sent);

        form.step(ResultFails);
        form.step(TwoSeconds);
        assert_eq!(form.drafts_sent, sent + 1);
    }
}

#[test]
fn saving_after_a_failed_save_is_the_same_result() {
    let mut form = Form::open();
    for step in SAVING {
        form.step(*step);
    }
    let first = form.state.now;

    for step in [ResultFails, TwoSeconds, SaveKey, ResultSaved] {
        form.step(step);
    }

    let Screen::Result(saved) = &form.state.screen else {
        panic!("{}", form.phase());
    };
    assert_eq!(saved.result.taken_at, first);
}

struct Form {
    state: State,
    /// The draft that was sent last, and its revision.
    draft: (Uuid, u64),
    drafts_sent: usize,
    /// The ID of the result that is being saved.
    result: Uuid,
    has_left: bool,
}

impl Form {
    fn open() -> Self {
        let mut session = Session::new().assessment(CLUB).home();
        let mut state = session.state().clone();
        let club = state.catalogue.find("running-club").unwrap();
        let screen = StartScreen::Take(club).screen(&state);
        state.start(screen);
        Self {
            state,
            draft: (Uuid::nil(), 0),
            drafts_sent: 0,
            result: Uuid::nil(),
            has_left: false,
        }
    }

    fn step(&mut self, step: Step) {
        let (id, revision) = self.draft;
        let error = StoreError::Full {
            path: "store".into(),
        };
        let event = match step {
            NoDraft | NoOther => found(None),
            Found => found(Some(a_draft())),
            Rate => Event::Key(Key::Char('2')),
            SaveKey => Event::Key(Key::Char('s')),
            BackKey => Event::Key(Key::Char('q')),
            OtherDraftKey => Event::Key(Key::Char('w')),
            Confirmed => Event::DraftSaved { id, revision },
            ConfirmedEarlier => Event::DraftSaved {
                id,
                revision: revision - 1,
            },
            DraftFails => Event::Failed {
                what: FailedOperation::Draft { id, revision },
                error,
            },
            Parted => Event::DraftParted(DraftSplit {
                id,
                fresh: Uuid::from_u128(7),
                revision,
                gone: false,
            }),
            TwoSeconds => Event::Now(self.state.now.checked_add(2.seconds()).unwrap()),
            ResultSaved => Event::ResultSaved(self.result),
            ResultFails => Event::Failed {
                what: FailedOperation::Result(self.result),
                error,
            },
            Conflict => Event::ResultConflict {
                id: self.result,
                fresh: Uuid::from_u128(8),
            },
        };
        for effect in update(&mut self.state, event) {
            match effect {
                Effect::Draft(DraftEffect::SaveDraft { draft, revision }) => {
                    self.draft = (draft.id, revision);
                    self.drafts_sent += 1;
                }
                Effect::Draft(DraftEffect::SaveResult(result)) => self.result = result.id,
                Effect::Program(ProgramEffect::Quit(_)) => self.has_left = true,
                _ => {}
            }
        }
    }

    fn phase(&self) -> String {
        match &self.state.screen {
            _ if self.has_left => "left".into(),
            Screen::Take(take) if take.is_saving() => "saving".into(),
            Screen::Take(take) if take.is_opening() => format!("opening, {}", status(take)),
            Screen::Take(take) => format!("editing, {}", status(take)),
            Screen::Result(_) => "result".into(),
            _ => "another screen".into(),
        }
    }
}

fn status(take: &TakeScreen) -> &'static str {
    match take.draft_status {
        DraftStatus::Nothing => "nothing",
        DraftStatus::Unconfirmed => "unconfirmed",
        DraftStatus::Saved => "saved",
        DraftStatus::Failed { .. } => "failed",
    }
}

fn a_draft() -> Draft {
    Draft {
        id: Uuid::from_u128(2),
        name: "Test User".into(),
        slug: "running-club".into(),
        changed_at: Timestamp::UNIX_EPOCH,
        entries: Vec::new(),
        said: Vec::new(),
        cursor: None,
    }
}

fn found(draft: Option<Draft>) -> Event {
    Event::DraftOpened(Box::new(DraftFound {
        slug: "running-club".into(),
        name: "Test User".into(),
        others: usize::from(draft.is_some()),
        draft,
        last: None,
        fresh: Uuid::from_u128(1),
    }))
}
