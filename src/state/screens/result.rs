use std::sync::Arc;

use super::ScreenRequest;
use super::screen_state::{ClickTarget, ScreenState, TypingInto};
use super::transition::{Navigation, Transition};
use crate::assessment::{Assessment, slug_in_path};
use crate::results::{AssessmentResult, PlanStep, SinceLast, change_since, history, plan};
use crate::state::context::Context;
use crate::state::effect::{ProgramEffect, ResultView, ResultsEffect};
use crate::state::event::Event;
use crate::state::keymap::{Action, Key, KeyContext};
use crate::state::layout::{
    BODY, CategoryColumns, CategoryDetail, GroupedLines, ListArea, ListCursor, ListMove, PlanLine,
    PlanLines, Size,
};
use crate::state::message::Message;
use crate::state::text_field::TextField;
use crate::text::wrapped;
use crate::words::score_explanations;

/// The most lines of a note in the table; the details show all.
const NOTE_LINES: usize = 2;

#[derive(Debug, Clone)]
pub struct ResultScreen {
    pub result: AssessmentResult,
    /// The previous result of the same person and assessment.
    pub before: Option<Box<AssessmentResult>>,
    /// The changes since the previous result.
    pub since: Option<SinceLast>,
    pub plan: Vec<PlanStep>,
    pub view: ResultView,
    /// The selected category, or step of the plan.
    pub list: ListCursor,
    /// The lines of the table.
    pub outline: GroupedLines,
    pub plan_lines: PlanLines,
    pub columns: CategoryColumns,
    /// The first visible line of the details, if they are open.
    pub page: Option<usize>,
    /// The field for the name of a file, if it is open.
    pub file: Option<TextField>,
    /// The width of a date.
    date: u16,
}

/// The lines of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResultLayout {
    pub scores: u16,
    pub headings: u16,
    /// The table, or the plan.
    pub list: ListArea,
}

impl ResultScreen {
    pub(super) fn new(
        result: AssessmentResult,
        before: Option<Box<AssessmentResult>>,
        cx: Context,
    ) -> Self {
        let mut screen = Self {
            date: cx.date,
            since: before.as_ref().map(|before| change_since(before, &result)),
            plan: plan(&result),
            result,
            before,
            view: ResultView::default(),
            list: ListCursor::default(),
            outline: GroupedLines::default(),
            plan_lines: PlanLines::default(),
            columns: CategoryColumns::default(),
            page: None,
            file: None,
        };
        screen.lay_out(cx.size);
        screen
    }

    pub fn name_lines(&self, index: usize) -> Vec<String> {
        let name = &self.result.assessment.categories[index].name;
        let most = if self.result.assessment.wide_category {
            2
        } else {
            1
        };
        wrapped(name, self.columns.name, most)
    }

    pub fn note_lines(&self, index: usize) -> Vec<String> {
        match self.result.notes.get(index).map(String::as_str) {
            None | Some("") => Vec::new(),
            Some(note) => wrapped(note, self.columns.list.saturating_sub(6).max(8), NOTE_LINES),
        }
    }

    pub fn layout(size: Size) -> ResultLayout {
        ResultLayout {
            scores: BODY,
            headings: BODY + 1,
            list: ListArea {
                first: BODY + 2,
                height: size.body_height().saturating_sub(2).max(1),
            },
        }
    }

    /// Returns the details of the selected category.
    pub fn sheet(&self) -> Option<CategoryDetail<'_>> {
        let index = self.list.at;
        let answer = *self.result.answers.get(index)?;
        let note = self.result.notes.get(index)?;
        let assessment = &self.result.assessment;
        let level_up = answer.gap() > 0;
        Some(CategoryDetail {
            assessment,
            index,
            answer,
            level_up,
            note,
            previous: None,
            is_copied: false,
        })
    }

    fn count(&self) -> usize {
        if self.view == ResultView::Plan {
            self.plan.len()
        } else {
            self.result.answers.len()
        }
    }

    fn follow(&mut self, size: Size) {
        let (at, lines) = if self.view == ResultView::Plan {
            (
                self.plan_lines.span(self.list.at),
                self.plan_lines.lines.len(),
            )
        } else {
            (self.outline.span(self.list.at), self.outline.lines.len())
        };
        self.list
            .show(at.0, at.1, lines, Self::layout(size).list.page());
    }

    fn opens_details(&self) -> bool {
        self.page.is_none() && self.view != ResultView::Plan
    }

    /// Returns the step of the plan at a line. The lines below the heading of a step belong to it.
    fn step_at(&self, line: usize) -> Option<usize> {
        let above = self.plan_lines.lines.get(..=line)?;
        let step = above.iter().rev().find_map(|line| match line {
            PlanLine::Step(index) => Some(Some(*index)),
            PlanLine::Gap | PlanLine::Group(_) => Some(None),
            PlanLine::Text(_) | PlanLine::Note(..) => None,
        });
        step.flatten()
    }

    fn go(&mut self, movement: ListMove, cx: Context) {
        match (self.page, movement) {
            (Some(_), ListMove::PageDown | ListMove::PageUp) => {
                self.scroll_details(movement, cx.size);
            }
            (page, movement) => {
                self.list
                    .go(movement, self.count(), Self::layout(cx.size).list.page());
                self.page = page.map(|_| 0);
                self.follow(cx.size);
            }
        }
    }

    /// Suggests a file name without special characters: "2026-11-22-running-club.md".
    fn file_name(&self) -> String {
        let day = self.result.taken_at.strftime("%Y-%m-%d");
        format!("{day}-{}.md", slug_in_path(&self.result.assessment.slug))
    }
}

impl ScreenState for ResultScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Result
    }

    fn act(&mut self, action: Action, cx: Context) -> Transition {
        match action {
            Action::Move(movement) => self.go(movement, cx),
            Action::Open => {
                let opens = self.opens_details();
                self.page = (opens && !self.result.answers.is_empty()).then_some(0);
            }
            Action::Back if self.page.is_some() => self.page = None,
            Action::Back => return Transition::go(Navigation::Back),
            Action::NextView => {
                self.view = self.view.next();
                self.page = None;
                self.list = ListCursor::default();
                self.follow(cx.size);
            }
            Action::Compare => {
                return Transition::effect(ResultsEffect::CompareWithBefore(self.result.id));
            }
            Action::Trend => {
                return Transition::effect(ResultsEffect::LoadTrend {
                    name: self.result.name.clone(),
                    slug: self.result.assessment.slug.clone(),
                });
            }
            Action::Copy => {
                let (result, view) = (Box::new(self.result.clone()), self.view);
                return Transition::effect(ProgramEffect::Copy { result, view });
            }
            Action::Export => self.file = Some(TextField::new(&self.file_name())),
            _ => {}
        }
        Transition::none()
    }

    fn lay_out(&mut self, size: Size) {
        let since = self.since.as_ref().map(|_| self.date);
        self.columns = CategoryColumns::for_result(&self.result.assessment, size, since);
        let lines = |index: usize| self.name_lines(index).len() + self.note_lines(index).len();
        self.outline = GroupedLines::new(&self.result.assessment, lines);
        self.outline
            .add_tail(self.since.as_ref().map_or(0, |since| since.removed.len()));
        self.plan_lines = PlanLines::new(&self.plan, size.width);
        self.follow(size);
    }

    fn target_at(&self, _x: u16, y: u16, size: Size) -> Option<ClickTarget> {
        if self.page.is_some() {
            return None;
        }
        let line = Self::layout(size).list.line_at(y, self.list.top)?;
        let row = match self.view {
            ResultView::Table => self.outline.category_at(line).map(|(row, _)| row),
            ResultView::Plan => self.step_at(line),
            ResultView::Chart => None,
        };
        row.map(ClickTarget::Row)
    }

    fn select(&mut self, target: ClickTarget, _cx: Context) -> Transition {
        target.select_in(&mut self.list, None);
        Transition::none()
    }

    fn scroll_details(&mut self, movement: ListMove, size: Size) -> bool {
        let lines = self.sheet().map_or(0, |sheet| sheet.page_lines(size));
        let height = usize::from(size.body_height());
        self.page = self.page.map(|top| movement.scrolled(top, lines, height));
        self.page.is_some()
    }

    fn receive(&mut self, event: Event, _cx: Context) -> Transition {
        match event {
            Event::Compared(results) if results.len() > 1 => {
                Transition::open(ScreenRequest::Compare(results))
            }
            Event::Compared(_) => Transition::tell(Message::NoneBefore),
            Event::TrendRead(data) => match history(&data.results.iter().collect::<Vec<_>>()) {
                Some(history) => Transition::open(ScreenRequest::Trend {
                    history: Box::new(history.with_shared(&data.shared)),
                    is_cut: data.cut,
                }),
                None => Transition::tell(Message::Gone),
            },
            _ => Transition::none(),
        }
    }

    fn field(&self) -> Option<&TextField> {
        self.file.as_ref()
    }

    fn typing(&self) -> Option<TypingInto> {
        self.file.as_ref().map(|_| TypingInto::File)
    }

    fn type_key(&mut self, key: Key, _cx: Context) -> Transition {
        match (key, &mut self.file) {
            (Key::Esc, _) => self.file = None,
            (Key::Enter, Some(field)) => {
                let path = field.text().trim().to_owned();
                self.file = None;
                if !path.is_empty() {
                    let result = Box::new(self.result.clone());
                    return Transition::effect(ProgramEffect::WriteOut { path, result });
                }
            }
            (key, Some(field)) => drop(field.press(key)),
            (_, None) => {}
        }
        Transition::none()
    }

    fn paste(&mut self, text: &str, _cx: Context) -> Transition {
        if let Some(field) = &mut self.file {
            field.paste(text);
        }
        Transition::none()
    }

    fn edit_path(&mut self, path: &str) {
        self.file = Some(TextField::new(path));
    }

    fn offers(&self, action: Action) -> bool {
        action != Action::Open || self.view != ResultView::Plan
    }

    fn is_in_footer(&self, action: Action, _size: Size) -> bool {
        action != Action::Open || self.opens_details()
    }

    fn assessment(&self) -> Option<Arc<Assessment>> {
        Some(self.result.assessment.clone())
    }

    fn metrics(&self) -> Vec<(String, String)> {
        score_explanations(&self.result)
    }
}
