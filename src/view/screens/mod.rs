//! One module per screen, named as in `state/screens/`.

mod broken_file;
mod browse;
mod compare;
mod home;
mod result;
mod take;
mod team;
mod trend;

use ratatui::layout::Position;

use super::painter::Painter;
use crate::state::{Screen, State};

/// Draws the open screen. Returns the cursor if text is typed.
pub(super) fn draw(paint: &mut Painter, state: &State) -> Option<Position> {
    match &state.screen {
        Screen::Home(home) => return home::draw(paint, state, home),
        Screen::Take(take) => return take::draw(paint, state, take),
        Screen::Result(result) => return result::draw(paint, state, result),
        Screen::Browse(browse) => return browse::draw(paint, state, browse),
        Screen::Compare(compare) => compare::draw(paint, state, compare),
        Screen::Trend(trend) => trend::draw(paint, state, trend),
        Screen::Team(team) => team::draw(paint, state, team),
        Screen::BrokenFile(broken) => broken_file::draw(paint, state, broken),
    }
    None
}
