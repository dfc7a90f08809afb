//! The examples in README and docs/ work.

use std::fs;
use std::path::Path;

use levelup::testing::Answer;

use crate::cli::saved_results::saved;
use crate::support::workspace::Workspace;

/// The blocks of one language below a heading of a page.
pub fn blocks(page: &str, heading: &str, language: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let text = fs::read_to_string(path).unwrap();
    let section = text.split(&format!("## {heading}\n")).nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let blocks = section.split("```").skip(1).step_by(2);
    let of_language = blocks.filter_map(|block| block.strip_prefix(&format!("{language}\n")));
    of_language.map(str::to_owned).collect()
}

/// A cli with the assessment of README.
pub fn cli() -> Workspace {
    let toml = blocks("README.md", "Create your own assessment", "toml").remove(0);
    Workspace::new().file("work/assessments/running-club.toml", toml)
}

#[test]
fn example_file_passes_the_check() {
    let checked = cli().run("check assessments/running-club.toml");

    assert_eq!((checked.code, checked.stderr.as_str()), (0, ""));
}

#[test]
fn every_line_for_scripts_works() {
    let pages = [
        ("README.md", "Use it in scripts"),
        ("docs/scripting.md", "Save and read results"),
    ];
    for (page, heading) in pages {
        let json = blocks("docs/scripting.md", "Save and read results", "json").remove(0);
        let cli = cli().file("work/answers.json", json);
        for line in blocks(page, heading, "sh").concat().lines() {
            let line = line.split(" #").next().unwrap().replace('"', "'");
            let words = line.strip_prefix("levelup ").unwrap();
            let outcome = cli.run(words);
            assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{line}");
            assert_ne!(outcome.stdout, "", "{line}");
        }
        assert_eq!(saved(&cli).len(), 2);
    }
}

#[test]
fn answers_are_accepted_in_both_forms() {
    let forms = blocks("docs/scripting.md", "Save and read results", "json");
    assert_eq!(forms.len(), 2);
    let jumping = Answer::Rated {
        current: 2,
        desired: 3,
    };

    for (json, running) in forms.iter().zip([Answer::NotApplicable, Answer::Unknown]) {
        let cli = cli().stdin(json);
        let outcome = cli.run("submit running-club --name 'Test User' --answers - --strict");
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{json}");
        assert_eq!(saved(&cli)[0].answers, [jumping, running], "{json}");
    }
}

#[test]
fn example_configurations_are_valid() {
    for (page, heading) in [
        ("docs/keys.md", "Change key bindings"),
        ("docs/configuration.md", "Themes"),
        ("docs/configuration.md", "Example"),
    ] {
        let text = blocks(page, heading, "toml").remove(0);
        let outcome = Workspace::new().config(&text).run("config");
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{text}");
    }
}
