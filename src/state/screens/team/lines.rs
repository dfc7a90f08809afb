use super::{TeamScreen, TeamView};
use crate::results::{HELPERS_MOST, TeamCategory, marked};
use crate::state::layout::{GroupedLines, MARKER, Size, cells};
use crate::text::wrapped;

/// Under this width the heat map has no column for the distribution.
const DISTRIBUTION_FROM: u16 = 50;
/// The most lines of a list of names.
const NAME_LINES: usize = 3;

impl TeamScreen {
    pub(super) fn outline_in(&self, size: Size) -> GroupedLines {
        let Some(team) = &self.team else {
            return GroupedLines::default();
        };
        let groups = team.categories.iter().map(|c| c.group.as_deref());
        match self.view {
            TeamView::Map if self.turned => {
                GroupedLines::of(team.people.iter().map(|_| None), |_| 1)
            }
            TeamView::Map => GroupedLines::of(groups, |_| 1),
            TeamView::Gaps => GroupedLines::of(self.gaps.iter().map(|_| None), |at| {
                1 + self.names_of_gap(at, size).len()
            }),
            TeamView::Help => {
                let categories = self.helps.iter();
                let names = categories.map(|(at, _)| {
                    let category = team.categories.get(*at)?;
                    Some(category.name.as_str())
                });
                GroupedLines::of(names, |at| 1 + self.helpers(at, size).len())
            }
            TeamView::Answered => GroupedLines::of(self.answered.iter().map(|_| None), |_| 1),
        }
    }

    /// Returns the number of rows of the view.
    pub(super) fn rows(&self) -> usize {
        let Some(team) = &self.team else {
            return 0;
        };
        match self.view {
            TeamView::Map if self.turned => team.people.len(),
            TeamView::Map => team.categories.len(),
            TeamView::Gaps => self.gaps.len(),
            TeamView::Help => self.helps.len(),
            TeamView::Answered => self.answered.len(),
        }
    }

    /// Returns the width of the names before the columns of the heat map.
    pub fn name_width(&self, size: Size) -> u16 {
        let Some(team) = &self.team else {
            return 0;
        };
        let categories = team.categories.iter().map(|c| cells(&c.name)).max();
        let people = team.people.iter().map(|member| cells(&member.name)).max();
        let widest = if self.turned { people } else { categories };
        // The row below the names has the heading "Distribution".
        let least = if self.turned { 12 } else { 8 };
        let most = (size.width / 4).clamp(least, 34);
        widest.unwrap_or(0).clamp(least, most)
    }

    /// Returns the width of the distribution after the names, with a space; 0 if it is not shown.
    pub fn distribution_width(&self, size: Size) -> u16 {
        if size.width < DISTRIBUTION_FROM {
            return 0;
        }
        let categories = self.team.iter().flat_map(|team| &team.categories);
        let longest = categories.map(TeamCategory::of).max().unwrap_or(0);
        u16::from(longest) + 6
    }

    /// Returns the names of the people with a goal above the current level, for the category at `at`
    /// of the gaps, in lines.
    pub fn names_of_gap(&self, at: usize, size: Size) -> Vec<String> {
        let cells = self.gaps.get(at).into_iter().flat_map(|c| &c.cells);
        let with_goal = cells.enumerate().filter(|(_, cell)| {
            let gap = cell.as_ref().map(|cell| cell.answer.gap());
            gap.unwrap_or(0) > 0
        });
        let people: Vec<usize> = with_goal.map(|(person, _)| person).collect();
        let named = people.len().min(HELPERS_MOST);
        self.names(&people[..named], people.len() - named, size)
    }

    /// Returns the names of the people who can help, in lines.
    pub fn helpers(&self, at: usize, size: Size) -> Vec<String> {
        let Some((_, help)) = self.helps.get(at) else {
            return Vec::new();
        };
        self.names(&help.helpers, help.others, size)
    }

    fn names(&self, people: &[usize], more: usize, size: Size) -> Vec<String> {
        let Some(team) = &self.team else {
            return Vec::new();
        };
        let names = people.iter().filter_map(|at| team.people.get(*at));
        let names: Vec<_> = names
            .map(|member| marked(&member.name, &member.logins))
            .collect();
        if names.is_empty() {
            return Vec::new();
        }
        let width = size.width.min(100).saturating_sub(MARKER + 4).max(8);
        let more = match more {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        wrapped(&(names.join(", ") + &more), width, NAME_LINES)
    }
}
