//! Writes CSV for spreadsheets.
//!
//! RFC 4180: commas, CRLF, quotes if needed. UTF-8 with a byte order mark: without it, a common
//! spreadsheet guesses another encoding and breaks names with accents. An apostrophe is added before each `=`, `+`, `-`, and `@` that a spreadsheet could read as
//! the start of a formula: at the start of a cell, or where a cell starts if it is split at a
//! semicolon, a tab, or a line break, also after spaces and apostrophes. One is also added to
//! apostrophes that are already there, so removing one at each place restores the text.

use std::borrow::Cow;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The characters that begin a formula, also in their full-width forms.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Characters at which a spreadsheet may split a cell. After one at the start, it looks for a
/// formula.
const SPLIT: [char; 4] = [';', '\t', '\r', '\n'];

/// The start of a file: the byte order mark and the line of headings.
pub(super) fn file_start(headings: &[&str]) -> String {
    let headings = headings.iter().map(|&text| text.to_owned()).collect();
    BYTE_ORDER_MARK.to_owned() + &lines([headings])
}

/// Rows of cells as lines, without formulas.
pub fn lines(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        let cells = row.iter().map(|cell| harmless(cell).into_owned());
        // Writing to memory does not fail.
        let _ = writer.write_record(cells);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// The text of a cell without formulas.
fn harmless(cell: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    // Whether a formula could start here, and where the apostrophes before it start.
    let (mut begins, mut quotes) = (true, None);
    for (at, c) in cell.char_indices() {
        let split = SPLIT.contains(&c);
        let is_first = quotes.unwrap_or(at) == 0;
        if begins && (FORMULA.contains(&c) || (split && c != ';' && is_first)) {
            let start = quotes.unwrap_or(at);
            out.push_str(&cell[copied..start]);
            out.push('\'');
            copied = start;
        }
        let is_quote = begins && c == '\'';
        begins = split || is_quote || (begins && quotes.is_none() && is_space(c));
        quotes = is_quote.then(|| quotes.unwrap_or(at));
    }
    if out.is_empty() {
        return Cow::Borrowed(cell);
    }
    out.push_str(&cell[copied..]);
    Cow::Owned(out)
}

/// Characters that a spreadsheet may trim before it reads a cell.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}' | '\u{FEFF}')
}
