//! Results, comparisons and teams as one HTML file each: no scripts, nothing from elsewhere, a
//! table beside every chart. And a result as a card in SVG.
//!
//! The templates escape every text. What no text in HTML or XML may have, or what would turn its
//! direction, has become a placeholder before: see [`clean`].

mod comparison;
mod heat_map;
mod level_bar;
mod radar;
mod result;
mod svg_card;
mod team;

use askama::Template;
pub use comparison::comparison_html;
pub use result::result_html;
pub use svg_card::result_svg;
pub use team::team_html;

use crate::text::visible;

/// The text on one line, with placeholders for hidden characters and for those that XML forbids.
fn clean(text: &str) -> String {
    let text = text.replace(['\n', '\t', '\r'], " ");
    let text = visible(&text);
    if !text.contains(['\u{FFFE}', '\u{FFFF}']) {
        return text.into_owned();
    }
    text.replace('\u{FFFE}', "<U+FFFE>")
        .replace('\u{FFFF}', "<U+FFFF>")
}

/// The same for a text of several lines.
fn clean_lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(clean).collect();
    lines.join("\n")
}

/// The text in at most `most` characters as people see them.
fn short(text: &str, cells: usize) -> String {
    crate::text::cut(text, cells, '…')
}

/// Writing into memory does not fail.
fn rendered(template: &impl Template) -> String {
    let mut text = template.render().unwrap_or_default();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// Rows of one group, under its name.
struct Group<T> {
    name: Option<String>,
    rows: Vec<T>,
}

/// Rows in their order, drawn together by group.
fn grouped<T>(rows: impl Iterator<Item = (Option<String>, T)>) -> Vec<Group<T>> {
    let mut groups: Vec<Group<T>> = Vec::new();
    for (group, row) in rows {
        let name = group.as_deref().map(clean);
        match groups.last_mut() {
            Some(last) if last.name == name => last.rows.push(row),
            _ => groups.push(Group {
                name,
                rows: vec![row],
            }),
        }
    }
    groups
}
