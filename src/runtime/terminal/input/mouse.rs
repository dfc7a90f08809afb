//! Mouse reports.

use crate::state::{MouseEvent, MouseKind};

/// The report `CSI M` and three bytes: the button, the column, and the row, each with an offset.
pub(crate) fn x10(button: u8, x: u8, y: u8) -> Option<MouseEvent> {
    let value = |byte: u8| byte.checked_sub(b' ').map(u16::from);
    reported(value(button)?, value(x)?, value(y)?)
}

/// The report of a CSI sequence with these parameters: of SGR, or of urxvt.
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

/// The left button and the wheel, with any modifiers. Columns and rows count from 1.
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
