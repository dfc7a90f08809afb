//! Several spellings of a person, and of a label.

use levelup::testing::Answer;

use super::CLUB;
use crate::cli::saved_results::saved;
use crate::support::workspace::Workspace;

#[test]
fn lookalike_spellings_are_one_person() {
    let cli = Workspace::new().assessment(CLUB);
    for name in [
        "Jörg  Straße",
        "JÖRG STRASSE",
        "Jo\u{308}rg\u{A0}Stra\u{AD}sse",
    ] {
        let line = format!("submit running-club --name '{name}' --set jumping=2 --set running=1");
        assert_eq!(cli.run(&line).code, 0);
    }

    let listed = cli.run("results --name 'jörg strasse' --format jsonl");
    assert_eq!(listed.stdout.lines().count(), 3, "{}", listed.stdout);
    let team = cli.run("team running-club --format csv");
    let rows = team.stdout.lines().filter(|line| line.contains("rg"));
    assert_eq!(
        rows.count(),
        2,
        "two categories of one person: {}",
        team.stdout
    );
    let trend = cli.run("trend running-club --name 'JÖRG STRASSE' --format csv");
    assert_eq!(trend.code, 0);
    let names: Vec<String> = saved(&cli).into_iter().map(|result| result.name).collect();
    assert_eq!(
        names,
        [
            "Jo\u{308}rg\u{A0}Stra\u{AD}sse",
            "JÖRG STRASSE",
            "Jörg  Straße"
        ],
        "what is stored stays as it was typed"
    );
}

#[test]
fn draft_is_found_under_another_spelling() {
    let cli = Workspace::new().assessment(CLUB).stdin("2\n");
    cli.run("take running-club --plain --name 'ΣΟΦΟΣ'");

    let cli = cli.stdin("3\nsave\n");
    let outcome = cli.run("take running-club --plain --name 'σοφος'");

    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let answer = |level| Answer::Rated {
        current: level,
        desired: level,
    };
    assert_eq!(saved(&cli)[0].answers, [answer(2), answer(3)]);
}

#[test]
fn labels_are_read_by_visible_text() {
    let ladder = CLUB.replace("\"Good\", \"Better\"", "\"Maß\", \"ΣΟΦΟΣ\"");
    let cli = Workspace::new().assessment(&ladder);
    let answers = "{\"jumping\": \"σοφος\", \"running\": \"MASS\"}";
    let cli = cli.file("work/answers.json", answers);

    let lines = [
        "submit running-club --name Ada --set jumping=σοφος --set running=MASS",
        "submit running-club --name Ada --answers answers.json",
    ];
    for line in lines {
        let outcome = cli.run(line);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{line}");
    }
    let cli = cli.stdin("σοφος\nMa\u{200B}ss\nsave\n");
    assert_eq!(cli.run("take running-club --plain --name Ada").code, 0);

    let answer = |level| Answer::Rated {
        current: level,
        desired: level,
    };
    for result in saved(&cli) {
        assert_eq!(result.answers, [answer(2), answer(1)]);
    }
    assert_eq!(saved(&cli).len(), 3);
}

#[test]
fn names_of_only_invisible_characters_are_rejected() {
    let cli = Workspace::new().assessment(CLUB);

    for name in ["\u{200E}", "\u{200B}\u{A0}", "\u{3164}"] {
        let outcome = cli.run(&format!(
            "submit running-club --name '{name}' --set jumping=1"
        ));
        assert_eq!(outcome.code, 4, "{}", outcome.stderr);
    }
}
