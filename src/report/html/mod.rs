//! Results, comparisons, and teams as HTML files without scripts and external resources, with a table
//! for each chart; and a result as an SVG card.
//!
//! The templates escape every text. [`clean`] replaces characters that HTML or XML forbids and those
//! that change the direction of text.

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

fn short(text: &str, cells: usize) -> String {
    crate::text::cut(text, cells, '…')
}

fn rendered(template: &impl Template) -> String {
    let mut text = template.render().unwrap_or_default();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

struct Group<T> {
    name: Option<String>,
    rows: Vec<T>,
}

/// Joins successive rows of a group.
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
