//! The list of keys in docs/keys.md is generated from the table of actions. `LEVELUP_PICTURES=write`
//! writes it; without it, the test fails if the list differs.

use std::fmt::Write as _;

use levelup::testing::{KeyContext, Keymap};

const BEGIN: &str = "<!-- keys: generated -->\n";
const END: &str = "<!-- keys: end -->\n";

fn table() -> String {
    let mut text = String::from("| where | key | action |\n|---|---|---|\n");
    let places = [
        (KeyContext::Everywhere, "everywhere"),
        (KeyContext::Home, "home"),
        (KeyContext::Take, "take"),
        (KeyContext::Unanswered, "take, with unanswered categories"),
        (KeyContext::Result, "result"),
        (KeyContext::Browse, "browse"),
        (KeyContext::Compare, "compare"),
        (KeyContext::Team, "team"),
        (KeyContext::Help, "help"),
    ];
    let keymap = Keymap::default();
    for (context, place) in places {
        let mut place = place;
        for spec in keymap
            .rows()
            .iter()
            .filter(|spec| spec.context == context && !spec.description.is_empty())
        {
            let keys = keymap.in_words(spec);
            let keys: Vec<_> = keys.split(' ').map(|key| format!("`{key}`")).collect();
            writeln!(
                text,
                "| {place} | {} | {} |",
                keys.join(" "),
                spec.description
            )
            .unwrap();
            place = "";
        }
    }
    text
}

#[test]
fn key_list_matches_the_table_of_actions() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/keys.md");
    let page = std::fs::read_to_string(path).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (kept, after) = rest.split_once(END).unwrap();
    let made = table();

    if std::env::var_os("LEVELUP_PICTURES").is_some() {
        std::fs::write(path, format!("{before}{BEGIN}{made}{END}{after}")).unwrap();
        return;
    }
    assert!(
        kept == made,
        "LEVELUP_PICTURES=write writes the list of keys:\n{made}"
    );
}
