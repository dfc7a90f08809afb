use crate::state::keymap::Action;
use crate::state::layout::Size;

/// What the lines of the question do, in their order.
const LINES: [Option<Action>; 6] = [
    None,
    None,
    Some(Action::GoToUnanswered),
    Some(Action::CountAsLowest),
    Some(Action::SaveUnanswered),
    Some(Action::Back),
];
/// How wide the question is: half of it stands on either side of the middle.
const HALF: u16 = 18;

/// What a place of the question does; it stands in the middle of the screen, in a frame.
pub(crate) fn ask_at(x: u16, y: u16, size: Size) -> Option<Action> {
    let lines = u16::try_from(LINES.len()).unwrap_or(u16::MAX);
    let top = size.height.saturating_sub(lines + 2) / 2 + 1;
    let beside = x.abs_diff(size.width / 2) > HALF;
    let line = usize::from(y.checked_sub(top).filter(|_| !beside)?);
    LINES.get(line).copied().flatten()
}
