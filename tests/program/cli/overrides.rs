//! A file in `./assessments` that overrides another assessment of the same slug.

use super::CLUB;
use crate::support::workspace::Workspace;

const HERE: &str =
    "note: `starter` is ./assessments/starter.toml, which overrides the built-in one\n";

fn starter() -> String {
    CLUB.replace("running-club", "starter")
}

#[test]
fn commands_say_that_a_file_here_overrides_a_built_in_assessment() {
    let cli = Workspace::new().file("work/assessments/starter.toml", starter());

    for line in [
        "submit starter --name Ada --set jumping=1 --set running=1",
        "take starter --plain --name Bob",
    ] {
        let outcome = cli.run(line);
        assert_eq!(outcome.code, 0, "{line}: {}", outcome.stderr);
        assert_eq!(outcome.stderr.matches("overrides").count(), 1, "{line}");
        assert!(outcome.stderr.contains(HERE), "{line}: {}", outcome.stderr);
        assert!(!outcome.stdout.contains("overrides"), "{line}");
    }
}

#[test]
fn commands_say_that_a_file_here_overrides_one_of_your_own() {
    let own = "home/.config/levelup/assessments/starter.toml";
    let cli = Workspace::new()
        .file("work/assessments/starter.toml", starter())
        .file(own, starter());

    let outcome = cli.run("submit starter --name Ada --set jumping=1 --set running=1");

    assert_eq!(
        outcome.stderr,
        format!(
            "note: `starter` is ./assessments/starter.toml, which overrides [DIR]/{own} and the \
             built-in one\n"
        )
    );
}

#[test]
fn files_in_a_chosen_directory_are_not_reported() {
    let mine = Workspace::new().file("work/mine/starter.toml", starter());
    let own = "home/.config/levelup/assessments/starter.toml";
    let set = "starter --name Ada --set jumping=1 --set running=1";

    let given = mine.run(&format!("submit {set} --assessments mine"));
    let variable = mine.variable("LEVELUP_ASSESSMENTS", "mine");
    let variable = variable.run(&format!("submit {set}"));
    let config = Workspace::new().file(own, starter());
    let config = config.run(&format!("submit {set}"));
    let alone = Workspace::new().assessment(CLUB);
    let alone = alone.run(&format!(
        "submit {}",
        set.replace("starter", "running-club")
    ));

    for outcome in [given, variable, config, alone] {
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    }
}
