//! `levelup keys`, and diagnostics about configured keys.

use crate::support::workspace::Workspace;

fn keys(lines: &str) -> Workspace {
    Workspace::new().config(&format!("[keys]\n{lines}\n"))
}

#[test]
fn current_key_table_is_printed() {
    Workspace::new().run("keys").snapshot("keys");

    let changed = keys("take.level-up = [\"z\", \"F2\"]\ntake.export = []").run("keys");
    let marked: Vec<_> = changed
        .stdout
        .lines()
        .filter(|line| line.starts_with('*'))
        .collect();
    assert_eq!(marked.len(), 3, "{}", changed.stdout);
    assert!(marked[0].contains("take.level-up") && marked[0].contains("z F2"));
    assert!(marked[0].contains("default: Space"), "{}", marked[0]);
    assert!(marked[1].contains("(none)"), "{}", marked[1]);
}

#[test]
fn key_table_is_available_as_json() {
    let outcome = keys("take.level-up = \"z\"").run("keys --format json");
    let table: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();

    assert_eq!(table["schema_version"], 1);
    let actions = table["actions"].as_array().unwrap();
    let level_up = actions
        .iter()
        .find(|row| row["name"] == "take.level-up")
        .unwrap();
    assert_eq!(
        *level_up,
        serde_json::json!({
            "name": "take.level-up", "context": "take", "keys": ["z"], "default": ["Space"],
            "changed": true, "does": "Turn level up on or off (the next level is the goal)",
        })
    );
    let changed = actions.iter().filter(|row| row["changed"] == true);
    assert_eq!(changed.count(), 1);
}

#[test]
fn unknown_action_is_a_warning_with_a_suggestion() {
    let outcome = keys(
        "take.levelup = \"z\"\nnote = \"N\"\ntkae.save = \"w\"\ntake.save = \"S\"\ntake.qqq = \"q\"",
    )
    .run("keys");

    assert_eq!(outcome.code, 0);
    assert!(
        outcome.stdout.contains("* take.save"),
        "the rest was thrown away"
    );
    assert_eq!(
        outcome.stderr.matches("warning").count(),
        4,
        "{}",
        outcome.stderr
    );
    Told(outcome.stderr).snapshot("keys_unknown_action");
}

#[test]
fn unknown_key_is_an_error_with_its_place() {
    let outcome =
        keys("take.level-up = \"Spcae\"\ntake.save = [\"s\", \"Hyper-S\", 4]\nbrowse = 1")
            .run("list");

    assert_eq!((outcome.code, outcome.stdout.as_str()), (4, ""));
    outcome.snapshot("keys_unknown_key");
}

#[test]
fn conflicts_are_reported_with_their_lines() {
    let both =
        keys("take.note = \"z\"\ntake.save = [\"s\", \"z\"]\nhome.team = \"Ctrl-C\"").run("list");
    assert_eq!(both.code, 4);
    both.snapshot("keys_given_twice");

    let warned = keys(
        "take.level-up = [\"Space\", \"l\"]\ntake.note = \"q\"\neverywhere.help = \"x\"\n\
         everywhere.back = []\nbrowse.mark = \"c\"",
    )
    .run("keys");
    assert_eq!(warned.code, 0);
    Told(warned.stderr).snapshot("keys_conflicts");
}

#[test]
fn swapped_keys_are_no_conflict() {
    let outcome =
        keys("take.save = \"n\"\ntake.note = \"s\"\nbrowse.restore = \"D\"\nbrowse.delete = \"u\"")
            .run("keys");

    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
}

/// Texts on stderr, compared as a file.
struct Told(String);

impl Told {
    fn snapshot(&self, name: &str) {
        let mut settings = insta::Settings::new();
        settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/cli"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, self.0));
    }
}
