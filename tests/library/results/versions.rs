//! Versions of an assessment: matched rows, and the change of each category.

use std::fmt::Write as _;

use levelup::testing::{
    Assessment, CategoryDiff, CategoryDiffKind, match_categories, parse, version_diff,
};

/// A version with these categories: `key` or `key<old,older`.
pub fn version(number: &str, keys: &[&str]) -> Assessment {
    let mut text = format!(
        "name = \"Club\"\nversion = \"{number}\"\nratings = [\"Good\", \"Better\", \"Best\"]\n"
    );
    for key in keys {
        let (key, old) = key.split_once('<').unwrap_or((key, ""));
        let old: Vec<_> = old.split(',').filter(|old| !old.is_empty()).collect();
        let _ = writeln!(
            text,
            "[[categories]]\nkey = \"{key}\"\nname = \"{key}\"\nformerly = {old:?}"
        );
    }
    parse(&text, "club").assessment.unwrap()
}

/// The rows, each with the keys of its category in each version, "-" for none.
fn rows(versions: &[&Assessment]) -> Vec<String> {
    let key = |(version, place): (&&Assessment, &Option<usize>)| {
        place
            .map_or("-", |at| version.categories[at].key.as_str())
            .to_owned()
    };
    let row = |places: Vec<Option<usize>>| {
        let keys: Vec<_> = versions.iter().zip(&places).map(key).collect();
        keys.join(" ")
    };
    match_categories(versions).into_iter().map(row).collect()
}

#[test]
fn rows_match_by_key_and_former_key() {
    let old = version("1", &["hopping", "running", "resting"]);
    let new = version("2", &["running", "jumping<hopping", "eating"]);

    assert_eq!(
        rows(&[&new, &old]),
        [
            "running running",
            "- resting",
            "jumping hopping",
            "eating -"
        ]
    );
    // The older file may be the one that is counted as newer: `formerly` then points forward.
    assert_eq!(
        rows(&[&old, &new]),
        [
            "hopping jumping",
            "- eating",
            "running running",
            "resting -"
        ]
    );
}

#[test]
fn chains_of_former_keys_are_followed() {
    let first = version("1", &["hop"]);
    let second = version("2", &["jump<hop"]);
    let third = version("3", &["leap<jump"]);

    assert_eq!(rows(&[&third, &second, &first]), ["leap jump hop"]);
    assert_eq!(
        rows(&[&third, &first]),
        ["leap -", "- hop"],
        "nobody says that they are one"
    );
    let knows_all = version("3", &["leap<jump,hop"]);
    assert_eq!(rows(&[&knows_all, &first]), ["leap hop"]);
    let sister = version("2", &["bounce<hop"]);
    assert_eq!(
        rows(&[&second, &sister]),
        ["jump bounce"],
        "both were the same once"
    );
}

#[test]
fn key_is_matched_once() {
    let first = version("1", &["a", "b"]);
    let merged = version("2", &["c<a,b"]);
    assert_eq!(rows(&[&merged, &first]), ["c a", "- b"]);

    // A freed key that is used for something new goes with its own past, not with its name.
    let renamed = version("2", &["y<x"]);
    let reused = version("3", &["y", "x"]);
    let old = version("1", &["x"]);
    assert_eq!(rows(&[&reused, &renamed, &old]), ["y y x", "x - -"]);
}

#[test]
fn removed_categories_follow_their_predecessor() {
    let old = version("1", &["zero", "a", "gone", "b", "last"]);
    let new = version("2", &["b", "a"]);

    assert_eq!(
        rows(&[&new, &old]),
        ["b b", "- zero", "- last", "a a", "- gone"]
    );
    assert_eq!(rows(&[]), [""; 0]);
}

#[test]
fn changes_of_categories_between_versions() {
    let old = version("1", &["jumping", "hopping", "resting", "eating"]);
    let mut new = version("1", &["jumping", "leaping<hopping", "eating", "sleeping"]);
    new.categories[0].description = Some("Upwards".to_owned());
    new.categories[2].ratings = new.ratings[..2].to_vec();

    let found = version_diff(&old, &new);

    let told: Vec<_> = found.categories.iter().map(told).collect();
    let expected = [
        "jumping kept, wording",
        "leaping was hopping, wording",
        "resting removed",
        "eating kept, ladder",
        "sleeping added",
    ];
    assert_eq!(told, expected);
    assert!(found.meaning_changed() && found.needs_a_version());
    new.version = "2".to_owned();
    assert!(!version_diff(&old, &new).needs_a_version());
}

#[test]
fn only_the_later_version_renames() {
    let hopping = version("1", &["hopping", "running"]);
    let jumping = version("2", &["jumping<hopping", "running"]);
    let leaping = version("3", &["leaping<hopping", "running"]);
    let fates = |old, new| -> Vec<_> {
        let found = version_diff(old, new);
        found.categories.iter().map(told).collect()
    };

    let renamed = ["jumping was hopping, wording", "running kept"];
    assert_eq!(fates(&hopping, &jumping), renamed);
    let swapped = fates(&jumping, &hopping);
    assert!(swapped.contains(&"hopping added".to_owned()), "{swapped:?}");
    assert!(
        swapped.contains(&"jumping removed".to_owned()),
        "{swapped:?}"
    );
    let one_past = fates(&jumping, &leaping);
    assert!(
        one_past.contains(&"leaping added".to_owned()),
        "{one_past:?}"
    );
}

fn told(fate: &CategoryDiff) -> String {
    let kind = match &fate.kind {
        CategoryDiffKind::Kept => "kept".to_owned(),
        CategoryDiffKind::Renamed { from } => format!("was {from}"),
        CategoryDiffKind::Added => "added".to_owned(),
        CategoryDiffKind::Removed => "removed".to_owned(),
    };
    let ladder = if fate.ladder_changed { ", ladder" } else { "" };
    let wording = if fate.wording_changed {
        ", wording"
    } else {
        ""
    };
    format!("{} {kind}{ladder}{wording}", fate.key)
}

#[test]
fn changed_wording_needs_no_version() {
    let old = version("1", &["jumping", "running"]);
    let mut new = version("1", &["running", "jumping"]);
    new.ratings[0].description = Some("Not bad".to_owned());
    new.description = Some("For all".to_owned());

    let found = version_diff(&old, &new);

    assert!(
        found
            .categories
            .iter()
            .all(|fate| fate.wording_changed && !fate.ladder_changed)
    );
    assert!(!found.meaning_changed());
    new.ratings[0].name = "Fair".to_owned();
    assert!(version_diff(&old, &new).needs_a_version());
}
