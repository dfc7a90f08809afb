use super::visible::visible;
use super::width::{cells as width, fits, head};

/// Adds spaces at the end of a text, up to a width in cells.
pub(crate) fn padded(text: &str, cells: usize) -> String {
    let gap = cells.saturating_sub(width(text));
    format!("{text}{:gap$}", "")
}

/// Adds spaces at the start of a text, up to a width in cells.
pub(crate) fn right(text: &str, cells: usize) -> String {
    let gap = cells.saturating_sub(width(text));
    format!("{:gap$}{text}", "")
}

/// The [`visible()`] text in at most `cells`; a longer one ends with `left_out`, such as `…`.
pub fn cut(text: &str, cells: usize, left_out: char) -> String {
    let text = visible(text);
    if fits(&text, cells) {
        return text.into_owned();
    }
    let mut short = head(&text, cells.saturating_sub(1)).trim_end().to_owned();
    if cells > 0 {
        short.push(left_out);
    }
    short
}
