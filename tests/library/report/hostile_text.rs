//! Names and notes that would be markup, links, formulas or orders to a terminal.

use std::sync::Arc;

use jiff::tz::TimeZone;
use levelup::testing::{
    Answer, AssessmentResult, Rating, TextOptions, compare, comparison_html, comparison_markdown,
    comparison_text, escaped, history, lines, plan_markdown, result_html, result_markdown,
    result_svg, team, team_csv, team_html, team_markdown, team_text, trend_text, visible,
};
use proptest::prelude::*;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::result;

const NASTY: [&str; 12] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onload='alert(1)",
    "]]><!-- &amp; --><?xml?>",
    "a\u{1b}[31m\u{7}\u{0}\u{9f}b",
    "turn\u{202e}ed \u{2066}x",
    "| pipe | `code` | [link](javascript:alert(1))",
    "https://evil.example/ www.evil.example <https://x.example>",
    "# head **bold** _it_ ~~no~~ ![i](u) \\ @all",
    "not\u{fffe}xml\u{ffff}",
    "</title></style></svg><h1>out</h1>",
    "=HYPERLINK(\"http://evil\")",
];

/// A result in which everything that people write is hostile.
pub fn hostile() -> AssessmentResult {
    let mut result = result();
    result.name = NASTY[0].to_owned();
    let assessment = Arc::make_mut(&mut result.assessment);
    assessment.name = NASTY[1].to_owned();
    assessment.version = NASTY[2].to_owned();
    for (category, nasty) in assessment
        .categories
        .iter_mut()
        .zip(NASTY.iter().cycle().skip(3))
    {
        category.name = (*nasty).to_owned();
        category.group = Some((*nasty).to_owned());
        category.levels = vec![(*nasty).to_owned(); 3];
    }
    assessment.ratings = ["<b>1</b>", "`2`|", "\"3\"\u{1b}"]
        .map(Rating::named)
        .to_vec();
    result.answers.fill(Answer::Rated {
        current: 1,
        desired: 3,
    });
    result.notes = vec![NASTY.join("\n"); 6];
    result
}

fn pages() -> Vec<(&'static str, String)> {
    let result = hostile();
    let mut other = hostile();
    other.name = NASTY[11].to_owned();
    let both = compare(&[&result, &other]);
    let people = team(&[&result, &other], result.taken_at).unwrap();
    let zone = TimeZone::UTC;
    vec![
        ("result", result_html(&result, &zone)),
        ("compare", comparison_html(&both, &zone)),
        ("team", team_html(&people, &zone)),
        ("card", result_svg(&result, &zone)),
    ]
}

#[test]
fn html_has_no_element_from_input() {
    for (what, page) in pages() {
        let tags = page.split('<').skip(1).map(|tag| {
            tag.split(|c: char| !c.is_alphanumeric() && c != '/' && c != '!')
                .next()
                .unwrap_or("")
        });
        for tag in tags {
            assert!(
                !matches!(tag, "script" | "img" | "b" | "a" | "!" | "iframe" | "link"),
                "{what}: {tag}"
            );
        }
        for attribute in page
            .split('<')
            .filter_map(|tag| tag.split_once('>'))
            .map(|(tag, _)| tag)
        {
            assert!(!attribute.contains(" on"), "{what}: {attribute}");
        }
        assert_eq!(
            page.matches("</title>").count(),
            page.matches("<title").count(),
            "{what}"
        );
        assert!(
            page.contains("&#60;script&#62;") || page.contains("&lt;script&gt;"),
            "{what}: {page}"
        );
    }
}

#[test]
fn html_has_no_forbidden_characters() {
    for (what, page) in pages() {
        let bad = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{202e}' | '\u{2066}')
        };
        assert!(!page.contains(bad), "{what}");
        assert!(!page.contains("]]>"), "{what}");
    }
}

#[test]
fn html_loads_nothing() {
    for (what, page) in pages() {
        for link in ["src=", "href=", "url(", "@import", "<script"] {
            let raw = page
                .split('<')
                .filter_map(|tag| tag.split_once('>'))
                .any(|(tag, _)| tag.contains(link));
            assert!(!raw, "{what}: {link}");
        }
        let style = page
            .split("<style>")
            .nth(1)
            .unwrap()
            .split("</style>")
            .next()
            .unwrap();
        assert!(
            !style.contains("url(") && !style.contains("@import"),
            "{what}"
        );
    }
}

#[test]
fn markdown_shows_input_literally() {
    let cases = [
        ("a | b", r"a \| b"),
        ("`code` *b* _i_ ~s~", r"\`code\` \*b\* \_i\_ \~s\~"),
        ("[a](b) ![c](d)", r"\[a\](b) \!\[c\](d)"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("https://x.example", "<https://x.example>"),
        (
            "see (HTTP://x.example/a_b?c=*&d=1|2).",
            "see (<HTTP://x.example/a_b?c=*&d=1%7C2>).",
        ),
        ("http://a/x_(y)", "<http://a/x_(y)>"),
        ("http://a?b&lt;c", "<http://a?b&lt%3Bc>"),
        ("xhttps://a", "xhttps&#58;//a"),
        ("http://[x](y)", r"http&#58;//\[x\](y)"),
        (
            "ftp://x javascript:alert(1)",
            "ftp&#58;//x javascript:alert(1)",
        ),
        ("www.x.example", "www&#46;x.example"),
        ("- item", r"\- item"),
        ("12. item", r"12\. item"),
        ("two\nlines", "two lines"),
        ("\u{1b}[2J", r"&lt;U+001B&gt;\[2J"),
        ("plain - text 1.5", "plain - text 1.5"),
    ];
    for (text, expected) in cases {
        assert_eq!(escaped(text), expected, "{text}");
    }
}

#[test]
fn markdown_row_stays_on_one_line() {
    let (result, zone) = (hostile(), TimeZone::UTC);
    let people = team(&[&result], result.taken_at).unwrap();
    let texts = [
        result_markdown(&result, &zone),
        comparison_markdown(&compare(&[&result, &result]), &zone),
        team_markdown(&people, &zone),
    ];
    for text in &texts {
        let mut columns = 0;
        for line in text.lines() {
            if !line.starts_with('|') {
                columns = 0;
                continue;
            }
            let pipes = line.replace(r"\|", "").matches('|').count();
            assert!(columns == 0 || columns == pipes, "{line}");
            columns = pipes;
        }
        assert!(!text.contains("<script") && !text.contains('\u{1b}'));
        for (at, _) in text.match_indices("://") {
            let scheme = &text[..at];
            assert!(scheme.ends_with("<https") || scheme.ends_with("<http"));
        }
    }
    assert!(!plan_markdown(&result, &zone).contains("[link]("));
}

#[test]
fn terminal_gets_no_control_sequence() {
    let result = hostile();
    let people = team(&[&result], result.taken_at).unwrap();
    let paper = TextOptions::default();
    for text in [
        comparison_text(&compare(&[&result, &result]), &paper),
        trend_text(&history(&[&result]).unwrap(), &paper),
        team_text(&people, &paper),
    ] {
        let steers = |c: char| c != '\n' && levelup::testing::is_hidden(c);
        assert!(!text.contains(steers), "{text:?}");
    }
}

/// Text that Markdown could read as markup.
const MARKS: &str = r"(https?://|[a-z]{1,4}|[0-9]{1,2}[.)]|javascript:|<[a-z/]{0,3}|[>&;|`*_~#!$@{}()\[\]\\^:. \n\t+=-]|&lt;|www\.|\x1b|\u{202e}){0,30}";

proptest! {
    #[test]
    fn markdown_of_any_text_has_only_web_links(text in MARKS) {
        let markdown = format!("x {} x", escaped(&text));
        let mut shown = String::new();
        // Smart punctuation changes characters, but is no markup.
        let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
        for event in Parser::new_ext(&markdown, options) {
            match event {
                Event::Text(text) => shown.push_str(&text),
                Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                    prop_assert_eq!(link_type, LinkType::Autolink);
                    prop_assert!(dest_url.to_lowercase().starts_with("http"), "{}", dest_url);
                }
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph | TagEnd::Link) => {}
                other => prop_assert!(false, "{:?} in {:?}", other, markdown),
            }
        }
        if !text.contains("://") {
            let text = text.replace(['\n', '\t'], " ");
            prop_assert_eq!(shown, format!("x {} x", visible(&text)));
        }
    }

    #[test]
    fn csv_cells_hold_no_formula_and_give_the_text_back(
        text in r"([a-z=+@＝;,'\t\r\n \u{a0}\u{3000}\u{feff}-]|\x22){0,20}"
    ) {
        let csv = lines([vec!["x".to_owned(), text.clone()]]);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
        let record = reader.records().next().unwrap().unwrap();
        let cell = &record[1];

        prop_assert!(!cell.starts_with(['\t', '\r', '\n']), "{:?}", cell);
        for part in cell.split([';', '\t', '\r', '\n']) {
            let part = part.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            prop_assert!(!part.starts_with(['=', '+', '-', '@', '＝']), "{:?}", cell);
        }
        prop_assert_eq!(read_back(cell), text);
    }
}

/// Removes each apostrophe that the writer added.
fn read_back(cell: &str) -> String {
    let mut text = String::new();
    let (mut begins, mut quotes) = (true, 0);
    for c in cell.chars() {
        let is_formula = "=+-@＝＋－＠".contains(c);
        let is_split_at_start = "\t\r\n".contains(c) && text.len() == quotes;
        if begins && quotes > 0 && (is_formula || is_split_at_start) {
            text.pop();
        }
        begins = ";\t\r\n".contains(c)
            || (begins && (c == '\'' || (quotes == 0 && (c.is_whitespace() || c == '\u{feff}'))));
        quotes = if begins && c == '\'' { quotes + 1 } else { 0 };
        text.push(c);
    }
    text
}

#[test]
fn spreadsheet_gets_no_formula() {
    let mut result = hostile();
    result.name = NASTY[11].to_owned();
    let people = team(&[&result], result.taken_at).unwrap();
    let csv = team_csv(&people);
    assert!(
        csv.contains("\"'=HYPERLINK(\"\"http://evil\"\")\""),
        "{csv}"
    );
}
