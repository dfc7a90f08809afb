//! Decodes mouse reports.

use crate::state::{MouseEvent, MouseKind};

/// Returns the event of the report `CSI M` and three bytes: the button, the column, and the row,
/// each with an offset. `None` if it is not supported or invalid.
pub(crate) fn x10(button: u8, x: u8, y: u8) -> Option<MouseEvent> {
    let value = |byte: u8| byte.checked_sub(b' ').map(u16::from);
    reported(value(button)?, value(x)?, value(y)?)
}

/// Returns the event of a CSI sequence with these parameters, in the SGR or the urxvt encoding.
/// `None` if it is not a supported mouse report.
pub(crate) fn csi(parameters: &str, end: char) -> Option<MouseEvent> {
    if end != 'M' {
        return None;
    }
    let (numbers, offset) = match parameters.strip_prefix('<') {
        Some(numbers) => (numbers, 0),
        None => (parameters, 32),
    };
    let mut numbers = numbers.split(';').map(str::parse::<u16>);
    let mut next = || numbers.next()?.ok();
    let (button, x, y) = (next()?, next()?, next()?);
    if numbers.next().is_some() {
        return None;
    }
    reported(button.checked_sub(offset)?, x, y)
}

/// Returns the event for the left button or the wheel, with any modifiers. Columns and rows of
/// reports count from 1. `None` for other buttons.
fn reported(button: u16, x: u16, y: u16) -> Option<MouseEvent> {
    let kind = match button & !0b1_1100 {
        0 => MouseKind::Click,
        64 => MouseKind::WheelUp,
        65 => MouseKind::WheelDown,
        _ => return None,
    };
    let (x, y) = (x.checked_sub(1)?, y.checked_sub(1)?);
    Some(MouseEvent { kind, x, y })
}
