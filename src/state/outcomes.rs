use super::context::Context;
use super::effect::{Effect, ProgramEffect};
use super::event::{DraftFound, Event, FailedOperation, HomeData};
use super::message::{Many, Message};
use super::screen::Screen;
use super::state::State;
use super::text_field::TextField;
use super::transition::{Navigation, Transition};
use super::type_ahead::RowsAwaited;
use super::update::update;
use crate::results::{AssessmentResult, StoreError, SyncStatus};
use crate::state::screens::{CompareScreen, ResultScreen, TrendScreen};

impl State {
    /// The outcome of an effect.
    pub(crate) fn answered(&mut self, event: Event) -> Vec<Effect> {
        let cx = self.cx();
        match event {
            Event::Home(data) => self.home_loaded(&data),
            Event::DraftOpened(found) => return self.draft_opened(*found),
            Event::LastRead(last) => self.last_read(&last),
            Event::ResultOpened { result, before } => return self.result_opened(result, before),
            Event::Failed { what, error } => return self.failed(what, error),
            Event::Outlook(outlook) => self.looked_out(outlook),
            Event::Copied { view, sent } => self.tell(Message::Copied(view, sent)),
            Event::Written { path, why_not } => self.written(path, why_not),
            event => {
                let step = self.screen.answered(event, cx);
                return self.follow_up(step);
            }
        }
        Vec::new()
    }

    /// A draft is on disk, which shows only where it is the last one.
    pub(crate) fn draft_saved(&mut self, id: uuid::Uuid, revision: u64) -> bool {
        let screens = self.below.iter_mut().chain([&mut self.screen]);
        let takes = screens.filter_map(|screen| match screen {
            Screen::Take(take) => Some(take),
            _ => None,
        });
        takes
            .map(|take| take.draft_saved(id, revision))
            .filter(|shows| *shows)
            .count()
            > 0
    }

    /// What was said last time is for the form that is about the same person and assessment.
    fn last_read(&mut self, last: &AssessmentResult) {
        for screen in self.below.iter_mut().chain([&mut self.screen]) {
            if let Screen::Take(take) = screen
                && take.is_about(&last.name, &last.assessment.slug)
            {
                take.recall(Some(Box::new(last.clone())));
            }
        }
    }

    /// A file was written, or the name is to be changed and tried again.
    fn written(&mut self, path: String, why_not: Option<String>) {
        let Some(why) = why_not else {
            return self.tell(Message::Written(path));
        };
        match &mut self.screen {
            Screen::Take(take) => take.edit_file(&path),
            Screen::Result(result) => result.file = Some(TextField::new(&path)),
            _ => {}
        }
        self.tell(Message::NotWritten { path, why });
    }

    fn home_loaded(&mut self, data: &HomeData) {
        self.name.get_or_insert_with(|| data.name.clone());
        let (size, demo) = (self.size, self.demo);
        for screen in self.below.iter_mut().chain([&mut self.screen]) {
            if let Screen::Home(home) = screen {
                let first = home.data.is_none();
                home.loaded(data.clone(), size);
                if first && demo {
                    home.choose_taken(size);
                }
            }
        }
    }

    fn draft_opened(&mut self, found: DraftFound) -> Vec<Effect> {
        let cx = self.cx();
        let Screen::Take(take) = &mut self.screen else {
            return Vec::new();
        };
        if !take.is_opening() || take.assessment.slug != found.slug {
            return Vec::new();
        }
        let (step, waiting) = take.opened(found, cx);
        self.name = Some(take.name.clone());
        let mut effects = self.follow_up(step);
        for event in waiting {
            effects.extend(update(self, event));
        }
        effects
    }

    fn result_opened(
        &mut self,
        result: Option<Box<AssessmentResult>>,
        before: Option<Box<AssessmentResult>>,
    ) -> Vec<Effect> {
        let Some(result) = result else {
            self.tell(Message::Gone);
            return self.entered();
        };
        let screen = ResultScreen::new(*result, before, self.size, self.dates.width());
        self.follow_up(Transition::go(Navigation::To(Box::new(Screen::Result(
            Box::new(screen),
        )))))
    }

    /// The store could not do it. Where nothing can be shown without it, the program ends.
    fn failed(&mut self, what: FailedOperation, error: StoreError) -> Vec<Effect> {
        let cx = self.cx();
        match (what, &mut self.screen) {
            (FailedOperation::Draft { id, .. }, Screen::Take(take)) => {
                let step = take.draft_failed(id, error, cx);
                self.follow_up(step)
            }
            (FailedOperation::Result(_), Screen::Take(take)) => {
                let step = take.result_failed(error);
                self.follow_up(step)
            }
            // Somebody else was faster: it is in the bin, as was wanted.
            (FailedOperation::Bin(_), Screen::Browse(browse)) => {
                let again = browse.reload(cx);
                if !matches!(error, StoreError::NotFound { .. }) {
                    self.tell(Message::Store(error));
                }
                vec![again]
            }
            (FailedOperation::Read, _) if error.is_final() => {
                vec![Effect::Program(ProgramEffect::Fail(error))]
            }
            (FailedOperation::Read, Screen::Take(take)) if take.is_opening() => {
                vec![Effect::Program(ProgramEffect::Fail(error))]
            }
            (what, _) => {
                if what == FailedOperation::Read {
                    self.rows = RowsAwaited::Failed;
                    // What was typed for rows that do not come is not meant for others.
                    if let Screen::Browse(browse) = &mut self.screen {
                        browse.makes_do();
                        self.waiting_events.clear();
                    }
                }
                self.tell(Message::Store(error));
                Vec::new()
            }
        }
    }

    /// Whether there are answers that are in memory alone.
    pub fn has_unsaved(&self) -> bool {
        let unsaved = |screen: &Screen| match screen {
            Screen::Take(take) => take.is_unsaved(),
            _ => false,
        };
        self.below.iter().chain([&self.screen]).any(unsaved)
    }

    /// Why answers are in memory alone, where the store has said.
    pub fn save_error(&self) -> Option<&StoreError> {
        self.below
            .iter()
            .chain([&self.screen])
            .find_map(|screen| match screen {
                Screen::Take(take) => take.save_error(),
                _ => None,
            })
    }

    /// It stands otherwise with the server: what a person should know is told, once.
    pub(crate) fn looked_out(&mut self, now: SyncStatus) {
        let before = std::mem::replace(&mut self.outlook, now);
        let went = (now.away && !before.away)
            || (now.refuses && !before.refuses)
            || (now.busy && !before.busy);
        let more_wait = now.hinders() && now.waiting > before.waiting;
        let clash = now.conflicts > before.conflicts;
        let refused = now.refused > before.refused;
        let is_back = before.hinders() && !now.hinders();
        if went || more_wait || clash || refused || is_back {
            self.tell(Message::Server(now));
        }
    }
}

impl Screen {
    /// The outcome of an effect of this screen; one of another screen means nothing here.
    fn answered(&mut self, event: Event, cx: Context) -> Transition {
        match (self, event) {
            (
                Self::Take(take),
                Event::DraftParted {
                    id,
                    fresh,
                    revision,
                    gone,
                },
            ) => take.parted((id, fresh), revision, gone),
            (Self::Take(take), Event::NoteEdited { category, outcome }) => {
                take.note_edited(&category, outcome, cx)
            }
            (Self::Take(take), Event::ResultSaved(id)) => take.result_saved(id, cx),
            (Self::Take(take), Event::ResultConflict { id, fresh }) => {
                take.result_conflict(id, fresh)
            }
            (Self::Browse(browse), event @ Event::Rows { .. }) => browse.rows_came(event, cx),
            (Self::Browse(browse), Event::Counted { ticket, found }) => {
                browse.counted(ticket, found);
                Transition::none()
            }
            (Self::Browse(browse), Event::Deleted(id)) => browse.deleted(id, cx),
            (Self::Browse(browse), Event::Restored(id)) => browse.restored(id, cx),
            (Self::Browse(browse), Event::Changes(changes)) => browse.changed(changes, cx),
            (Self::Home(home), Event::Changes(changes)) => home.changed(changes),
            (Self::Team(team), Event::Changes(changes)) => team.changed(changes),
            (Self::Team(team), event @ Event::TeamRead { .. }) => team.came(event, cx),
            (Self::Browse(_) | Self::Result(_), Event::Compared(results)) if results.len() > 1 => {
                let compare = CompareScreen::new(results, cx.size, cx.date);
                Transition::go(Navigation::To(Box::new(Self::Compare(Box::new(compare)))))
            }
            (Self::Browse(_), Event::Compared(_)) => Transition::tell(Message::Gone),
            (Self::Result(_), Event::Compared(_)) => {
                Transition::tell(Message::Many(Many::NoneBefore))
            }
            (Self::Result(_), event @ Event::TrendRead { .. }) => {
                match TrendScreen::new(event, cx.size) {
                    Some(trend) => {
                        Transition::go(Navigation::To(Box::new(Self::Trend(Box::new(trend)))))
                    }
                    None => Transition::tell(Message::Gone),
                }
            }
            _ => Transition::none(),
        }
    }
}
