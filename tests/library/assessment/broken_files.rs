//! Files with every kind of error.

/// A name, and the text of the file.
pub fn files() -> Vec<(&'static str, Vec<u8>)> {
    let mut files: Vec<(&'static str, Vec<u8>)> = TEXTS
        .iter()
        .map(|(name, text)| (*name, text.as_bytes().to_vec()))
        .collect();
    files.push(("not_utf8", b"name = \"Caf\xe9\"\n".to_vec()));
    files.push(("utf16", b"\xff\xfen\0a\0m\0e\0".to_vec()));
    files.push(("too_large", vec![b'#'; (1 << 20) + 1]));
    files.push(("too_many_categories", too_many().into_bytes()));
    files.push(("name_too_long", long_name().into_bytes()));
    files
}

fn too_many() -> String {
    let pairs: Vec<_> = (0..1001).map(|n| format!("[\"C{n}\", \"c{n}\"]")).collect();
    let pairs = pairs.join(",\n  ");
    format!("name = \"Many\"\nratings = []\ncategories = [\n  {pairs}\n]\n")
}

fn long_name() -> String {
    let name = "Läufer ".repeat(30);
    format!("name = \"{name}\"\nratings = []\ncategories = []\n")
}

const TEXTS: &[(&str, &str)] = &[
    ("empty", ""),
    (
        "everything_misspelt",
        r#"titel = "Club"
nam = "Club"
wide_category = true
ratings = ["Good", { nme = "Better", description = "…" }]

[[categories]]
key = "jumping"
name = "Jumping"
descripton = "over brooks"
colour = "red"
version = "2"
"#,
    ),
    (
        "wrong_types",
        r#"slug = 7
name = ["Club"]
version = 2026.1
wide-category = "yes"
description = 2026-11-22
ratings = "Good"
categories = ["jumping", ["Running"], ["Hiding", 3], { key = "a", name = 1, levels = "x", formerly = [4] }]
"#,
    ),
    (
        "single_brackets",
        r#"name = "Club"
ratings = ["Good", "Better"]
[categories]
key = "jumping"
name = "Jumping"
"#,
    ),
    (
        "bad_slug_and_keys",
        r#"slug = "Läufer Club!"
name = "Club"
ratings = ["Good", "Better"]
categories = [
  ["Jumping", "Jumping High"],
  ["Running", ""],
  ["Swimming", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
]
"#,
    ),
    (
        "same_keys_and_labels",
        r#"name = "Club"
ratings = ["Good", "Better", " Good "]
[[categories]]
key = "jumping"
name = "Jumping"
[[categories]]
key = "running"
name = "Running"
[[categories]]
key = "jumping"
name = "Leaping"
"#,
    ),
    (
        "formerly",
        r#"name = "Club"
ratings = ["Good", "Better"]
[[categories]]
key = "jumping"
name = "Jumping"
formerly = ["running", "hopping"]
[[categories]]
key = "running"
name = "Running"
formerly = ["hopping", "Not a key"]
"#,
    ),
    (
        "levels_of_wrong_length",
        r#"name = "Club"
ratings = ["Good", "Better", "Best"]
[[categories]]
key = "jumping"
name = "Jumping"
levels = [
  "Clears a puddle",
  "Clears a brook",
]
[[categories]]
key = "running"
name = "Running"
ratings = ["Walks", "Runs"]
levels = ["a", "b", "c"]
"#,
    ),
    (
        "ladders",
        r#"name = "Club"
ratings = ["Only"]
[[categories]]
key = "jumping"
name = "Jumping"
ratings = ["1", "3", "2", "4", "5", "6", "7", "8", "9", "10"]
"#,
    ),
    (
        "no_ladder_at_all",
        r#"name = "Club"
[[categories]]
key = "jumping"
name = "Jumping"
ratings = ["Hop", "Leap"]
[[categories]]
key = "running"
name = "Running"
"#,
    ),
    (
        "missing_in_a_category",
        r#"name = "Club"
ratings = ["Good", { description = "no name" }]
[[categories]]
name = "Jumping"
[[categories]]
key = "running"
"#,
    ),
    (
        "empty_texts",
        r#"name = "  "
version = ""
ratings = ["Good", ""]
[[categories]]
key = "jumping"
name = ""
group = " "
"#,
    ),
    (
        "control_characters",
        "name = \"Club \\u001b[31m\"\ndescription = \"\"\"fine\nnewline,\ttab, \\u0007 bell\"\"\"\n\
         ratings = [\"Go\\nod\", \"Better\"]\n[[categories]]\nkey = \"jumping\"\nname = \"Jump\\u2028ing\"\n\
         levels = [\"a\\u0000b\", \"\"]\n",
    ),
    (
        "raw_control_characters",
        "name = \"Club \u{1b}[31m\"\nratings = []\ncategories = []\n",
    ),
    (
        "bidi_is_a_warning",
        "name = \"Club \u{202e}bulC\"\nratings = [\"G\\u2066ood\", \"Better\"]\ncategories = []\n",
    ),
    (
        "syntax",
        r#"name = Club
version = "1
ratings = ["Good" "Better"]
source = "fine"
colour = "red"

[[categories]
key = "jumping"
name = "Jumping"
"#,
    ),
    (
        "repeated_keys",
        r#"name = "Club"
ratings = [{ name = "Good" }, "Better"]
name = "Klub"
[[categories]]
key = "jumping"
name = "Jumping"
key = "leaping"
[[categories]]
key = "running"
name = "Running"
name = "Racing"
"#,
    ),
    (
        "crlf_tabs_and_wide_characters",
        "name = \"漢字\"\r\nratings = []\r\n\tcategories = [[\"漢字\", \"漢字\"]]\r\n",
    ),
    (
        "byte_order_mark",
        "\u{feff}nmae = \"Club\"\nratings = []\ncategories = []\n",
    ),
    ("no_toml_at_all", "<!DOCTYPE html>\n<html>\n"),
    (
        "a_very_long_line",
        concat!(
            "name = \"Club\"\nratings = []\ncategories = []\n",
            "description = \"An assessment that has a very long description on one line, as many have, because nobody breaks lines in a string\"\n",
            "sourcee = \"Somebody who wrote a model of everything that there is, in twelve volumes, of which the last was never printed\"\n",
        ),
    ),
];
