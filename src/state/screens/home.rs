use std::sync::Arc;

use super::broken_file::BrokenFileScreen;
use super::team::TeamScreen;
use crate::assessment::{Catalogue, LazyAssessment};
use crate::results::{Draft, ResultRow};
use crate::state::context::Context;
use crate::state::effect::{Effect, ResultsEffect};
use crate::state::event::HomeData;
use crate::state::keymap::{Action, Key};
use crate::state::layout::{ListCursor, ListMove, Size};
use crate::state::message::{Many, Message};
use crate::state::screen::Screen;
use crate::state::screens::take::TakeScreen;
use crate::state::text_field::TextField;
use crate::state::transition::{Navigation, Transition};
use crate::text::text_key;

/// How many recent results the home screen shows.
pub(crate) const RECENT: usize = 8;
/// Lines between the assessments and the recent results.
const BETWEEN: usize = 2;

/// Assessments and recent results.
#[derive(Debug, Clone)]
pub struct Home {
    /// All assessments, the broken ones last.
    all: Vec<HomeRow>,
    /// What the filter leaves: assessments, then recent results.
    pub rows: Vec<HomeRow>,
    /// The chosen row.
    pub list: ListCursor,
    /// What the rows are filtered by.
    pub filter: TextField,
    /// Whether the filter takes the keys.
    pub filtering: bool,
    /// What the store knows; none until it has said.
    pub data: Option<HomeData>,
}

/// A row of the home screen.
#[derive(Debug, Clone, PartialEq)]
pub enum HomeRow {
    /// An assessment that can be taken.
    Assessment(Arc<LazyAssessment>),
    /// A file that is broken.
    Broken {
        /// Which entry of the catalogue.
        entry: usize,
        /// The file's name.
        file: String,
        /// How many errors it has.
        errors: usize,
    },
    /// A draft whose assessment is not there any more, or broken.
    Lost {
        /// The assessment's slug.
        slug: String,
        /// Answered categories.
        answered: usize,
        /// The last change.
        changed_at: jiff::Timestamp,
    },
    /// A recent result.
    Recent(ResultRow),
}

impl Home {
    /// The assessments of `catalogue`; what the store knows comes later.
    pub fn new(catalogue: &Catalogue) -> Self {
        let all = rows_of(catalogue);
        Self {
            rows: all.clone(),
            all,
            list: ListCursor::default(),
            filter: TextField::default(),
            filtering: false,
            data: None,
        }
    }

    /// Asks the store for what the screen shows.
    pub(crate) fn load(&self, name: Option<String>) -> Effect {
        let slugs = self.all.iter().filter_map(|row| match row {
            HomeRow::Assessment(assessment) => Some(assessment.slug.clone()),
            _ => None,
        });
        Effect::Results(ResultsEffect::LoadHome {
            name,
            slugs: slugs.collect(),
        })
    }

    /// The store has said what it knows.
    pub(crate) fn loaded(&mut self, data: HomeData, size: Size) {
        let chosen = self.rows.get(self.list.at).cloned();
        self.data = Some(data);
        self.apply_filter();
        let same = |row: &HomeRow| Some(row) == chosen.as_ref();
        self.list.at = self.rows.iter().position(same).unwrap_or(self.list.at);
        self.follow(size);
    }

    /// Puts the cursor on the first assessment that somebody has taken.
    pub(crate) fn choose_taken(&mut self, size: Size) {
        let taken = |row: &HomeRow| match row {
            HomeRow::Assessment(assessment) => self.last(&assessment.slug).is_some(),
            _ => false,
        };
        self.list.at = self.rows.iter().position(taken).unwrap_or(self.list.at);
        self.follow(size);
    }

    fn apply_filter(&mut self) {
        let wanted = text_key(self.filter.text());
        let recent = self
            .data
            .iter()
            .flat_map(|data| &data.recent)
            .cloned()
            .map(HomeRow::Recent);
        let rows = self.all.iter().cloned().chain(self.lost()).chain(recent);
        self.rows = rows.filter(|row| row.matches(&wanted)).collect();
        self.list.at = self.list.at.min(self.rows.len().saturating_sub(1));
    }

    /// The counter of changes is this; where it has grown, everything is asked for again.
    pub(crate) fn changed(&self, changes: u64) -> Transition {
        match &self.data {
            Some(data) if data.changes != changes => {
                Transition::effect(self.load(Some(data.name.clone())))
            }
            _ => Transition::none(),
        }
    }

    /// Drafts of assessments that are not there any more: their answers are.
    fn lost(&self) -> Vec<HomeRow> {
        let drafts = self
            .data
            .iter()
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

    /// The assessment under the cursor.
    pub fn chosen(&self) -> Option<&LazyAssessment> {
        match self.rows.get(self.list.at)? {
            HomeRow::Assessment(listed) => Some(listed),
            _ => None,
        }
    }

    /// How many of the rows are assessments, whole or broken.
    pub fn assessments(&self) -> usize {
        self.rows
            .iter()
            .filter(|row| !matches!(row, HomeRow::Recent(_)))
            .count()
    }

    /// The line on which a row stands.
    pub fn line_of(&self, row: usize) -> usize {
        if row < self.assessments() {
            row
        } else {
            row + BETWEEN
        }
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.rows
            .len()
            .checked_sub(1)
            .map_or(0, |last| self.line_of(last) + 1)
    }

    /// Whether the line with the filter shows.
    pub fn is_filtered(&self) -> bool {
        self.filtering || !self.filter.text().is_empty()
    }

    /// The first line of the rows on the screen.
    pub fn first_line(&self) -> u16 {
        if self.is_filtered() { 4 } else { 2 }
    }

    /// Lines that fit on the screen.
    pub fn height(&self, size: Size) -> usize {
        let filter = usize::from(self.is_filtered()) * 2;
        usize::from(size.body_height())
            .saturating_sub(filter)
            .max(1)
    }

    /// Scrolls so that the chosen row shows.
    pub(crate) fn follow(&mut self, size: Size) {
        let line = self.line_of(self.list.at);
        let height = self.height(size);
        self.list.show(line, line + 1, self.lines(), height);
    }

    /// Does what a key asked for.
    pub(crate) fn act(&mut self, action: Action, cx: Context) -> Transition {
        match action {
            Action::Move(movement) => self.go(movement, cx.size),
            Action::Open => return self.open(cx),
            Action::Browse => {
                return Transition::go(Navigation::To(Box::new(Screen::Browse(Box::default()))));
            }
            Action::Team => return self.team(),
            Action::Filter => self.filtering = true,
            Action::Back if !self.filter.text().is_empty() => {
                self.filter = TextField::default();
                self.apply_filter();
            }
            Action::Back => return Transition::go(Navigation::Back),
            _ => {}
        }
        self.follow(cx.size);
        Transition::none()
    }

    /// The team of the chosen assessment, or of the chosen result's.
    fn team(&self) -> Transition {
        let (slug, name) = match self.rows.get(self.list.at) {
            Some(HomeRow::Assessment(assessment)) => (&assessment.slug, &assessment.name),
            Some(HomeRow::Recent(row)) => (&row.slug, &row.assessment),
            Some(HomeRow::Broken { .. } | HomeRow::Lost { .. }) | None => {
                return Transition::tell(Message::Many(Many::NoTeam));
            }
        };
        let team = TeamScreen::new(slug, name);
        Transition::go(Navigation::To(Box::new(Screen::Team(Box::new(team)))))
    }

    fn go(&mut self, movement: ListMove, size: Size) {
        let page = self.height(size);
        self.list.go(movement, self.rows.len(), page);
    }

    fn open(&self, cx: Context) -> Transition {
        match self.rows.get(self.list.at) {
            None => Transition::tell(Message::NoMatch),
            Some(HomeRow::Lost { .. }) => Transition::tell(Message::LostDraft),
            Some(HomeRow::Recent(row)) => Transition::effect(ResultsEffect::OpenResult(row.id)),
            Some(HomeRow::Assessment(assessment)) => {
                let take = TakeScreen::new(Arc::clone(assessment.whole()), cx.size);
                Transition::go(Navigation::To(Box::new(Screen::Take(Box::new(take)))))
            }
            Some(HomeRow::Broken { entry, errors, .. }) => {
                let list = ListCursor::default();
                let broken = BrokenFileScreen {
                    entry: *entry,
                    count: *errors,
                    list,
                };
                Transition::go(Navigation::To(Box::new(Screen::Broken(broken))))
            }
        }
    }

    /// A key while the filter is typed.
    pub(crate) fn type_key(&mut self, key: Key, cx: Context) -> Transition {
        match key {
            Key::Enter | Key::Esc => self.filtering = false,
            Key::Up => self.go(ListMove::Up, cx.size),
            Key::Down => self.go(ListMove::Down, cx.size),
            key => {
                self.filter.press(key);
                self.list.at = 0;
                self.apply_filter();
            }
        }
        self.follow(cx.size);
        Transition::none()
    }

    /// Text was pasted into the filter.
    pub(crate) fn type_text(&mut self, text: &str, cx: Context) -> Transition {
        self.filter.paste(text);
        self.list.at = 0;
        self.apply_filter();
        self.follow(cx.size);
        Transition::none()
    }

    /// How many drafts of an assessment are kept beside the one that opens.
    pub fn aside(&self, slug: &str) -> usize {
        let Some(data) = &self.data else { return 0 };
        let all = data.drafts.iter().chain(&data.aside);
        all.filter(|draft| draft.slug == slug)
            .count()
            .saturating_sub(1)
    }

    /// The draft of an assessment: the one that opens, else one that is kept beside it.
    pub fn draft(&self, slug: &str) -> Option<&Draft> {
        let data = self.data.as_ref()?;
        data.drafts
            .iter()
            .chain(&data.aside)
            .find(|draft| draft.slug == slug)
    }

    /// The newest result of an assessment.
    pub fn last(&self, slug: &str) -> Option<&ResultRow> {
        self.data.as_ref()?.last.iter().find(|row| row.slug == slug)
    }
}

impl HomeRow {
    fn matches(&self, wanted: &str) -> bool {
        let texts = match self {
            Self::Assessment(assessment) => vec![&assessment.name, &assessment.slug],
            Self::Broken { file, .. } => vec![file],
            Self::Lost { slug, .. } => vec![slug],
            Self::Recent(row) => vec![&row.assessment, &row.slug, &row.name],
        };
        texts.iter().any(|text| text_key(text).contains(wanted))
    }
}

/// The rows that a catalogue makes.
fn rows_of(catalogue: &Catalogue) -> Vec<HomeRow> {
    let whole = catalogue.entries().iter();
    let whole = whole.map(|entry| HomeRow::Assessment(Arc::clone(&entry.listed)));
    let broken = catalogue.broken().iter().enumerate().map(|(entry, file)| {
        let name = file.path.file_name().unwrap_or(file.path.as_os_str());
        HomeRow::Broken {
            entry,
            file: name.to_string_lossy().into_owned(),
            errors: file.errors(),
        }
    });
    whole.chain(broken).collect()
}
