use unicode_segmentation::UnicodeSegmentation as _;

pub(super) use crate::assessment::measure::cells as width;
use crate::assessment::measure::head;

/// The text with spaces behind it up to `cells`.
pub(super) fn padded(text: &str, cells: usize) -> String {
    let gap = cells.saturating_sub(width(text));
    format!("{text}{:gap$}", "")
}

/// The text with spaces before it up to `cells`.
pub(super) fn right(text: &str, cells: usize) -> String {
    let gap = cells.saturating_sub(width(text));
    format!("{:gap$}{text}", "")
}

/// The text in at most `cells`; a sign, such as "…", stands where something is left out.
pub(super) fn cut(text: &str, cells: usize, left_out: char) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let mut short = head(text, cells.saturating_sub(1)).trim_end().to_owned();
    if cells > 0 {
        short.push(left_out);
    }
    short
}

/// The text in lines of at most `cells`, broken between words where that is possible.
pub(super) fn wrapped(text: &str, cells: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let mut word = word;
        let line = last(&mut lines);
        let gap = usize::from(!line.is_empty());
        if width(line) + gap + width(word) <= cells {
            line.push_str(if gap == 1 { " " } else { "" });
            line.push_str(word);
            continue;
        }
        if gap == 1 {
            lines.push(String::new());
        }
        while width(word) > cells {
            let part = match head(word, cells) {
                // A character that is wider than the line has to stand somewhere.
                "" => word.graphemes(true).next().unwrap_or(word),
                part => part,
            };
            last(&mut lines).push_str(part);
            lines.push(String::new());
            word = &word[part.len()..];
        }
        last(&mut lines).push_str(word);
    }
    lines
}

fn last(lines: &mut Vec<String>) -> &mut String {
    if lines.is_empty() {
        lines.push(String::new());
    }
    let end = lines.len() - 1;
    &mut lines[end]
}
