use insta::assert_snapshot;
use jiff::tz::{Offset, TimeZone};
use levelup::testing::{
    Answer, AssessmentResult, DateFormat, Mean, ResultRow, TextOptions, mean_words, result_text,
    results_table, short_id, width,
};
use unicode_width::UnicodeWidthStr as _;

use super::{result, settings};

#[test]
fn result_as_text() {
    let text = result_text(&result(), &TextOptions::default());
    assert!(text.lines().all(|line| line.width() <= 80));
    assert!(!text.contains(levelup::testing::is_bidi) && !text.contains('\u{1b}'));
    settings().bind(|| assert_snapshot!("show", text));
}

#[test]
fn color_adds_only_color() {
    let plain = result_text(&result(), &TextOptions::default());
    let in_color = TextOptions {
        color: true,
        ..TextOptions::default()
    };
    let mut colored = result_text(&result(), &in_color);
    assert_ne!(plain, colored);
    for code in ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[32m"] {
        colored = colored.replace(code, "");
    }
    assert_eq!(plain, colored);
}

#[test]
fn date_is_in_the_local_time_zone() {
    let tokyo = TextOptions {
        zone: TimeZone::fixed(Offset::constant(9)),
        ..TextOptions::default()
    };
    assert!(result_text(&result(), &TextOptions::default()).contains("2026-11-22"));
    assert!(result_text(&result(), &tokyo).contains("2026-11-23"));
}

#[test]
fn longest_names_fit_into_80_columns() {
    let mut long = result();
    long.name = "Ä".repeat(200);
    let assessment = std::sync::Arc::make_mut(&mut long.assessment);
    assessment.name = "水".repeat(200);
    for category in &mut assessment.categories {
        category.name = "word ".repeat(40).trim_end().to_owned();
        category.group = Some("G".repeat(200));
    }
    for rating in &mut assessment.ratings {
        rating.name = format!("{} {}", rating.name, "long".repeat(40));
    }

    let text = result_text(&long, &TextOptions::default());

    assert!(text.lines().all(|line| line.width() <= 80), "{text}");
    assert_eq!(text.matches('水').count(), 200);
}

#[test]
fn results_as_a_table() {
    let mut other = result();
    other.name = "A person with a name that is really rather long 水".to_owned();
    other.answers.fill(Answer::Unknown);
    let rows = [ResultRow::from(&result()), ResultRow::from(&other)];

    let table = results_table(&rows, &TextOptions::default());

    assert!(table.lines().all(|line| line.width() <= 80));
    settings().bind(|| assert_snapshot!("results", table));
    assert_eq!(short_id(result().id), "456789ab");
}

#[test]
fn columns_align_in_every_script() {
    let names = [
        "Ada",
        "\u{644}\u{627} العربية",
        "👩\u{200d}👩\u{200d}👧 🇩🇪",
        "ｶﾞ日本語",
        "e\u{301}\u{202e}x",
    ];
    let rows = names.map(|name| {
        let mut result = result();
        result.name = name.to_owned();
        ResultRow::from(&result)
    });

    for columns in [60, 80, 120] {
        let options = TextOptions {
            dates: DateFormat::new("%Y年%-m月%-d日").unwrap(),
            columns,
            ..TextOptions::default()
        };
        let table = results_table(&rows, &options);
        let place = |line: &str| line.find(" of ").map(|at| width::cells(&line[..at]));
        let places: Vec<_> = table.lines().skip(1).map(place).collect();
        assert_eq!(places.len(), names.len());
        assert!(places.windows(2).all(|two| two[0] == two[1]), "{table}");
    }
}

#[test]
fn mean_is_always_shown_with_its_ladder_length() {
    let mean = Some(Mean {
        sum: 26,
        rated: 11,
        of: 4,
    });
    assert_eq!(mean_words(mean, 11, 12), "2.4 of 4, 11 of 12 rated");
    assert_eq!(mean_words(None, 0, 12), "0 of 12 rated");
    assert_eq!(
        mean_words(None, 3, 12),
        "3 of 12 rated, no mean: ladders differ"
    );
}

#[test]
fn blank_note_takes_no_line() {
    let mut blank = result();
    let without = AssessmentResult {
        notes: vec![String::new(); blank.notes.len()],
        ..blank.clone()
    };
    blank.notes = vec![" \t\n ".to_owned(); blank.notes.len()];

    let shown = |result| result_text(result, &TextOptions::default());

    assert_eq!(shown(&blank), shown(&without));
}
