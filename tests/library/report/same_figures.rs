//! One store of mixed answers, every output, and one table written by hand that all of them are
//! held to; and what the texts look like.

use std::sync::Arc;

use insta::assert_snapshot;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use levelup::testing::{
    Answer, Assessment, AssessmentResult, TextOptions, compare, comparison_html, comparison_json,
    comparison_markdown, comparison_text, history, parse, plan_markdown, result_html,
    result_markdown, result_svg, result_text, team, team_csv, team_html, team_json, team_markdown,
    team_text, to_json, trend_csv, trend_json, trend_text,
};
use unicode_width::UnicodeWidthStr as _;
use uuid::Uuid;

use super::settings;

/// Five categories, one with its own ladder.
const MIXED: &str = r#"
name = "Running club"
version = "2"
ratings = ["Good", "Better", "Best"]
categories = [
  { key = "leaping", name = "Leaping", group = "Athletics", formerly = ["jumping"], levels = ["A puddle", "A brook", "A river"] },
  { key = "running", name = "Running", group = "Athletics" },
  { key = "diving", name = "Diving 水", group = "Water", ratings = ["Hop", "Leap", "Fly", "Soar", "Star"] },
  { key = "resting", name = "Resting", group = "Water" },
  { key = "eating", name = "Eating" },
]
"#;

/// Its first version, in which all categories share a ladder, so there is a mean.
const PLAIN: &str = r#"
name = "Running club"
version = "1"
ratings = ["Good", "Better", "Best"]
categories = [["Jumping", "jumping"], ["Running", "running"], ["Diving", "diving"], ["Sitting", "sitting"]]
"#;

pub fn assessment(text: &str) -> Arc<Assessment> {
    Arc::new(parse(text, "running-club").assessment.unwrap())
}

fn rated(current: u8, desired: u8) -> Answer {
    Answer::Rated { current, desired }
}

fn taken(end: u128, name: &str, date: &str, text: &str, answers: &[Answer]) -> AssessmentResult {
    AssessmentResult {
        id: Uuid::from_u128((0x019a << 112) | (7 << 76) | (2 << 62) | end),
        name: name.to_owned(),
        taken_at: format!("{date}T10:00:00Z").parse().unwrap(),
        assessment: assessment(text),
        answers: answers.to_vec(),
        notes: vec![String::new(); answers.len()],
    }
}

/// Two results of Ada's, of two versions, and one of Bob's.
///
/// | | Ada 1 | Ada 2 | Bob |
/// |---|---|---|---|
/// | Leaping, formerly Jumping | 1 of 3, wants 2 | 2 of 3 | 1 of 3, wants 3 |
/// | Running | 3 of 3 | 2 of 3, wants 3 | unknown |
/// | Diving | 2 of 3 | 4 of 5 | 5 of 5 |
/// | Resting | - | not applicable | unanswered |
/// | Eating | - | unanswered | 3 of 3 |
/// | Sitting | unknown | - | - |
fn store() -> [AssessmentResult; 3] {
    let unknown = Answer::Unknown;
    let (none, open) = (Answer::NotApplicable, Answer::Unanswered);
    let mut results = [
        taken(
            0xaaaa_0001,
            "Ada",
            "2026-01-10",
            PLAIN,
            &[rated(1, 2), rated(3, 3), rated(2, 2), unknown],
        ),
        taken(
            0xaaaa_0002,
            "Ada",
            "2026-07-10",
            MIXED,
            &[rated(2, 2), rated(2, 3), rated(4, 4), none, open],
        ),
        taken(
            0xbbbb_0003,
            "Bob",
            "2026-06-01",
            MIXED,
            &[rated(1, 3), unknown, rated(5, 5), open, rated(3, 3)],
        ),
    ];
    results[2].notes[0] = "left knee".to_owned();
    results
}

fn now() -> Timestamp {
    "2026-07-20T12:00:00Z".parse().unwrap()
}

fn paper() -> TextOptions {
    TextOptions::default()
}

/// What is left of a page when its tags are taken away.
fn words(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        let shown = piece.split_once('>').map_or(piece, |(_, shown)| shown);
        text.push(' ');
        text.push_str(shown);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every one of these must stand in the text.
fn holds(what: &str, text: &str, expected: &[&str]) {
    let text = squeezed(text);
    for expected in expected {
        assert!(
            text.contains(expected),
            "{what} lacks {expected:?}:\n{text}"
        );
    }
}

#[test]
fn result_has_the_same_figures_in_every_format() {
    let [plain, mixed, bob] = store();
    let zone = TimeZone::UTC;
    // (1 + 3 + 2) / 3 = 2.0 of 3, and 3 of 4 categories are rated.
    let mean = "2.0 of 3, 3 of 4 rated";
    holds(
        "text",
        &result_text(&plain, &TextOptions::default()),
        &[
            &format!("Mean level {mean}"),
            "1 level-up, gap 1, 1 don't know",
        ],
    );
    holds(
        "markdown",
        &result_markdown(&plain, &zone),
        &[
            &format!("Mean level {mean}. 1 level-up, gap 1 · 1 don't know"),
            "| Jumping | 1 Good | 2 Better | 1 |",
            "| Sitting | don't know | | |",
        ],
    );
    holds(
        "html",
        &words(&result_html(&plain, &zone)),
        &[
            "Mean level 2.0 of 3",
            "Rated 3 of 4",
            "Level-ups 1",
            "Gap 1",
            "Don't know 1".replace('\'', "&#39;").as_str(),
            "Here: 6 / 3 = 2.0 of 3",
            "Category Current Goal Gap",
            "1 Good ▲ 2 Better 1 ",
        ],
    );
    holds(
        "svg",
        &result_svg(&plain, &zone),
        &[&format!("Mean level {mean}")],
    );
    // Ladders of three and of five: no mean, everywhere.
    let none = "3 of 5 rated, no mean: ladders differ";
    for (what, text) in [
        ("text", result_text(&mixed, &TextOptions::default())),
        ("markdown", result_markdown(&mixed, &zone)),
        ("svg", result_svg(&mixed, &zone)),
    ] {
        holds(what, &text, &[none]);
        assert!(!text.contains("Mean level 3"), "{what}");
    }
    let page = words(&result_html(&mixed, &zone));
    holds(
        "html",
        &page,
        &[
            "Mean level none: ladders differ",
            "Rated 3 of 5",
            "Level-ups 1",
            "Gap 1",
            "Not applicable 1",
            "Unanswered 1",
        ],
    );
    assert!(
        !page.contains("Mean level 2") && !page.contains("Here:"),
        "{page}"
    );
    holds(
        "text",
        &result_text(&bob, &TextOptions::default()),
        &[
            "Leaping Good ▲ Best (+2)",
            "1 level-up, gap 2, 1 don't know, 1 unanswered",
        ],
    );
    holds(
        "plan",
        &plan_markdown(&bob, &zone),
        &["- [ ] **Leaping**: Good → Best - Better: A brook - Best: A river - Note: left knee"],
    );
    let json: serde_json::Value = serde_json::from_str(&to_json(&mixed)).unwrap();
    assert_eq!(
        json["current"],
        serde_json::json!({"leaping": 2, "running": 2, "diving": 4})
    );
}

#[test]
fn comparison_has_the_same_figures_in_every_format() {
    let [first, second, bob] = store();
    let found = compare(&[&first, &second, &bob]);
    let zone = TimeZone::UTC;
    // 1 to 2 of 3; 3 to 2 of 3; 2 of 3 to 4 of 5: (4-1)/4 - (2-1)/2 = 25%.
    let tallies = [
        "1 → 2: 2 up, 1 down, 2 new, 1 removed",
        "2 → 3: 1 up, 1 down, 1 now rated, 1 no longer rated, 1 not rated in either",
    ];
    let text = comparison_text(&found, &paper());
    holds("text", &text, &tallies);
    holds(
        "text",
        &text,
        &[
            "Leaping 1 Good 2 Better ↑ 1",
            "Diving 水 2 Better 4 Soar ↑ 25%*",
            "Sitting don't know - removed",
        ],
    );
    let markdown = comparison_markdown(&found, &zone);
    holds("markdown", &markdown, &tallies);
    holds(
        "markdown",
        &markdown,
        &[
            "| Leaping | 1 Good ▲ 2 Better | 2 Better **↑ 1** | 1 Good ▲ 3 Best **↓ 1** |",
            "| Diving 水 | 2 Better | 4 Soar **↑ 25%\\*** | 5 Star **↑ 1** |",
            "| Sitting | don't know | - **removed** | - |",
        ],
    );
    let page = words(&comparison_html(&found, &zone));
    holds("html", &page, &tallies);
    let title = "Running club: Ada, Bob";
    assert_eq!(page.matches(title).count(), 2, "title and heading: {page}");
    holds(
        "html",
        &page,
        &["2 Better ↑ 1", "4 Soar ↑ 25%*", "5 Star ↑ 1", "- removed"],
    );
    let json: serde_json::Value = serde_json::from_str(&comparison_json(&found)).unwrap();
    let expected = serde_json::json!([
        {"key": "leaping", "name": "Leaping", "answers": [{"current": 1, "desired": 2, "of": 3}, {"current": 2, "desired": 2, "of": 3}, {"current": 1, "desired": 3, "of": 3}]},
        {"key": "running", "name": "Running", "answers": [{"current": 3, "desired": 3, "of": 3}, {"current": 2, "desired": 3, "of": 3}, null]},
        {"key": "diving", "name": "Diving 水", "answers": [{"current": 2, "desired": 2, "of": 3}, {"current": 4, "desired": 4, "of": 5}, {"current": 5, "desired": 5, "of": 5}]},
        {"key": "resting", "name": "Resting", "answers": [null, null, null]},
        {"key": "sitting", "name": "Sitting", "answers": [null, null, null]},
        {"key": "eating", "name": "Eating", "answers": [null, null, {"current": 3, "desired": 3, "of": 3}]},
    ]);
    assert_eq!(json["categories"], expected);
}

#[test]
fn trend_has_the_same_figures_in_every_format() {
    let [first, second, _] = store();
    let found = history(&[&second, &first]).unwrap();

    holds(
        "text",
        &trend_text(&found, &paper()),
        &[
            "2026-01-10 2.0 of 3, 3 of 4 rated, version 1",
            "2026-07-10 3 of 5 rated, no mean: ladders differ, version 2",
            "Leaping ▁▅ 1 Good → 2 Better, up 1 level; previous goal met",
            "Diving 水 ▅▆ 2 Better → 4 Soar, up 25% of the ladder",
        ],
    );
    let json: serde_json::Value = serde_json::from_str(&trend_json(&found)).unwrap();
    assert_eq!(json["results"][0]["mean"], serde_json::json!(2.0));
    assert_eq!(json["results"][1]["mean"], serde_json::Value::Null);
    assert_eq!(json["results"][1]["rated"], 3);
    assert_eq!(json["categories"][2]["current"], serde_json::json!([2, 4]));
    assert_eq!(
        json["categories"][3]["current"],
        serde_json::json!([null, null])
    );
    let csv = trend_csv(&found);
    holds(
        "csv",
        &csv,
        &[
            "diving,Diving 水,Water,rated,4,Soar,4,Soar,0,5,0.75,,,3,5",
            "diving,Diving 水,Water,rated,2,Better,2,Better,0,3,0.5,2,3,3,4",
            "leaping,Leaping,Athletics,rated,1,Good,2,Better,1,3,0,2,3,3,4",
            "sitting,Sitting,,absent,,,,,,,,,,3,5",
            "gap,of,position,mean,mean_of,rated,categories",
        ],
    );
    assert_eq!(csv.lines().count(), 1 + 2 * 6);
}

#[test]
fn team_has_the_same_figures_in_every_format() {
    let results = store();
    let found = team(&results.each_ref(), now()).unwrap();
    let zone = TimeZone::UTC;
    let leaping = "Good 1, Better 1";
    let diving = "Soar 1, Star 1";
    let text = team_text(&found, &paper());
    holds(
        "text",
        &text,
        &[
            "1 Ada 2026-07-10 3 of 5 rated",
            "2 Bob 2026-06-01 3 of 5 rated",
            "Leaping 2 1▲",
            "Diving 水 4 5",
            "Resting / -",
            leaping,
            diving,
            "Leaping: 1 level-up, gap 2",
            "Running: 1 level-up, gap 1",
            "Leaping: Bob, goal 3 Best: no one yet",
            "Bob: 7 weeks ago",
        ],
    );
    let markdown = team_markdown(&found, &zone);
    holds(
        "markdown",
        &markdown,
        &[
            "| Leaping | 2 Better | 1 Good ▲ 3 Best | Good 1, Better 1 |",
            "- Leaping: 1 level-up, gap 2",
            diving,
        ],
    );
    let page = words(&team_html(&found, &zone));
    holds(
        "html",
        &page,
        &[leaping, diving, "Leaping 1 2", "no one yet", "7 weeks ago"],
    );
    let json: serde_json::Value = serde_json::from_str(&team_json(&found)).unwrap();
    let expected = serde_json::json!({"key": "leaping", "name": "Leaping", "of": 3, "current": [2, 1], "desired": [2, 3], "distribution": [1, 1, 0], "can_help": [{"name": "Bob", "desired": 3, "of": 3, "helpers": []}]});
    assert_eq!(json["categories"][0], expected);
    assert_eq!(
        json["categories"][2]["distribution"],
        serde_json::json!([0, 0, 0, 1, 1])
    );
    let csv = team_csv(&found);
    holds(
        "csv",
        &csv,
        &[
            "leaping,Leaping,Athletics,rated,1,Good,3,Best,2,3,0",
            "resting,Resting,Water,not_applicable,,,,,,3,",
        ],
    );
    assert_eq!(csv.lines().count(), 1 + 2 * 5);
}

#[test]
fn level_of_a_different_ladder_is_marked_everywhere() {
    let [plain, _, bob] = store();
    // Ada's diving is 2 of 3 and wants more; the newest ladder, Bob's, has five.
    let mut ada = plain;
    ada.answers[2] = rated(2, 3);
    let found = team(&[&ada, &bob], now()).unwrap();
    let zone = TimeZone::UTC;

    let json: serde_json::Value = serde_json::from_str(&team_json(&found)).unwrap();
    let diving = &json["categories"][2];
    assert_eq!(
        (&diving["of"], &diving["current"], &diving["desired"]),
        (
            &5.into(),
            &serde_json::json!([null, 5]),
            &serde_json::json!([null, 5])
        )
    );
    assert_eq!(diving["distribution"], serde_json::json!([0, 0, 0, 0, 1]));
    assert_eq!(
        diving["can_help"],
        serde_json::json!([{"name": "Ada", "desired": 3, "of": 3, "helpers": ["Bob"]}])
    );
    assert_eq!(json["categories"][0]["current"], serde_json::json!([1, 1]));
    let note = "* A level on a different ladder";
    let spread = "Star 1, 1 on a different ladder";
    let text = team_text(&found, &paper());
    holds(
        "text",
        &text,
        &["Diving 水 2*▲ 5", "Leaping 1▲ 1▲", note, spread],
    );
    let markdown = team_markdown(&found, &zone);
    let cells = "| Diving 水 | 2 Better\\* ▲ 3 Best | 5 Star |";
    holds(
        "markdown",
        &markdown,
        &[cells, "\\* A level on a different ladder", spread],
    );
    let page = words(&team_html(&found, &zone));
    let cells = [
        "Diving 水 2 Better* ▲ 3 Best 5 Star",
        "; on a different ladder 2*▲",
    ];
    holds("html", &page, &cells);
    holds("html", &page, &[note, spread]);
    for text in [text, markdown, page] {
        assert_eq!(text.matches("A level on a different ladder").count(), 1);
    }
}

#[test]
fn equal_position_and_unrated_differ_from_unchanged() {
    // The lowest level is the lowest on either ladder; running stays as it is on one.
    let open = Answer::Unanswered;
    let was = taken(
        1,
        "Ada",
        "2026-01-10",
        PLAIN,
        &[open, rated(2, 2), rated(1, 1), open],
    );
    let answers = [Answer::Unknown, rated(2, 2), rated(1, 1), open, open];
    let is = taken(2, "Ada", "2026-02-10", MIXED, &answers);
    let found = compare(&[&was, &is]);
    let tally = "1 → 2: 2 unchanged, 2 new, 1 removed, 1 not rated in either";

    let text = comparison_text(&found, &paper());
    holds(
        "text",
        &text,
        &["1 Hop =* ", "2 Better = ", "* If ladders differ", tally],
    );
    let markdown = comparison_markdown(&found, &TimeZone::UTC);
    holds(
        "markdown",
        &markdown,
        &[
            "| 1 Hop **=\\*** |",
            "| 2 Better **=** |",
            "\\* If ladders differ",
            tally,
        ],
    );
    let page = words(&comparison_html(&found, &TimeZone::UTC));
    holds(
        "html",
        &page,
        &["1 Hop =*", "2 Better = ", "* If ladders differ", tally],
    );
    let trend = trend_text(&history(&[&was, &is]).unwrap(), &paper());
    holds(
        "trend",
        &trend,
        &[
            "1 Good → 1 Hop, same position on a different ladder",
            "2 Better, unchanged",
        ],
    );
}

#[test]
fn anonymous_formats_contain_no_name() {
    let results = store();
    let found = team(&results.each_ref(), now()).unwrap();
    let named = [
        team_text(&found, &paper()),
        team_json(&found),
        team_csv(&found),
    ];
    let found = found.anonymous();
    let outputs = [
        team_text(&found, &paper()),
        team_json(&found),
        team_csv(&found),
        team_html(&found, &TimeZone::UTC),
        team_markdown(&found, &TimeZone::UTC),
    ];
    for text in &outputs {
        for secret in ["Ada", "Bob", "aaaa0002", "bbbb0003", "10:00", "knee"] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        assert!(text.contains("Person 1") && text.contains("Person 2"));
    }
    assert!(named.iter().all(|text| text.contains("Bob")));
    holds(
        "text",
        &outputs[0],
        &["Leaping: 1 level-up, gap 2", "Good 1, Better 1"],
    );
}

#[test]
fn report_texts() {
    let [first, second, bob] = store();
    let ascii = TextOptions {
        ascii: true,
        ..paper()
    };
    let narrow = TextOptions {
        columns: 44,
        ..paper()
    };
    let comparison = compare(&[&first, &second, &bob]);
    let ada = history(&[&first, &second]).unwrap();
    let people = team(&[&first, &second, &bob], now()).unwrap();
    settings().bind(|| {
        assert_snapshot!("compare", comparison_text(&comparison, &paper()));
        assert_snapshot!("compare-narrow", comparison_text(&comparison, &narrow));
        assert_snapshot!("trend", trend_text(&ada, &paper()));
        assert_snapshot!("trend-ascii", trend_text(&ada, &ascii));
        assert_snapshot!("team", team_text(&people, &paper()));
        assert_snapshot!(
            "team-ascii-narrow",
            team_text(
                &people,
                &TextOptions {
                    columns: 44,
                    ..ascii.clone()
                }
            )
        );
        assert_snapshot!("result-markdown", result_markdown(&bob, &TimeZone::UTC));
        assert_snapshot!(
            "compare-markdown",
            comparison_markdown(&comparison, &TimeZone::UTC)
        );
        assert_snapshot!("team-markdown", team_markdown(&people, &TimeZone::UTC));
        assert_snapshot!("compare-json", comparison_json(&comparison));
        assert_snapshot!("trend-json", trend_json(&ada));
        assert_snapshot!("team-json", team_json(&people));
        assert_snapshot!("team-csv", team_csv(&people));
    });
    let ascii = [
        comparison_text(&comparison, &ascii),
        trend_text(&ada, &ascii),
        team_text(&people, &ascii),
    ];
    for text in ascii {
        assert!(text.replace('水', "").is_ascii(), "{text}");
    }
}

#[test]
fn no_line_is_wider_than_the_page() {
    let now = "2026-11-22T10:00:00Z".parse().unwrap();
    let mut results = levelup::testing::demo(now);
    for (at, result) in results.iter_mut().enumerate() {
        if at % 3 == 0 {
            result.name = format!("{} {}", result.name, "水".repeat(40));
        }
        let assessment = Arc::make_mut(&mut result.assessment);
        assessment.name = "A very long name of an assessment that goes on ".repeat(3);
        assessment.categories[1].name = "Ü".repeat(120);
        assessment.ratings[0].name = "a label of many words ".repeat(6).trim().to_owned();
    }
    let all: Vec<_> = results.iter().collect();
    let career: Vec<_> = all
        .iter()
        .copied()
        .filter(|r| r.assessment.slug == "software-engineer")
        .collect();
    for columns in [1, 40, 57, 80, 200] {
        let paper = TextOptions { columns, ..paper() };
        let texts = [
            comparison_text(&compare(&career[..9]), &paper),
            trend_text(&history(&all).unwrap(), &paper),
            team_text(&team(&career, now).unwrap(), &paper),
        ];
        for line in texts.iter().flat_map(|text| text.lines()) {
            assert!(line.width() <= columns.clamp(40, 80), "{columns}: {line}");
        }
    }
}

#[test]
fn color_adds_only_color_besides_changes() {
    let results = store();
    let comparison = compare(&results.each_ref());
    let people = team(&results.each_ref(), now()).unwrap();
    let colored = TextOptions {
        color: true,
        ..paper()
    };
    for (plain, mut color) in [
        (
            comparison_text(&comparison, &paper()),
            comparison_text(&comparison, &colored),
        ),
        (team_text(&people, &paper()), team_text(&people, &colored)),
    ] {
        assert!(color.contains("\u{1b}[32m"));
        for code in [
            "\u{1b}[0m",
            "\u{1b}[1m",
            "\u{1b}[2m",
            "\u{1b}[31m",
            "\u{1b}[32m",
        ] {
            color = color.replace(code, "");
        }
        let trimmed = |text: &str| {
            text.lines()
                .map(str::trim_end)
                .collect::<Vec<_>>()
                .join("\n")
        };
        assert_eq!(trimmed(&plain), trimmed(&color));
    }
}
