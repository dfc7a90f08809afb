//! What a result looks like as text and as JSON.

mod export_formats;
mod hostile_text;
mod html_in_browser;
mod json;
mod same_figures;
mod text;

use std::sync::Arc;

use levelup::testing::{Answer, Assessment, AssessmentResult, Category, Rating};
use uuid::Uuid;

/// A result with everything that a result can have.
fn result() -> AssessmentResult {
    let category = |key: &str, name: &str, group: Option<&str>| Category {
        key: key.to_owned(),
        name: name.to_owned(),
        group: group.map(str::to_owned),
        ..Category::default()
    };
    let mut swimming = category("swimming", "水泳 (in open water)", Some("Athletics"));
    swimming.levels = ["Floats", "", "Swims a mile"].map(str::to_owned).to_vec();
    swimming.formerly = vec!["bathing".to_owned()];
    let assessment = Assessment {
        slug: "running-club".to_owned(),
        name: "Running club".to_owned(),
        version: "2026.1".to_owned(),
        description: Some("For *everybody*.".to_owned()),
        ratings: vec![
            Rating::named("Good"),
            Rating::named("Better"),
            Rating {
                name: "Best".to_owned(),
                description: Some("Of all".to_owned()),
            },
        ],
        categories: vec![
            category("jumping", "Jumping", Some("Athletics")),
            category("running", "Running", Some("Athletics")),
            swimming,
            category(
                "resting",
                "Resting, and all that a body needs between two days of sport",
                None,
            ),
            category("eating", "Eating", None),
            category("stretching", "Stretching\u{202e}\u{1b}[2J", None),
        ],
        ..Assessment::default()
    };
    AssessmentResult {
        id: Uuid::from_u128(0x019a_0000_0000_7000_8000_0123_4567_89ab),
        name: "Test User".to_owned(),
        taken_at: "2026-11-22T23:30:00.007Z".parse().unwrap(),
        assessment: Arc::new(assessment),
        answers: vec![
            Answer::Rated { current: 2, desired: 2 },
            Answer::Rated { current: 1, desired: 3 },
            Answer::Rated { current: 2, desired: 3 },
            Answer::Unknown,
            Answer::NotApplicable,
            Answer::Unanswered,
        ],
        notes: vec![
            String::new(),
            "knee".to_owned(),
            String::new(),
            "two lines\n\tand a \u{1b}[31mred one that is so long that it does not fit into a single line of eighty".to_owned(),
            String::new(),
            String::new(),
        ],
    }
}

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/report"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}
