//! Names and notes that would be markup, links, formulas or orders to a terminal.

use std::sync::Arc;

use jiff::tz::TimeZone;
use levelup::assessment::Rating;
use levelup::report::markdown::escaped;
use levelup::report::{
    Paper, comparison_html, comparison_markdown, comparison_text, plan_markdown, result_html,
    result_markdown, result_svg, team_csv, team_html, team_markdown, team_text, trend_text,
};
use levelup::results::{Answer, AssessmentResult, compare, history, team};

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
fn no_page_has_an_element_or_an_attribute_from_outside() {
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
fn no_page_has_characters_that_it_must_not_have() {
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
fn no_page_asks_for_anything_from_elsewhere() {
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
fn markdown_shows_everything_as_it_is() {
    let cases = [
        ("a | b", r"a \| b"),
        ("`code` *b* _i_ ~s~", r"\`code\` \*b\* \_i\_ \~s\~"),
        ("[a](b) ![c](d)", r"\[a\](b) \!\[c\](d)"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("https://x.example", "https&#58;//x.example"),
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
fn a_row_of_markdown_stays_one_row() {
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
        assert!(!text.contains("<script") && !text.contains("://") && !text.contains('\u{1b}'));
    }
    assert!(!plan_markdown(&result, &zone).contains("[link]("));
}

#[test]
fn a_terminal_never_sees_what_would_steer_it() {
    let result = hostile();
    let people = team(&[&result], result.taken_at).unwrap();
    let paper = Paper::default();
    for text in [
        comparison_text(&compare(&[&result, &result]), &paper),
        trend_text(&history(&[&result]).unwrap(), &paper),
        team_text(&people, &paper),
    ] {
        let steers = |c: char| c != '\n' && levelup::assessment::is_hidden(c);
        assert!(!text.contains(steers), "{text:?}");
    }
}

#[test]
fn a_spreadsheet_never_sees_a_formula() {
    let mut result = hostile();
    result.name = NASTY[11].to_owned();
    let people = team(&[&result], result.taken_at).unwrap();
    let csv = team_csv(&people);
    assert!(
        csv.contains("\"'=HYPERLINK(\"\"http://evil\"\")\""),
        "{csv}"
    );
}
