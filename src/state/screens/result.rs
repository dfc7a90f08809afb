use crate::assessment::slug_in_path;
use crate::results::{AssessmentResult, PlanStep, SinceLast, change_since, plan};
use crate::state::context::Context;
use crate::state::effect::{ProgramEffect, ResultView, ResultsEffect};
use crate::state::keymap::{Action, Key};
use crate::state::layout::{
    CategoryColumns, CategoryDetail, GroupedLines, ListCursor, ListMove, PlanLines, Size,
};
use crate::state::text_field::TextField;
use crate::state::transition::{Navigation, Transition};
use crate::text::wrapped;

/// Lines that a note gets in the table; the page of the category shows all of it.
const NOTE_LINES: usize = 2;

/// A result.
#[derive(Debug, Clone)]
pub struct ResultScreen {
    /// The result.
    pub result: AssessmentResult,
    /// The one before it, of the same person and assessment.
    pub before: Option<Box<AssessmentResult>>,
    /// What changed since then.
    pub since: Option<SinceLast>,
    /// The level ups as steps.
    pub plan: Vec<PlanStep>,
    /// What shows.
    pub view: ResultView,
    /// The chosen category, or the chosen step of the plan.
    pub list: ListCursor,
    /// The lines of the table, for the size at hand.
    pub outline: GroupedLines,
    /// The lines of the plan, for the size at hand.
    pub plan_sheet: PlanLines,
    /// The columns of the table, for the size at hand.
    pub columns: CategoryColumns,
    /// The first line that shows, where the chosen category stands on a page of its own.
    pub page: Option<usize>,
    /// The name of the file to write the result to, while it is typed.
    pub file: Option<TextField>,
    /// How many cells a day takes.
    date: u16,
}

impl ResultScreen {
    /// The result, for a terminal of `size`. A day takes `date` cells.
    pub fn new(
        result: AssessmentResult,
        before: Option<Box<AssessmentResult>>,
        size: Size,
        date: u16,
    ) -> Self {
        let mut screen = Self {
            date,
            since: before.as_ref().map(|before| change_since(before, &result)),
            plan: plan(&result),
            result,
            before,
            view: ResultView::default(),
            list: ListCursor::default(),
            outline: GroupedLines::default(),
            plan_sheet: PlanLines::default(),
            columns: CategoryColumns::default(),
            page: None,
            file: None,
        };
        screen.resize(size);
        screen
    }

    /// Lays everything out for `size`.
    pub fn resize(&mut self, size: Size) {
        let since = self.since.as_ref().map(|_| self.date);
        self.columns = CategoryColumns::for_result(&self.result.assessment, size, since);
        let lines = |index: usize| self.name_lines(index).len() + self.note_lines(index).len();
        self.outline = GroupedLines::new(&self.result.assessment, lines);
        self.outline
            .add_tail(self.since.as_ref().map_or(0, |since| since.gone.len()));
        self.plan_sheet = PlanLines::new(&self.plan, size.width);
        self.follow(size);
    }

    /// The lines that the name of a category takes.
    pub fn name_lines(&self, index: usize) -> Vec<String> {
        let name = &self.result.assessment.categories[index].name;
        let most = if self.result.assessment.wide_category {
            2
        } else {
            1
        };
        wrapped(name, self.columns.name, most)
    }

    /// The lines that the note of a category takes.
    pub fn note_lines(&self, index: usize) -> Vec<String> {
        match self.result.notes.get(index).map(String::as_str) {
            None | Some("") => Vec::new(),
            Some(note) => wrapped(note, self.columns.list.saturating_sub(6).max(8), NOTE_LINES),
        }
    }

    /// How many lines the table gets: the body without the line of figures and the one below it.
    pub fn height(size: Size) -> usize {
        usize::from(size.body_height().saturating_sub(2).max(1))
    }

    /// The chosen category with its ladder and all that was said about it.
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
            taken_over: false,
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
                self.plan_sheet.span(self.list.at),
                self.plan_sheet.lines.len(),
            )
        } else {
            (self.outline.span(self.list.at), self.outline.lines.len())
        };
        self.list.show(at.0, at.1, lines, Self::height(size));
    }

    /// Does what a key asked for.
    pub(crate) fn act(&mut self, action: Action, cx: Context) -> Transition {
        match action {
            Action::Move(movement) => self.go(movement, cx),
            Action::Open => {
                let opens = self.page.is_none() && self.view != ResultView::Plan;
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

    fn go(&mut self, movement: ListMove, cx: Context) {
        let height = usize::from(cx.size.body_height());
        match (self.page, movement) {
            (Some(top), ListMove::PageDown | ListMove::PageUp) => {
                let lines = self.sheet().map_or(0, |sheet| sheet.page_lines(cx.size));
                self.page = Some(movement.scrolled(top, lines, height));
            }
            (page, movement) => {
                self.list.go(movement, self.count(), Self::height(cx.size));
                self.page = page.map(|_| 0);
                self.follow(cx.size);
            }
        }
    }

    /// A name for a file, without what file systems do not take: "2026-11-22-running-club.md".
    fn file_name(&self) -> String {
        let day = self.result.taken_at.strftime("%Y-%m-%d");
        format!("{day}-{}.md", slug_in_path(&self.result.assessment.slug))
    }

    /// A key while the name of the file is typed.
    pub(crate) fn type_key(&mut self, key: Key) -> Transition {
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
}
