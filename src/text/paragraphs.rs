use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The paragraphs of a Markdown text as plain text, without emphasis and links. Each item of a list
/// is a paragraph that starts with "- ".
pub fn paragraphs(markdown: &str) -> Vec<String> {
    if is_one_plain_line(markdown) {
        return vec![markdown.to_owned()];
    }
    let mut found = Vec::new();
    let mut open = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                open.push_str(&text);
            }
            Event::SoftBreak => open.push(' '),
            Event::Start(Tag::Item) => {
                close(&mut open, &mut found);
                open.push_str("- ");
            }
            Event::HardBreak | Event::Rule | Event::Start(Tag::Paragraph | Tag::Heading { .. })
                if open != "- " =>
            {
                close(&mut open, &mut found);
            }
            Event::End(
                TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::CodeBlock,
            ) => close(&mut open, &mut found),
            _ => {}
        }
    }
    close(&mut open, &mut found);
    found
}

/// Whether a text is one paragraph without Markdown. Most texts are, and each frame of a form needs
/// several of them.
fn is_one_plain_line(text: &str) -> bool {
    const MARKS: &[char] = &['\n', '\r', '\t', '*', '_', '`', '[', '<', '&', '\\', '\0'];

    text.starts_with(char::is_alphabetic) && !text.ends_with(' ') && !text.contains(MARKS)
}

fn close(open: &mut String, found: &mut Vec<String>) {
    let text = std::mem::take(open);
    let lines = text
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty());
    found.extend(lines.map(str::to_owned));
}
