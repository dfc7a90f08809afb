//! What is decided about answers, ids and searches, without a screen or a store.

mod comparison;
mod ids;
mod read_answer;
mod search;
mod submission;
mod team;
mod versions;

use levelup::testing::{Assessment, Category, Rating};

/// Two categories on one ladder, and one whose labels look like answers.
fn club() -> Assessment {
    let category = |key: &str| Category {
        key: key.to_owned(),
        name: key.to_owned(),
        ..Category::default()
    };
    let mut grade = category("grade");
    grade.ratings = ["A", "A+", "a > b", "unknown"].map(Rating::named).to_vec();
    let mut running = category("running");
    running.formerly = vec!["jogging".to_owned()];
    Assessment {
        slug: "club".to_owned(),
        name: "Club".to_owned(),
        version: "1".to_owned(),
        ratings: ["Good", "Better", "Best"].map(Rating::named).to_vec(),
        categories: vec![category("jumping"), running, grade],
        ..Assessment::default()
    }
}
