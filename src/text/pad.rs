use super::width::{cells as width, fits, head, parts};

/// The text with spaces behind it up to `cells`.
pub(crate) fn padded(text: &str, cells: usize) -> String {
    let gap = cells.saturating_sub(width(text));
    format!("{text}{:gap$}", "")
}

/// The text with spaces before it up to `cells`.
pub(crate) fn right(text: &str, cells: usize) -> String {
    let gap = cells.saturating_sub(width(text));
    format!("{:gap$}{text}", "")
}

/// The text in at most `cells`; a sign, such as "…", stands where something is left out.
pub(crate) fn cut(text: &str, cells: usize, left_out: char) -> String {
    if fits(text, cells) {
        return text.to_owned();
    }
    let mut short = head(text, cells.saturating_sub(1)).trim_end().to_owned();
    if cells > 0 {
        short.push(left_out);
    }
    short
}

/// The text in lines of at most `cells`, broken between words where that is possible.
pub(crate) fn wrapped(text: &str, cells: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), 0);
    for word in text.split(' ') {
        let gap = usize::from(!line.is_empty());
        for (index, part) in parts_or_empty(word, cells).enumerate() {
            let (gap, size) = (if index == 0 { gap } else { 0 }, width(part));
            if index > 0 || used + gap + size > cells && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0;
            } else if gap == 1 {
                line.push(' ');
                used += 1;
            }
            line.push_str(part);
            used += size;
        }
    }
    lines.push(line);
    lines
}

/// The parts of a word that each fit into a line; an empty part for an empty word.
fn parts_or_empty(word: &str, cells: usize) -> impl Iterator<Item = &str> {
    let empty = word.is_empty().then_some("");
    empty.into_iter().chain(parts(word, cells))
}
