use std::sync::Arc;

use jiff::Timestamp;

use super::{EditKind, TakePhase, TakeScreen};
use crate::assessment::{Assessment, Rating};
use crate::results::StoreError;
use crate::state::context::Context;
use crate::state::effect::{Effect, ProgramEffect};
use crate::state::event::{Event, FailedOperation};
use crate::state::keymap::{Action, Key, KeyContext};
use crate::state::layout::{DetailLine, ListMove, Size};
use crate::state::message::Message;
use crate::state::screens::{ClickTarget, ScreenState, Transition, TypingInto, WaitsFor};
use crate::state::text_field::TextField;

impl ScreenState for TakeScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Take
    }

    fn act(&mut self, action: Action, cx: Context) -> Transition {
        let at = self.list.at;
        let step = self.act_or_move(action, cx);
        if self.list.at != at {
            self.page_top = self.page_top.map(|_| 0);
        }
        self.follow(cx.size);
        step
    }

    fn lay_out(&mut self, size: Size) {
        self.resize(size);
    }

    fn target_at(&self, x: u16, y: u16, size: Size) -> Option<ClickTarget> {
        let detail = self.detail_place(size);
        if let Some(detail) = detail.filter(|detail| x >= detail.x && y >= detail.y) {
            let line = usize::from(y - detail.y);
            return match self.detail_lines(detail).get(line)? {
                DetailLine::Level(level) => Some(ClickTarget::Level(self.list.at, *level)),
                _ => None,
            };
        }
        if self.page_top.is_some() || x >= self.columns.list {
            return None;
        }
        let line = Self::list_area(size).line_at(y, self.list.top)?;
        let (row, part) = self.outline.category_at(line)?;
        let mark = x.checked_sub(self.columns.marks_at());
        let level = mark
            .filter(|_| part == 0 && !self.columns.figures)
            .and_then(|cells| u8::try_from(cells / 2 + 1).ok())
            .filter(|level| *level <= self.assessment.top(row));
        Some(level.map_or(ClickTarget::Row(row), |level| {
            ClickTarget::Level(row, level)
        }))
    }

    fn select(&mut self, target: ClickTarget, cx: Context) -> Transition {
        let before = self.list.at;
        target.select_in(&mut self.list, None);
        if self.list.at != before {
            self.page_top = self.page_top.map(|_| 0);
        }
        match target {
            ClickTarget::Level(_, level) => self.act(Action::Rate(level), cx),
            _ => Transition::none(),
        }
    }

    fn scroll_details(&mut self, movement: ListMove, size: Size) -> bool {
        let lines = self
            .selected_detail()
            .map_or(0, |sheet| sheet.page_lines(size));
        let height = usize::from(size.body_height());
        self.page_top = self
            .page_top
            .map(|top| movement.scrolled(top, lines, height));
        self.page_top.is_some()
    }

    fn load(&mut self, name: Option<&str>, _cx: Context) -> Option<Effect> {
        self.is_opening()
            .then(|| self.ask_for_draft(name.map(str::to_owned)))
    }

    fn receive(&mut self, event: Event, cx: Context) -> Transition {
        match event {
            Event::DraftOpened(found) => self.draft_opened(*found, cx),
            Event::DraftParted(split) => self.draft_parted(split),
            Event::NoteEdited { category, outcome } => self.note_edited(&category, outcome, cx),
            Event::ResultSaved(id) => self.result_saved(id),
            Event::ResultConflict { id, fresh } => self.result_conflict(id, fresh),
            _ => Transition::none(),
        }
    }

    fn notice(&mut self, event: &Event, _cx: Context) -> bool {
        match event {
            Event::DraftSaved { id, revision } => self.draft_saved(*id, *revision),
            Event::LastRead(last) if self.is_about(&last.name, &last.assessment.slug) => {
                self.set_previous(Some(last.clone()));
                true
            }
            _ => false,
        }
    }

    fn failed(&mut self, what: FailedOperation, error: StoreError, cx: Context) -> Transition {
        match what {
            FailedOperation::Draft { id, .. } => self.draft_failed(id, error, cx),
            FailedOperation::Result(_) => self.result_failed(error),
            FailedOperation::Read if self.is_opening() => {
                Transition::effect(ProgramEffect::Fail(error))
            }
            _ => Transition::tell(Message::Store(error)),
        }
    }

    fn waits_for(&self) -> WaitsFor {
        match self.phase {
            TakePhase::Opening(_) | TakePhase::Saving(_) => WaitsFor::Store,
            TakePhase::Editing => WaitsFor::Nothing,
        }
    }

    fn tick(&mut self, now: Timestamp) {
        self.retry(now);
    }

    fn wake_at(&self) -> Option<Timestamp> {
        self.retry_at().into_iter().chain(self.place_at).min()
    }

    fn draft_effect(&mut self, now: Timestamp, at_once: bool) -> Option<Effect> {
        self.update_draft(now, at_once)
    }

    fn is_unsaved(&self) -> bool {
        Self::is_unsaved(self)
    }

    fn save_error(&self) -> Option<&StoreError> {
        Self::save_error(self)
    }

    fn field(&self) -> Option<&TextField> {
        self.editing.as_ref().map(|editing| &editing.field)
    }

    fn typing(&self) -> Option<TypingInto> {
        let editing = self.editing.as_ref()?;
        Some(match editing.kind {
            EditKind::Name => TypingInto::Name,
            EditKind::Note => TypingInto::Note,
            EditKind::File => TypingInto::File,
            EditKind::Find => TypingInto::Filter,
        })
    }

    fn type_key(&mut self, key: Key, cx: Context) -> Transition {
        self.edit_key(key, cx)
    }

    fn paste(&mut self, text: &str, cx: Context) -> Transition {
        self.edit_paste(text, cx)
    }

    fn edit_path(&mut self, path: &str) {
        self.edit_file(path);
    }

    fn offers(&self, action: Action) -> bool {
        let any = !self.assessment.categories.is_empty();
        match action {
            Action::Name | Action::About => true,
            Action::CopyPrevious | Action::CopyAllPrevious => any && self.previous_result.is_some(),
            Action::OtherDraft => self.other_drafts > 0,
            _ => any,
        }
    }

    fn is_in_footer(&self, action: Action, size: Size) -> bool {
        match action {
            Action::Name => self.assessment.categories.is_empty(),
            Action::CopyPrevious => self.previous_of(self.list.at).is_some(),
            Action::OtherDraft => self.other_drafts > 0,
            Action::Export => self.save_error().is_some(),
            Action::Open => Self::needs_page(size) && self.page_top.is_none(),
            _ => !self.assessment.categories.is_empty(),
        }
    }

    fn ladder(&self) -> &[Rating] {
        if self.assessment.categories.is_empty() {
            return &[];
        }
        self.assessment.ladder(self.list.at)
    }

    fn assessment(&self) -> Option<Arc<Assessment>> {
        Some(self.assessment.clone())
    }
}
