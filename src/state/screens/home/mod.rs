mod row;

use std::sync::Arc;

pub(crate) use row::HomeRow;
use row::rows_of;

use super::ScreenRequest;
use super::load::Load;
use super::screen_state::{ClickTarget, ScreenState, WaitsFor};
use super::transition::{Navigation, Transition};
use crate::assessment::{Assessment, Catalogue, LazyAssessment};
use crate::results::{Draft, ResultRow, StoreError};
use crate::state::context::Context;
use crate::state::effect::{Effect, ResultsEffect};
use crate::state::event::{Event, FailedOperation, HomeData};
use crate::state::keymap::{Action, Key, KeyContext};
use crate::state::layout::{BODY, ListArea, ListCursor, ListMove, Size};
use crate::state::message::Message;
use crate::state::text_field::Filter;
use crate::text::text_key;

/// The most recent results shown.
pub(crate) const RECENT: usize = 8;
/// The lines between assessments and recent results.
const BETWEEN: usize = 2;

/// The home screen: assessments and recent results.
#[derive(Debug, Clone)]
pub struct Home {
    /// All assessments, files with errors last.
    all: Vec<HomeRow>,
    /// The matches: assessments, lost drafts, recent results.
    pub rows: Vec<HomeRow>,
    pub list: ListCursor,
    pub filter: Filter,
    pub data: Load<HomeData>,
}

/// The lines of the home screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HomeLayout {
    pub filter: Option<u16>,
    pub list: ListArea,
}

impl Home {
    pub fn new(catalogue: &Catalogue) -> Self {
        let all = rows_of(catalogue);
        Self {
            rows: all.clone(),
            all,
            list: ListCursor::default(),
            filter: Filter::default(),
            data: Load::Loading,
        }
    }

    /// Returns the effect that reads the data.
    fn read(&self, name: Option<String>) -> Effect {
        let slugs = self.all.iter().filter_map(|row| match row {
            HomeRow::Assessment(assessment) => Some(assessment.slug.clone()),
            _ => None,
        });
        Effect::Results(ResultsEffect::LoadHome {
            name,
            slugs: slugs.collect(),
        })
    }

    fn loaded(&mut self, data: HomeData, cx: Context) {
        let selected = self.rows.get(self.list.at).cloned();
        let is_first = self.data.get().is_none();
        self.data = Load::Loaded(data);
        self.apply_filter();
        let same = |row: &HomeRow| Some(row) == selected.as_ref();
        self.list.at = self.rows.iter().position(same).unwrap_or(self.list.at);
        if is_first && cx.demo {
            self.select_taken();
        }
        self.lay_out(cx.size);
    }

    /// Selects the first assessment that has a result.
    fn select_taken(&mut self) {
        let taken = |row: &HomeRow| match row {
            HomeRow::Assessment(assessment) => self.last(&assessment.slug).is_some(),
            _ => false,
        };
        self.list.at = self.rows.iter().position(taken).unwrap_or(self.list.at);
    }

    fn apply_filter(&mut self) {
        let query = text_key(self.filter.text());
        let recent = self
            .data
            .get()
            .into_iter()
            .flat_map(|data| &data.recent)
            .cloned()
            .map(HomeRow::Recent);
        let rows = self.all.iter().cloned().chain(self.lost()).chain(recent);
        self.rows = rows.filter(|row| row.matches(&query)).collect();
        self.list.at = self.list.at.min(self.rows.len().saturating_sub(1));
    }

    /// Returns the drafts whose assessment was removed or has errors.
    fn lost(&self) -> Vec<HomeRow> {
        let drafts = self
            .data
            .get()
            .into_iter()
            .flat_map(|data| data.drafts.iter().chain(&data.aside));
        let known = |slug: &str| {
            self.all
                .iter()
                .any(|row| matches!(row, HomeRow::Assessment(a) if a.slug == slug))
        };
        drafts
            .filter(|draft| !known(&draft.slug))
            .map(|draft| HomeRow::Lost {
                slug: draft.slug.clone(),
                answered: draft.answered(),
                changed_at: draft.changed_at,
            })
            .collect()
    }

    /// Returns the selected assessment.
    pub fn selected(&self) -> Option<&LazyAssessment> {
        match self.rows.get(self.list.at)? {
            HomeRow::Assessment(listed) => Some(listed),
            _ => None,
        }
    }

    /// Returns the number of rows before the recent results.
    pub fn assessments(&self) -> usize {
        self.rows
            .iter()
            .filter(|row| !matches!(row, HomeRow::Recent(_)))
            .count()
    }

    /// Returns the line of a row.
    pub fn line_of(&self, row: usize) -> usize {
        if row < self.assessments() {
            row
        } else {
            row + BETWEEN
        }
    }

    pub fn lines(&self) -> usize {
        self.rows
            .len()
            .checked_sub(1)
            .map_or(0, |last| self.line_of(last) + 1)
    }

    pub fn layout(&self, size: Size) -> HomeLayout {
        let filter = self.filter.is_shown().then_some(BODY);
        let above = if filter.is_some() { 2 } else { 0 };
        HomeLayout {
            filter,
            list: ListArea {
                first: BODY + above,
                height: size.body_height().saturating_sub(above).max(1),
            },
        }
    }

    /// Opens the team view of the selected assessment, or of the selected result's assessment.
    fn open_team(&self) -> Transition {
        let (slug, name) = match self.rows.get(self.list.at) {
            Some(HomeRow::Assessment(assessment)) => (&assessment.slug, &assessment.name),
            Some(HomeRow::Recent(row)) => (&row.slug, &row.assessment),
            Some(HomeRow::Broken { .. } | HomeRow::Lost { .. }) | None => {
                return Transition::tell(Message::NoTeam);
            }
        };
        Transition::open(ScreenRequest::Team {
            slug: slug.clone(),
            assessment: name.clone(),
        })
    }

    fn go(&mut self, movement: ListMove, size: Size) {
        let page = self.layout(size).list.page();
        self.list.go(movement, self.rows.len(), page);
    }

    fn open(&self) -> Transition {
        match self.rows.get(self.list.at) {
            None => Transition::tell(Message::NoMatch),
            Some(HomeRow::Lost { .. }) => Transition::tell(Message::LostDraft),
            Some(HomeRow::Recent(row)) => Transition::effect(ResultsEffect::OpenResult(row.id)),
            Some(HomeRow::Assessment(assessment)) => {
                Transition::open(ScreenRequest::Take(Arc::clone(assessment.whole())))
            }
            Some(HomeRow::Broken { entry, errors, .. }) => {
                Transition::open(ScreenRequest::BrokenFile {
                    entry: *entry,
                    errors: *errors,
                })
            }
        }
    }

    fn refilter(&mut self) {
        self.list.at = 0;
        self.apply_filter();
    }

    /// Returns the number of drafts of an assessment, without the one that opens.
    pub fn other_drafts(&self, slug: &str) -> usize {
        let Some(data) = self.data.get() else {
            return 0;
        };
        let all = data.drafts.iter().chain(&data.aside);
        all.filter(|draft| draft.slug == slug)
            .count()
            .saturating_sub(1)
    }

    /// Returns the draft of an assessment that opens.
    pub fn draft(&self, slug: &str) -> Option<&Draft> {
        let data = self.data.get()?;
        data.drafts
            .iter()
            .chain(&data.aside)
            .find(|draft| draft.slug == slug)
    }

    /// Returns the latest result of an assessment.
    pub fn last(&self, slug: &str) -> Option<&ResultRow> {
        self.data.get()?.last.iter().find(|row| row.slug == slug)
    }
}

impl ScreenState for Home {
    fn context(&self) -> KeyContext {
        KeyContext::Home
    }

    fn act(&mut self, action: Action, cx: Context) -> Transition {
        match action {
            Action::Move(movement) => self.go(movement, cx.size),
            Action::Open => return self.open(),
            Action::Browse => return Transition::open(ScreenRequest::Browse),
            Action::Team => return self.open_team(),
            Action::Filter => self.filter.is_typed = true,
            Action::Back if !self.filter.is_empty() => {
                self.filter.clear();
                self.apply_filter();
            }
            Action::Back => return Transition::go(Navigation::Back),
            _ => {}
        }
        self.lay_out(cx.size);
        Transition::none()
    }

    fn lay_out(&mut self, size: Size) {
        let line = self.line_of(self.list.at);
        let height = self.layout(size).list.page();
        self.list.show(line, line + 1, self.lines(), height);
    }

    fn target_at(&self, _x: u16, y: u16, size: Size) -> Option<ClickTarget> {
        let layout = self.layout(size);
        if layout.filter == Some(y) {
            return Some(ClickTarget::Filter);
        }
        let line = layout.list.line_at(y, self.list.top)?;
        let row = (0..self.rows.len()).find(|row| self.line_of(*row) == line)?;
        Some(ClickTarget::Row(row))
    }

    fn select(&mut self, target: ClickTarget, _cx: Context) -> Transition {
        target.select_in(&mut self.list, None);
        Transition::none()
    }

    fn load(&mut self, name: Option<&str>, _cx: Context) -> Option<Effect> {
        self.data.retry();
        Some(self.read(name.map(str::to_owned)))
    }

    fn receive(&mut self, event: Event, _cx: Context) -> Transition {
        match (event, self.data.get()) {
            (Event::Changes(changes), Some(data)) if data.changes != changes => {
                Transition::effect(self.read(Some(data.name.clone())))
            }
            _ => Transition::none(),
        }
    }

    fn notice(&mut self, event: &Event, cx: Context) -> bool {
        let Event::Home(data) = event else {
            return false;
        };
        self.loaded(HomeData::clone(data), cx);
        true
    }

    fn failed(&mut self, what: FailedOperation, error: StoreError, _cx: Context) -> Transition {
        if what == FailedOperation::Read {
            self.data.fail();
        }
        Transition::tell(Message::Store(error))
    }

    fn lists_results(&self) -> bool {
        true
    }

    fn waits_for(&self) -> WaitsFor {
        if self.data.is_loading() {
            WaitsFor::Rows
        } else {
            WaitsFor::Nothing
        }
    }

    fn filter(&self) -> Option<&Filter> {
        Some(&self.filter)
    }

    fn type_key(&mut self, key: Key, cx: Context) -> Transition {
        match key {
            Key::Enter | Key::Esc => self.filter.is_typed = false,
            Key::Up => self.go(ListMove::Up, cx.size),
            Key::Down => self.go(ListMove::Down, cx.size),
            key => {
                self.filter.field.press(key);
                self.refilter();
            }
        }
        self.lay_out(cx.size);
        Transition::none()
    }

    fn paste(&mut self, text: &str, cx: Context) -> Transition {
        self.filter.field.paste(text);
        self.refilter();
        self.lay_out(cx.size);
        Transition::none()
    }

    fn assessment(&self) -> Option<Arc<Assessment>> {
        self.selected().map(|listed| Arc::clone(listed.whole()))
    }
}
