mod answering;
mod detail_page;
mod external_editor;
mod opening;
mod phase;
mod saving;
mod screen_state;
mod typing;
mod undo_history;

use std::sync::Arc;

use jiff::Timestamp;
pub use phase::DraftStatus;
pub(crate) use phase::TakePhase;
use phase::WaitingForDraft;
use uuid::Uuid;

use self::undo_history::UndoHistory;
use crate::assessment::Assessment;
use crate::results::{Answer, AnswerEntry, Answers, AssessmentResult, PreviousAnswer};
use crate::state::context::Context;
use crate::state::keymap::Action;
use crate::state::layout::{CategoryColumns, GroupedLines, ListCursor, ListMove, Panes, Size};
use crate::state::message::Message;
use crate::state::screens::{Navigation, ScreenState as _, Transition};
use crate::state::text_field::TextField;
use crate::text::wrapped;

/// The form: answers to an assessment.
#[derive(Debug, Clone)]
pub struct TakeScreen {
    pub assessment: Arc<Assessment>,
    /// The ID that the result will have.
    pub id: Uuid,
    /// The name of the person; empty until the draft is open.
    pub name: String,
    pub answers: Answers,
    /// The selected category.
    pub list: ListCursor,
    /// The lines of the list, for the current terminal size.
    pub outline: GroupedLines,
    /// The columns of the list, for the current terminal size.
    pub columns: CategoryColumns,
    /// The first visible line of the detail page; `None` if the list is shown.
    pub page_top: Option<usize>,
    pub editing: Option<Editing>,
    pub phase: TakePhase,
    pub draft_status: DraftStatus,
    /// The number of the person's other drafts of this assessment.
    pub other_drafts: usize,
    /// The previous result of the person.
    pub previous_result: Option<Box<AssessmentResult>>,
    /// The previous answer to each category of the current version.
    pub previous: Vec<Option<PreviousAnswer>>,
    /// When the selected category is written to the draft, if the draft has a different one.
    pub place_at: Option<Timestamp>,
    /// Whether the answers have changed since the draft was last sent to the store.
    pub(crate) unsent: bool,
    /// The selected category in the draft that was last sent to the store.
    pub(crate) sent_place: usize,
    pub(crate) revision: u64,
    pub(crate) history: UndoHistory,
    pub(crate) removed_answers: Vec<(String, AnswerEntry)>,
    /// The result that could not be saved. The same answers are saved under its time again, so that
    /// saving twice makes one result.
    pub(crate) failed_result: Option<Box<AssessmentResult>>,
}

/// Text being typed in the form.
#[derive(Debug, Clone)]
pub struct Editing {
    pub kind: EditKind,
    pub field: TextField,
    /// The index of the category selected when typing began.
    pub at: usize,
    /// The text before the edit.
    pub(crate) before: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditKind {
    /// The note of the category.
    Note,
    /// The name of the person.
    Name,
    /// Part of a category's name.
    Find,
    /// The file to write the answers to.
    File,
}

impl TakeScreen {
    /// Creates a form that waits for its draft.
    pub fn new(assessment: Arc<Assessment>, size: Size) -> Self {
        let mut take = Self {
            id: Uuid::nil(),
            name: String::new(),
            answers: Answers::blank(&assessment),
            list: ListCursor::default(),
            outline: GroupedLines::default(),
            columns: CategoryColumns::default(),
            page_top: None,
            editing: None,
            phase: TakePhase::Opening(WaitingForDraft::default()),
            draft_status: DraftStatus::Nothing,
            other_drafts: 0,
            previous_result: None,
            previous: Vec::new(),
            place_at: None,
            unsent: false,
            sent_place: 0,
            revision: 0,
            history: UndoHistory::default(),
            removed_answers: Vec::new(),
            failed_result: None,
            assessment,
        };
        take.resize(size);
        take
    }

    fn resize(&mut self, size: Size) {
        self.columns = CategoryColumns::new(&self.assessment, size);
        let width = self.columns.name;
        let wide = self.assessment.wide_category;
        let names = &self.assessment.categories;
        let lines = |index: usize| {
            if wide {
                wrapped(&names[index].name, width, 2).len()
            } else {
                1
            }
        };
        self.outline = GroupedLines::new(&self.assessment, lines);
        self.follow(size);
    }

    /// Scrolls to the selected category.
    pub(crate) fn follow(&mut self, size: Size) {
        let (from, to) = self.outline.span(self.list.at);
        let height = usize::from(size.list_height());
        self.list.show(from, to, self.outline.lines.len(), height);
    }

    /// Returns the entry of the selected category. `None` if there are no categories.
    pub fn entry(&self) -> Option<&AnswerEntry> {
        self.answers.entries.get(self.list.at)
    }

    fn act_or_move(&mut self, action: Action, cx: Context) -> Transition {
        match action {
            Action::Move(movement @ (ListMove::PageDown | ListMove::PageUp))
                if self.page_top.is_some() =>
            {
                self.scroll_details(movement, cx.size);
                Transition::none()
            }
            Action::Move(movement) => self.go(movement, cx),
            Action::NextUnanswered => self.go_to_unanswered(true),
            Action::PreviousUnanswered => self.go_to_unanswered(false),
            Action::Open => self.show_page(self.page_top.is_none()),
            Action::Back if self.page_top.is_some() => self.show_page(false),
            Action::Back => self.back(),
            Action::EditNote => self.edit_in_editor(),
            // A text field has one line and would lose the others.
            Action::Note if self.has_multiline_note() => self.edit_in_editor(),
            Action::Note => self.edit(EditKind::Note),
            Action::Name => self.edit(EditKind::Name),
            Action::Find => self.edit(EditKind::Find),
            Action::OtherDraft => self.other_draft(),
            Action::CopyPrevious => self.copy_previous(),
            Action::CopyAllPrevious => self.copy_all_previous(),
            Action::Export => self.edit(EditKind::File),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::Save => self.save(cx),
            Action::GoToUnanswered | Action::CountAsLowest | Action::SaveUnanswered => {
                self.save_unanswered(action, cx)
            }
            other => self.answer(other, cx),
        }
    }

    fn go(&mut self, movement: ListMove, cx: Context) -> Transition {
        let page = usize::from(cx.size.list_height());
        self.list.go(movement, self.answers.entries.len(), page);
        Transition::none()
    }

    /// Selects the next or previous unanswered category, and wraps at the ends.
    fn go_to_unanswered(&mut self, forward: bool) -> Transition {
        let here = self.list.at;
        let open: Vec<usize> = self.answers.unanswered().collect();
        let found = if forward {
            open.iter().find(|index| **index > here).or(open.first())
        } else {
            open.iter()
                .rev()
                .find(|index| **index < here)
                .or(open.last())
        };
        match found {
            Some(index) => {
                self.list.at = *index;
                Transition::none()
            }
            None => Transition::tell(Message::AllAnswered),
        }
    }

    /// Goes back. If the last answers are only in memory, it tries to save them and warns first.
    fn back(&mut self) -> Transition {
        match &mut self.draft_status {
            DraftStatus::Failed { leaving, .. } if !*leaving => {
                *leaving = true;
                self.mark_changed();
                Transition::tell(Message::LeaveUnsaved)
            }
            _ => Transition::go(Navigation::Back),
        }
    }

    /// Returns the current level of the selected category.
    pub fn current(&self) -> Option<u8> {
        self.entry().and_then(|entry| entry.answer.current())
    }

    /// Returns whether the details need a page, because there is no pane for them at this size.
    pub fn needs_page(size: Size) -> bool {
        size.panes() == Panes::One
    }

    /// Returns the answers without notes, in the order of categories.
    pub(crate) fn plain_answers(&self) -> Vec<Answer> {
        self.answers
            .entries
            .iter()
            .map(|entry| entry.answer)
            .collect()
    }
}
