//! Results held against each other: change, wish, comparison, last time, plan, history.

use std::sync::Arc;

use jiff::Timestamp;
use levelup::testing::{
    Answer, Assessment, AssessmentResult, Delta, GoalStatus, LevelChange, Mean, Rating,
    change_since, compare, history, plan, previous,
};
use uuid::Uuid;

use crate::results::versions::version;

const UNKNOWN: Answer = Answer::Unknown;
const OPEN: Answer = Answer::Unanswered;

pub fn rated(current: u8, desired: u8) -> Answer {
    Answer::Rated { current, desired }
}

/// A result of the `day`th day.
pub fn taken(
    day: i64,
    name: &str,
    assessment: &Assessment,
    answers: &[Answer],
) -> AssessmentResult {
    AssessmentResult {
        id: Uuid::from_u128((0x019a << 112) | (u128::from(day.unsigned_abs()) * 7919)),
        name: name.to_owned(),
        taken_at: Timestamp::from_second(day * 86_400).unwrap(),
        assessment: Arc::new(assessment.clone()),
        answers: answers.to_vec(),
        notes: vec![String::new(); answers.len()],
    }
}

fn labels(labels: &[&str]) -> Vec<Rating> {
    labels.iter().copied().map(Rating::named).collect()
}

fn exact(change: LevelChange) -> Delta {
    Delta {
        change,
        by_position: false,
    }
}

fn by_position(change: LevelChange) -> Delta {
    Delta {
        change,
        by_position: true,
    }
}

#[test]
fn every_change_has_its_name() {
    let six = version("1", &["a", "b", "c", "d", "e", "f"]);
    let before = taken(
        1,
        "Ada",
        &six,
        &[
            rated(2, 2),
            rated(1, 1),
            rated(3, 3),
            UNKNOWN,
            OPEN,
            rated(1, 1),
        ],
    );
    let after = version("2", &["a", "b", "c", "d", "e", "g"]);
    let now = taken(
        2,
        "Ada",
        &after,
        &[
            rated(2, 3),
            rated(3, 3),
            rated(2, 2),
            rated(1, 1),
            UNKNOWN,
            OPEN,
        ],
    );

    let table = compare(&[&before, &now]);

    let changes: Vec<_> = table
        .rows
        .iter()
        .map(|row| (row.key.as_str(), row.changes[0]))
        .collect();
    let expected = [
        ("a", exact(LevelChange::Unchanged)),
        ("b", exact(LevelChange::Up(2))),
        ("c", exact(LevelChange::Down(1))),
        ("d", exact(LevelChange::Rated)),
        ("e", exact(LevelChange::Other)),
        ("f", exact(LevelChange::Removed)),
        ("g", exact(LevelChange::New)),
    ];
    assert_eq!(changes, expected);
    let back = compare(&[&now, &before]);
    assert_eq!(back.rows[3].changes, [exact(LevelChange::Unrated)]);
    assert_eq!(
        back.rows[1].changes,
        [exact(LevelChange::Down(2))],
        "columns stay as they were given"
    );
    assert_eq!(
        back.rows[1].key, "b",
        "rows stay in show the latest result's order"
    );
}

#[test]
fn mean_covers_one_ladder_length() {
    let mut mixed = version("1", &["a", "b", "c"]);
    mixed.categories[2].ratings = labels(&["1", "2", "3", "4", "5"]);
    for category in &mut mixed.categories {
        category.group = Some("all".to_owned());
    }
    let mean = |answers: &[Answer]| {
        let result = taken(1, "Ada", &mixed, answers);
        assert_eq!(result.scores(), result.group_scores("all"));
        let mean = result.scores().mean;
        mean.map(|mean| (mean.sum, mean.rated, mean.of))
    };

    assert_eq!(mean(&[rated(1, 2), rated(3, 3), UNKNOWN]), Some((4, 2, 3)));
    assert_eq!(mean(&[OPEN, UNKNOWN, rated(4, 4)]), Some((4, 1, 5)));
    assert_eq!(mean(&[rated(1, 1), OPEN, rated(4, 4)]), None);
    assert_eq!(mean(&[OPEN, UNKNOWN, Answer::NotApplicable]), None);
}

#[test]
fn fewer_than_two_results_have_no_changes() {
    let one = taken(1, "Ada", &version("1", &["a"]), &[rated(1, 1)]);
    assert_eq!(compare(&[&one]).rows[0].changes, []);
    assert_eq!(compare(&[]).rows, []);
}

#[test]
fn three_versions_share_one_row() {
    let first = taken(1, "Ada", &version("1", &["hop"]), &[rated(1, 1)]);
    let between = taken(
        2,
        "Ada",
        &version("2", &["jump<hop", "run"]),
        &[rated(2, 2), rated(1, 1)],
    );
    let last = taken(3, "Ada", &version("3", &["leap<jump"]), &[rated(3, 3)]);

    let table = compare(&[&last, &first, &between]);

    let levels = |row: usize| -> Vec<_> {
        let cells = table.rows[row].cells.iter();
        cells
            .map(|cell| cell.as_ref().and_then(|cell| cell.answer.current()))
            .collect()
    };
    assert_eq!(
        (table.rows[0].key.as_str(), levels(0)),
        ("leap", vec![Some(3), Some(1), Some(2)])
    );
    assert_eq!(
        (table.rows[1].key.as_str(), levels(1)),
        ("run", vec![None, None, Some(1)])
    );
    assert_eq!(
        table.rows[1].changes,
        [exact(LevelChange::Absent), exact(LevelChange::New)]
    );
}

#[test]
fn different_ladders_are_compared_by_position() {
    let three = version("1", &["a"]);
    let mut five = version("2", &["a"]);
    five.ratings = labels(&["1st", "2nd", "3rd", "4th", "5th"]);
    let mut reworded = version("3", &["a"]);
    reworded.ratings = labels(&["Low", "Mid", "High"]);
    let delta = |from: (&Assessment, u8), to: (&Assessment, u8)| {
        let from = taken(1, "Ada", from.0, &[rated(from.1, from.1)]);
        let to = taken(2, "Ada", to.0, &[rated(to.1, to.1)]);
        compare(&[&from, &to]).rows[0].changes[0]
    };

    assert_eq!(
        delta((&three, 2), (&five, 3)),
        by_position(LevelChange::Unchanged)
    );
    assert_eq!(
        delta((&three, 2), (&five, 4)),
        by_position(LevelChange::Up(25))
    );
    assert_eq!(
        delta((&five, 5), (&three, 1)),
        by_position(LevelChange::Down(100))
    );
    assert_eq!(
        delta((&three, 1), (&reworded, 2)),
        by_position(LevelChange::Up(50))
    );
    assert_eq!(
        delta((&three, 3), (&five, 5)),
        by_position(LevelChange::Unchanged)
    );
    let mixed = compare(&[
        &taken(1, "A", &three, &[rated(1, 1)]),
        &taken(2, "A", &five, &[rated(1, 1)]),
    ]);
    assert!(mixed.has_mixed_ladders() && !mixed.has_several_assessments());
}

#[test]
fn goal_is_met_not_met_or_exceeded() {
    let assessment = version("1", &["a", "b", "c", "d", "e", "f"]);
    let before = taken(
        1,
        "Ada",
        &assessment,
        &[
            rated(1, 2),
            rated(1, 2),
            rated(1, 2),
            rated(2, 2),
            rated(1, 2),
            UNKNOWN,
        ],
    );
    let now = taken(
        2,
        "Ada",
        &assessment,
        &[
            rated(2, 2),
            rated(1, 2),
            rated(3, 3),
            rated(3, 3),
            OPEN,
            rated(2, 2),
        ],
    );

    let wishes: Vec<_> = change_since(&before, &now)
        .categories
        .iter()
        .map(|c| c.goal_status)
        .collect();

    assert_eq!(
        wishes,
        [
            GoalStatus::Met,
            GoalStatus::Missed,
            GoalStatus::Exceeded,
            GoalStatus::None,
            GoalStatus::None,
            GoalStatus::None
        ]
    );
    let mut five = version("2", &["a"]);
    five.ratings = labels(&["1st", "2nd", "3rd", "4th", "5th"]);
    let wish = |level| {
        change_since(&before, &taken(2, "Ada", &five, &[rated(level, level)])).categories[0]
            .goal_status
    };
    assert_eq!(
        [2, 3, 4].map(wish),
        [GoalStatus::Missed, GoalStatus::Met, GoalStatus::Exceeded],
        "2 of 3 is the middle"
    );
}

#[test]
fn changes_follow_the_current_order_of_categories() {
    let before = taken(
        1,
        "Ada",
        &version("1", &["gone", "hop", "also-gone"]),
        &[rated(1, 1), rated(1, 2), OPEN],
    );
    let now = taken(
        2,
        "Ada",
        &version("2", &["new", "jump<hop"]),
        &[rated(1, 1), rated(2, 2)],
    );

    let found = change_since(&before, &now);

    assert_eq!(found.removed, ["gone", "also-gone"]);
    let deltas: Vec<_> = found.categories.iter().map(|c| c.delta).collect();
    assert_eq!(deltas, [exact(LevelChange::New), exact(LevelChange::Up(1))]);
    let was = found.categories[1].before.as_ref().unwrap();
    assert_eq!((was.label(), was.goal()), (Some("Good"), Some("Better")));
}

#[test]
fn previous_answer_maps_to_the_current_ladder() {
    let last = taken(
        1,
        "Ada",
        &version("1", &["a", "b", "c", "d"]),
        &[rated(2, 3), UNKNOWN, OPEN, rated(3, 3)],
    );
    let answers = |ratings: &[&str]| -> Vec<_> {
        let mut today = version("2", &["new", "alpha<a", "b", "c", "d"]);
        today.ratings = labels(ratings);
        let found = previous(&last, &today).into_iter();
        found
            .map(|previous| previous.map(|previous| previous.answer))
            .collect()
    };
    let unknown = Some(Some(UNKNOWN));

    let same = answers(&["Good", "Better", "Best"]);
    assert_eq!(
        same,
        [
            None,
            Some(Some(rated(2, 3))),
            unknown,
            None,
            Some(Some(rated(3, 3)))
        ]
    );
    let reworded = answers(&["Fair", "Better", "Top"]);
    assert_eq!(reworded, same, "equally long, and no label has moved");
    let longer = answers(&["None", "Good", "Better", "Best"]);
    assert_eq!(
        longer,
        [
            None,
            Some(Some(rated(3, 4))),
            unknown,
            None,
            Some(Some(rated(4, 4)))
        ]
    );
    let shifted = answers(&["None", "Good", "Better"]);
    assert_eq!(
        shifted,
        [None, Some(Some(rated(3, 3))), unknown, None, Some(None)],
        "by label"
    );
    let other = answers(&["A", "B", "C", "D"]);
    assert_eq!(other, [None, Some(None), unknown, None, Some(None)]);
}

#[test]
fn plan_lists_every_level_up_to_the_goal() {
    let mut assessment = version("1", &["a", "b", "c", "d"]);
    assessment.categories[1].levels = ["", "Over a brook", ""].map(str::to_owned).to_vec();
    assessment.ratings[2].description = Some("Of all".to_owned());
    let mut result = taken(
        1,
        "Ada",
        &assessment,
        &[rated(2, 2), rated(1, 3), UNKNOWN, rated(2, 3)],
    );
    result.notes[1] = "soon".to_owned();

    let steps = plan(&result);

    let told: Vec<_> = steps
        .iter()
        .map(|step| {
            let levels = step
                .levels
                .iter()
                .map(|l| format!("{} {:?}", l.label, l.text.as_deref()));
            let levels: Vec<_> = levels.collect();
            format!(
                "{} {} to {}: {} ({})",
                step.category,
                step.from.label,
                step.to().label,
                levels.join(", "),
                step.note
            )
        })
        .collect();
    let expected = [
        r#"b Good to Best: Better Some("Over a brook"), Best Some("Of all") (soon)"#,
        r#"d Better to Best: Best Some("Of all") ()"#,
    ];
    assert_eq!(told, expected);
}

#[test]
fn trend_is_oldest_first() {
    let assessment = version("1", &["a", "b"]);
    let results = [
        taken(3, "ADA", &assessment, &[rated(3, 3), UNKNOWN]),
        taken(1, "Ada", &assessment, &[UNKNOWN, OPEN]),
        taken(2, "ada", &assessment, &[rated(2, 3), OPEN]),
    ];
    let found = history(&results.each_ref()).unwrap();

    assert_eq!((found.name.as_str(), found.slug.as_str()), ("ADA", "club"));
    let line = &found.categories[0];
    assert_eq!(line.positions(), [None, Some(0.5), Some(1.0)]);
    assert_eq!((line.first().unwrap().0, line.last().unwrap().0), (1, 2));
    assert_eq!(
        (line.delta(), line.goal_status()),
        (exact(LevelChange::Up(1)), GoalStatus::Met)
    );
    let never = &found.categories[1];
    assert_eq!(
        (never.first(), never.delta()),
        (None, exact(LevelChange::Absent))
    );
    assert_eq!(history(&[]), None);
}

#[test]
fn means_round_half_up() {
    for (sum, rated, words) in [
        (5, 4, "1.3"),
        (45, 20, "2.3"),
        (41, 20, "2.1"),
        (23, 20, "1.2"),
        (1, 1, "1.0"),
        (79, 20, "4.0"),
        (7, 3, "2.3"),
        (8_000, 999, "8.0"),
    ] {
        assert_eq!(Mean { sum, rated, of: 9 }.rounded(), words, "{sum}/{rated}");
    }
}
