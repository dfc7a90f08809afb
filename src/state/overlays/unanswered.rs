use crate::state::keymap::Action;
use crate::state::layout::Size;

/// The action of each line of the question.
const LINES: [Option<Action>; 6] = [
    None,
    None,
    Some(Action::GoToUnanswered),
    Some(Action::CountAsLowest),
    Some(Action::SaveUnanswered),
    Some(Action::Back),
];
/// Half the width of the question, which is in the middle of the screen.
const HALF: u16 = 18;

/// Returns the answer to the question about unanswered categories at a cell. The question is in a
/// frame in the middle of the screen.
pub(crate) fn answer_at(x: u16, y: u16, size: Size) -> Option<Action> {
    let lines = u16::try_from(LINES.len()).unwrap_or(u16::MAX);
    let top = size.height.saturating_sub(lines + 2) / 2 + 1;
    let is_outside = x.abs_diff(size.width / 2) > HALF;
    let line = usize::from(y.checked_sub(top).filter(|_| !is_outside)?);
    LINES.get(line).copied().flatten()
}
