use super::level_bar::title;
use super::{clean, short};
use crate::report::text::elsewhere;
use crate::results::{Answer, LadderAnswer, Team, TeamCategory};

/// The width of the category names, and the distance of two cells.
const NAMES: usize = 230;
const ACROSS: usize = 40;
const DOWN: usize = 28;
const TOP: usize = 26;

/// Levels as a map of people and categories.
pub(crate) struct HeatMap {
    pub(crate) title: String,
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// The width below which it scrolls instead of becoming smaller.
    pub(crate) least: usize,
    pub(crate) labels: Vec<HeatMapLabel>,
    pub(crate) cells: Vec<HeatMapSquare>,
}

/// The name of a category, or the number of a person.
pub(crate) struct HeatMapLabel {
    pub(crate) x: usize,
    pub(crate) y: usize,
    pub(crate) anchor: &'static str,
    pub(crate) class: &'static str,
    pub(crate) text: String,
    pub(crate) title: String,
}

/// The answer of a person to a category.
pub(crate) struct HeatMapSquare {
    pub(crate) x: usize,
    pub(crate) y: usize,
    pub(crate) text_x: usize,
    pub(crate) text_y: usize,
    pub(crate) class: &'static str,
    pub(crate) text_class: &'static str,
    pub(crate) opacity: String,
    pub(crate) text: String,
    pub(crate) title: String,
}

impl HeatMap {
    pub(crate) fn of(team: &Team) -> Self {
        let (people, categories) = (team.people.len(), team.categories.len());
        let numbers = team
            .people
            .iter()
            .enumerate()
            .map(|(at, member)| HeatMapLabel {
                x: NAMES + at * ACROSS + 18,
                y: 16,
                anchor: "middle",
                class: "soft",
                text: (at + 1).to_string(),
                title: clean(&member.name),
            });
        let names = team
            .categories
            .iter()
            .enumerate()
            .map(|(at, category)| HeatMapLabel {
                x: NAMES - 10,
                y: TOP + at * DOWN + 17,
                anchor: "end",
                class: "name",
                text: short(&clean(&category.name), 30),
                title: clean(&category.name),
            });
        let cells = team
            .categories
            .iter()
            .enumerate()
            .flat_map(|(down, category)| {
                team.people.iter().enumerate().map(move |(across, member)| {
                    let cell = category.cells.get(across).and_then(Option::as_ref);
                    let who = format!("{}, {}", clean(&member.name), clean(&category.name));
                    square(
                        category,
                        cell,
                        &who,
                        NAMES + across * ACROSS,
                        TOP + down * DOWN,
                    )
                })
            });
        let width = NAMES + people * ACROSS + 4;
        Self {
            title: format!(
                "Heat map of {categories} categories and {people} people; the tables below have \
                the same data"
            ),
            width,
            height: TOP + categories * DOWN + 4,
            least: width.min(NAMES + 10 * ACROSS) * 9 / 10,
            labels: numbers.chain(names).collect(),
            cells: cells.collect(),
        }
    }
}

fn square(
    category: &TeamCategory,
    cell: Option<&LadderAnswer>,
    who: &str,
    x: usize,
    y: usize,
) -> HeatMapSquare {
    let mark = elsewhere(category, cell);
    let position = cell.and_then(LadderAnswer::position);
    let has_goal = cell.is_some_and(|cell| cell.answer.gap() > 0);
    let text = match cell.map_or(Answer::Unanswered, |cell| cell.answer) {
        Answer::Unanswered => "–".to_owned(),
        Answer::Unknown => "?".to_owned(),
        Answer::NotApplicable => "n/a".to_owned(),
        Answer::Rated { current, .. } if has_goal => format!("{current}{mark}▲"),
        Answer::Rated { current, .. } => format!("{current}{mark}"),
    };
    let title = cell.map_or_else(|| "no answer".to_owned(), title);
    let title = if mark.is_empty() {
        title
    } else {
        format!("{title}; on a different ladder")
    };
    HeatMapSquare {
        x,
        y,
        text_x: x + 18,
        text_y: y + 17,
        class: if position.is_some() { "heat" } else { "none" },
        text_class: if position.is_some_and(|position| position > 0.6) {
            "full"
        } else {
            "thin"
        },
        opacity: format!(
            "{:.2}",
            position.map_or(0.0, |position| 0.1 + 0.9 * position)
        ),
        text,
        title: format!("{who}: {title}"),
    }
}
