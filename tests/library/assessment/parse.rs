use std::time::{Duration, Instant};

use levelup::testing::{Rating, parse};

use super::{SMALL, read};

#[test]
fn small_file_gets_defaults() {
    let file = read(SMALL);

    let assessment = file.assessment.unwrap();
    assert_eq!(assessment.slug, "club");
    assert_eq!(assessment.version, "1");
    assert_eq!(assessment.categories[0].name, "Jumping");
    assert_eq!(assessment.categories[0].key, "jumping");
    assert!(!assessment.wide_category);
    assert!(assessment.can_be_saved());
    assert_eq!(file.diagnostics, []);
}

#[test]
fn full_file_is_read_completely() {
    let text = r#"#:schema ./schema.json
slug = "running-club"
name = "  Running club "
version = "2026.1"
description = "One.\r\n\r\nTwo."
source = "Ours"
wide-category = true
ratings = ["Good", { name = "Better", description = "more" }, "Best"]

[[categories]]
key = "jumping"
name = "Jumping"
group = "Athletics"
description = "over things"
levels = ["Clears a puddle", "", "Clears a river"]
formerly = ["hopping"]

[[categories]]
key = "flying"
name = "Flying"
ratings = ["1", "2", "3", "Soar"]
"#;

    let assessment = read(text).assessment.unwrap();

    assert_eq!(assessment.slug, "running-club");
    assert_eq!(assessment.name, "Running club");
    assert_eq!(assessment.version, "2026.1");
    assert_eq!(assessment.description.as_deref(), Some("One.\n\nTwo."));
    assert_eq!(assessment.source.as_deref(), Some("Ours"));
    assert!(assessment.wide_category);
    let better = Rating {
        name: "Better".to_owned(),
        description: Some("more".to_owned()),
    };
    assert_eq!(assessment.ratings[1], better);
    let jumping = &assessment.categories[0];
    assert_eq!(jumping.group.as_deref(), Some("Athletics"));
    assert_eq!(jumping.level_text(1), Some("Clears a puddle"));
    assert_eq!(jumping.level_text(2), None);
    assert_eq!(jumping.formerly, ["hopping"]);
    assert_eq!(assessment.top(1), 4);
}

#[test]
fn empty_lists_are_valid_but_cannot_be_saved() {
    for text in [
        "name = \"A\"\ncategories = []\nratings = []\n",
        "name = \"A\"\ncategories = []\n",
        "name = \"A\"\ncategories = [[\"J\", \"j\"]]\nratings = []\n",
        "name = \"A\"\ncategories = []\nratings = [\"Good\", \"Better\"]\n",
    ] {
        let file = read(text);
        assert_eq!(file.diagnostics, [], "{text}");
        assert!(!file.assessment.unwrap().can_be_saved(), "{text}");
    }
}

#[test]
fn categories_with_ladders_need_no_shared_ladder() {
    let text =
        "name = \"A\"\n[[categories]]\nkey = \"j\"\nname = \"J\"\nratings = [\"Hop\", \"Leap\"]\n";

    assert!(read(text).assessment.unwrap().can_be_saved());
}

#[test]
fn byte_order_mark_and_crlf_are_accepted() {
    let text = format!("\u{feff}{}", SMALL.replace('\n', "\r\n"));

    let plain = read(SMALL).assessment.unwrap();
    assert_eq!(read(text).assessment.unwrap(), plain);
}

#[test]
fn categories_of_one_group_are_adjacent() {
    let category = |key: &str, group: &str| {
        let group = if group.is_empty() {
            String::new()
        } else {
            format!("group = \"{group}\"\n")
        };
        format!("[[categories]]\nkey = \"{key}\"\nname = \"{key}\"\n{group}")
    };
    let order = [
        ("a1", "A"),
        ("x", ""),
        ("b1", "B"),
        ("a2", "A"),
        ("y", ""),
        ("b2", "B"),
    ];
    let mut text = "name = \"G\"\nratings = []\n".to_owned();
    text.extend(order.map(|(key, group)| category(key, group)));

    let assessment = read(text).assessment.unwrap();

    let keys: Vec<_> = assessment
        .categories
        .iter()
        .map(|c| c.key.as_str())
        .collect();
    assert_eq!(keys, ["a1", "a2", "x", "b1", "b2", "y"]);
}

#[test]
fn warning_does_not_break_a_file() {
    let file = read(SMALL.replace("Small", "Sm\u{200f}all"));

    assert_eq!(file.diagnostics.len(), 1);
    assert_eq!(file.errors(), 0);
    assert!(file.assessment.is_some());
}

#[test]
fn invalid_file_stem_requires_a_slug() {
    let parsed = parse(SMALL, "My Club");

    assert_eq!(parsed.assessment, None);
    assert_eq!(parsed.diagnostics.len(), 1);
    assert!(
        parse(&format!("slug = \"club\"\n{SMALL}"), "My Club")
            .assessment
            .is_some()
    );
}

#[test]
fn thousand_categories_are_read_quickly() {
    let mut text = "name = \"Many\"\nratings = [\"Good\", \"Better\"]\n".to_owned();
    text.extend((0..1000).map(|n| {
        format!(
            "[[categories]]\nkey = \"k{n}\"\nname = \"K{n}\"\ngroup = \"g{}\"\n\
             levels = [\"a\", \"b\"]\nformerly = [\"old{n}\"]\n",
            n % 7
        )
    }));
    let begun = Instant::now();

    let file = read(&text);

    assert_eq!(file.diagnostics, []);
    assert_eq!(file.assessment.unwrap().categories.len(), 1000);
    // Some 20 ms on a slow machine without optimisation; quadratic loops would take far longer.
    assert!(begun.elapsed() < Duration::from_secs(2));
}

#[test]
fn deep_nesting_is_an_error() {
    let text = format!("name = {}", "[".repeat(100_000));

    assert!(read(text).errors() > 0);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_and_rendered(
        parts in proptest::collection::vec(proptest::sample::select(PARTS), 0..24),
        noise in ".{0,12}",
    ) {
        let text = parts.concat() + &noise;
        let file = read(&text);
        let shown = levelup::testing::render(
            std::path::Path::new("x.toml"), &file.text, &file.diagnostics, false,
        );
        proptest::prop_assert_eq!(file.assessment.is_none(), file.errors() > 0);
        proptest::prop_assert_eq!(shown.is_empty(), file.diagnostics.is_empty());
    }
}

const PARTS: &[&str] = &[
    "name",
    " = ",
    "\"A\"",
    "\n",
    "[[categories]]\n",
    "key = \"a\"\n",
    "name = \"ä\u{202e}\"\n",
    "ratings = [\"1\", \"2\"]\n",
    "ratings = [",
    "]",
    "{",
    "}",
    ",",
    "\"",
    "'''",
    "\"\"\"",
    "\\u001b",
    "[categories]\n",
    "[[categories.levels]]\n",
    "levels.a = 1\n",
    "formerly = [\"a\", \"a\"]\n",
    "categories = []\n",
    "categories = [[\"a\", \"a\"], [\"a\", \"a\"]]\n",
    "\r\n",
    "\r",
    "\u{85}",
    "slug = \"\"\n",
    "#",
    "=",
    ".",
    "漢",
    "\t",
    "version = 1\n",
    "a.b.c = 1\n",
    "[a.b]\n",
];
