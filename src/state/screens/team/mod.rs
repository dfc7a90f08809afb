mod lines;

use super::load::Load;
use super::screen_state::{ClickTarget, ScreenState};
use super::transition::{Navigation, Transition};
use crate::results::{HelpOffer, Member, StoreError, Team, TeamCategory, team};
use crate::state::context::Context;
use crate::state::effect::{Effect, ResultsEffect};
use crate::state::event::{Event, FailedOperation};
use crate::state::keymap::{Action, KeyContext};
use crate::state::layout::{BODY, ColumnGrid, GroupedLines, ListArea, ListCursor, MARKER, Size};
use crate::state::message::Message;

/// The least width of a column of the heat map: "n/a" or "2▲", and a space.
const COLUMN_LEAST: u16 = 5;
/// The most width of a column: a short name.
const COLUMN_MOST: u16 = 14;
/// Under this height, only the rows are shown.
const LOW: u16 = 16;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TeamView {
    /// The heat map.
    #[default]
    Map,
    /// The categories with the most goals above the current level.
    Gaps,
    /// Who can help.
    Help,
    /// The latest results, oldest first.
    Answered,
}

/// The latest result of each person in an assessment.
#[derive(Debug, Clone)]
pub struct TeamScreen {
    pub slug: String,
    /// The name of the assessment.
    pub assessment: String,
    /// The team with names; `None` if there are no results.
    pub named: Load<Option<Team>>,
    /// The team as shown, with names or without.
    pub team: Option<Team>,
    pub view: TeamView,
    /// The selected row of the view.
    pub list: ListCursor,
    /// The columns of the heat map.
    pub grid: ColumnGrid,
    pub outline: GroupedLines,
    /// Whether the rows of the heat map are people, and the columns categories.
    pub turned: bool,
    /// Categories with goals above the current level, most goals first.
    pub gaps: Vec<TeamCategory>,
    /// Who can help, with the index of the category.
    pub helps: Vec<(usize, HelpOffer)>,
    /// The people, oldest result first.
    pub answered: Vec<Member>,
    /// The counter of changes when the results were read.
    changes: u64,
}

/// The lines of the team view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TeamLayout {
    /// The first of the two lines above the view.
    pub about: Option<u16>,
    /// The headings of the columns of the heat map.
    pub headings: Option<u16>,
    pub list: ListArea,
    /// The distribution, if it is below the heat map.
    pub distribution: Option<u16>,
}

impl TeamScreen {
    pub(super) fn new(slug: String, assessment: String) -> Self {
        Self {
            slug,
            assessment,
            named: Load::Loading,
            team: None,
            view: TeamView::default(),
            list: ListCursor::default(),
            grid: ColumnGrid::default(),
            outline: GroupedLines::default(),
            turned: false,
            gaps: Vec::new(),
            helps: Vec::new(),
            answered: Vec::new(),
            changes: 0,
        }
    }

    /// Returns the effect that reads the results.
    fn read(&self) -> Effect {
        Effect::Results(ResultsEffect::LoadTeam {
            slug: self.slug.clone(),
        })
    }

    fn is_anonymous(&self) -> bool {
        self.team.as_ref().is_some_and(|team| team.anonymous)
    }

    /// Shows the team, if `anonymous` without names.
    fn show(&mut self, anonymous: bool, size: Size) {
        let named = self.named.get().cloned().flatten();
        self.team = if anonymous {
            named.map(Team::anonymous)
        } else {
            named
        };
        if let Some(team) = &self.team {
            self.assessment.clone_from(&team.assessment);
            self.gaps = team.gaps().into_iter().cloned().collect();
            self.answered = team.longest_ago().into_iter().cloned().collect();
            let categories = team.categories.iter().enumerate();
            let helps = categories.flat_map(|(at, category)| {
                let helps = category.helps().into_iter();
                helps.map(move |help| (at, help))
            });
            self.helps = helps.collect();
        }
        self.lay_out(size);
    }

    pub fn layout(&self, size: Size) -> TeamLayout {
        let is_map = self.view == TeamView::Map;
        let is_low = size.height < LOW;
        let about = if is_low { 0 } else { 2 };
        let above = about + u16::from(is_map);
        let below = if is_map && self.turned && !is_low {
            2
        } else {
            0
        };
        let rest = size.body_height().saturating_sub(above + below);
        let list = ListArea {
            first: BODY + above,
            height: rest.max(1),
        };
        TeamLayout {
            about: (!is_low).then_some(BODY),
            headings: is_map.then(|| list.first - 1),
            distribution: (below > 0).then(|| list.lines().end + 1),
            list,
        }
    }

    fn follow(&mut self, size: Size) {
        let (from, to) = self.outline.span(self.list.at);
        let height = self.layout(size).list.page();
        self.list.show(from, to, self.outline.lines.len(), height);
    }

    /// Returns the selected person, if the view selects one.
    pub fn selected(&self) -> Option<&Member> {
        let people = &self.team.as_ref()?.people;
        match self.view {
            TeamView::Map if self.turned => people.get(self.list.at),
            TeamView::Map => people.get(self.grid.at),
            TeamView::Gaps => None,
            TeamView::Help => people.get(self.helps.get(self.list.at)?.1.person),
            TeamView::Answered => self.answered.get(self.list.at),
        }
    }

    fn open(&self) -> Transition {
        match self.selected().map(|member| member.id) {
            Some(Some(id)) => Transition::effect(ResultsEffect::OpenResult(id)),
            Some(None) => Transition::tell(Message::NamesHidden),
            None => Transition::none(),
        }
    }
}

impl ScreenState for TeamScreen {
    fn context(&self) -> KeyContext {
        KeyContext::Team
    }

    fn act(&mut self, action: Action, cx: Context) -> Transition {
        match action {
            Action::Move(movement) => {
                let page = self.layout(cx.size).list.page();
                self.list.go(movement, self.rows(), page);
                self.follow(cx.size);
            }
            Action::Left if self.view == TeamView::Map => self.grid.go_left(),
            Action::Right if self.view == TeamView::Map => self.grid.go_right(),
            Action::NextView => {
                self.view = self.view.next();
                self.list = ListCursor::default();
                self.lay_out(cx.size);
            }
            Action::HideNames => self.show(!self.is_anonymous(), cx.size),
            Action::Open => return self.open(),
            Action::Back => return Transition::go(Navigation::Back),
            _ => {}
        }
        Transition::none()
    }

    fn lay_out(&mut self, size: Size) {
        let Some(team) = &self.team else {
            return;
        };
        self.turned = turned(team, size);
        let (rows, columns) = (team.categories.len(), team.people.len());
        let columns = if self.turned { rows } else { columns };
        self.grid.set_count(columns);
        let from = MARKER + self.name_width(size) + 2;
        let from = from
            + if self.turned {
                0
            } else {
                self.distribution_width(size)
            };
        let count = u16::try_from(columns.max(1)).unwrap_or(u16::MAX);
        let room = size.width.saturating_sub(from);
        let column = (room / count).clamp(COLUMN_LEAST, COLUMN_MOST);
        self.grid.lay_out(from, size.width, column);
        self.outline = self.outline_in(size);
        self.list.at = self.list.at.min(self.rows().saturating_sub(1));
        self.follow(size);
    }

    fn target_at(&self, x: u16, y: u16, size: Size) -> Option<ClickTarget> {
        self.team.as_ref()?;
        let layout = self.layout(size);
        let is_map = self.view == TeamView::Map;
        let column = self.grid.column_at(x).filter(|_| is_map);
        if layout.headings == Some(y) {
            return column.map(ClickTarget::heading);
        }
        let line = layout.list.line_at(y, self.list.top)?;
        let (row, _) = self.outline.category_at(line)?;
        Some(ClickTarget::Cell {
            row: Some(row),
            column,
        })
    }

    fn select(&mut self, target: ClickTarget, _cx: Context) -> Transition {
        target.select_in(&mut self.list, Some(&mut self.grid));
        Transition::none()
    }

    fn load(&mut self, _name: Option<&str>, _cx: Context) -> Option<Effect> {
        self.named.retry();
        Some(self.read())
    }

    fn failed(&mut self, what: FailedOperation, error: StoreError, _cx: Context) -> Transition {
        if what == FailedOperation::Read {
            self.named.fail();
        }
        Transition::tell(Message::Store(error))
    }

    fn receive(&mut self, event: Event, cx: Context) -> Transition {
        match event {
            Event::TeamRead(data) if data.slug == self.slug => {
                self.changes = data.changes;
                let named = team(&data.results.iter().collect::<Vec<_>>(), cx.now);
                self.named = Load::Loaded(named.map(|team| team.with_shared(&data.shared)));
                self.show(self.is_anonymous(), cx.size);
            }
            Event::Changes(changes) if self.named.get().is_some() && changes != self.changes => {
                return Transition::effect(self.read());
            }
            _ => {}
        }
        Transition::none()
    }

    fn lists_results(&self) -> bool {
        true
    }

    fn offers(&self, action: Action) -> bool {
        match action {
            Action::Left | Action::Right => self.team.is_some() && self.view == TeamView::Map,
            Action::Open => self.selected().is_some_and(|member| member.id.is_some()),
            Action::NextView | Action::HideNames => self.team.is_some(),
            _ => true,
        }
    }
}

impl TeamView {
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Map => Self::Gaps,
            Self::Gaps => Self::Help,
            Self::Help => Self::Answered,
            Self::Answered => Self::Map,
        }
    }
}

/// Returns whether people fit better in rows than in columns.
fn turned(team: &Team, size: Size) -> bool {
    let room = usize::from(size.width.saturating_sub(MARKER + 12) / COLUMN_LEAST);
    team.people.len() > room && team.categories.len() <= room
}
