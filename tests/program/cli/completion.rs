use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::CLUB;
use crate::cli::saved_results::with_results;
use crate::support::workspace::{Workspace, snapshot, words};

/// What a shell is offered for the last word of this line, as it asks: each with its meaning.
fn offered(cli: &Workspace, line: &str) -> Vec<(String, String)> {
    let mut asked = vec!["--".to_owned(), "levelup".to_owned()];
    asked.extend(words(line));
    let output = cli
        .command(&asked)
        .env("COMPLETE", "fish")
        .output()
        .unwrap();
    assert!(output.status.success(), "{line}");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{line}");
    let text = String::from_utf8(output.stdout).unwrap();
    let pairs = text.lines().map(|line| {
        let (value, help) = line.split_once('\t').unwrap_or((line, ""));
        (value.to_owned(), help.to_owned())
    });
    pairs.collect()
}

/// The same without meanings.
fn values(cli: &Workspace, line: &str) -> Vec<String> {
    let offered = offered(cli, line).into_iter();
    offered.map(|(value, _)| value).collect()
}

/// The candidates without options, which are offered if there are no others.
fn things(cli: &Workspace, line: &str) -> Vec<String> {
    let mut values = values(cli, line);
    values.retain(|value| !value.starts_with("--"));
    values
}

/// What bash is offered where the cursor stands at the end of this line, of which it gives words
/// as it breaks them.
fn in_bash(cli: &Workspace, line: &str, broken: &[&str], replaced: &str) -> Vec<String> {
    let mut asked = vec!["--".to_owned()];
    asked.extend(broken.iter().map(ToString::to_string));
    let index = (broken.len() - 1).to_string();
    let output = cli
        .command(&asked)
        .env("COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", index)
        .env("_LEVELUP_LINE", line)
        .env("_LEVELUP_WORD", replaced)
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{line}");
    let text = String::from_utf8(output.stdout).unwrap();
    let parts = text.split('\u{b}').filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

#[test]
fn scripts_of_five_shells_need_no_store() {
    let cli = Workspace::new().config("colour = [");

    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let outcome = cli.run(&format!("completions {shell}"));
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{shell}");
        let script = outcome
            .stdout
            .replace(env!("CARGO_BIN_EXE_levelup"), "levelup");
        snapshot(&format!("completions_{shell}"), &script);
    }
    assert_eq!(cli.run("completions tcsh").code, 2);

    let directory = Path::new(env!("CARGO_BIN_EXE_levelup")).parent().unwrap();
    let cli = cli.variable("PATH", directory.to_str().unwrap());
    let by_name = cli.run("completions fish").stdout;
    assert!(by_name.contains("COMPLETE=fish levelup --"), "{by_name}");
}

#[test]
fn commands_options_and_formats_are_completed() {
    let cli = Workspace::new();

    assert_eq!(
        values(&cli, "co"),
        ["compare", "copy", "config", "completions"]
    );
    assert_eq!(values(&cli, "show --fo"), ["--format"]);
    assert_eq!(values(&cli, "show --format=j"), ["--format=json"]);
    let formats = ["text", "json", "markdown", "html", "svg"];
    assert_eq!(values(&cli, "show @ --format ''"), formats);
    let shells = ["bash", "elvish", "fish", "powershell", "zsh"];
    assert_eq!(values(&cli, "completions ''"), shells);
}

#[test]
fn slugs_come_from_the_directories_of_the_line() {
    let other = CLUB.replace("running-club", "rowing-club");
    let cli = Workspace::new()
        .assessment(CLUB)
        .file("other/row.toml", other);
    let other = cli.path("other");

    let club = ("running-club".to_owned(), "Running club".to_owned());
    assert_eq!(offered(&cli, "take ru"), [club]);
    assert_eq!(values(&cli, "take ro"), [""; 0]);
    let line = format!("--assessments {} submit ro", other.display());
    assert_eq!(values(&cli, &line), ["rowing-club"]);
    let cli = cli.variable("LEVELUP_ASSESSMENTS", other.to_str().unwrap());
    assert_eq!(values(&cli, "take ro"), ["rowing-club"]);
    assert!(values(&cli, "take ''").contains(&"starter".to_owned()));
}

#[test]
fn results_complete_by_id_suffix_latest_first() {
    let cli = with_results();

    let said = |id: &str, help: &str| (id.to_owned(), format!("{help}  Running club"));
    let newest = said("2222bbbb", "2026-11-22  Ada Lovelace");
    let middle = said("1111aaaa", "2026-11-21  Bob");
    let oldest = said("0000aaaa", "2026-11-20  Ada Lovelace");
    assert_eq!(offered(&cli, "show ''"), [newest, middle.clone(), oldest]);
    assert_eq!(offered(&cli, "compare 2222bbbb 11"), [middle]);
    assert_eq!(values(&cli, "delete @"), ["@", "@~1", "@~2"]);
    assert_eq!(things(&cli, "restore ''"), [""; 0]);

    cli.run("delete @");
    assert_eq!(values(&cli, "restore ''"), ["2222bbbb"]);
    assert_eq!(values(&cli, "show @"), ["@", "@~1"]);
    assert_eq!(values(&cli, "delete --forever ''"), ["2222bbbb"]);
}

#[test]
fn names_come_from_store_and_configuration() {
    let cli = with_results().config("name = \"Zoë\"");

    let all = ["Zoë", "Ada Lovelace", "Bob"];
    assert_eq!(values(&cli, "take running-club --name ''"), all);
    assert_eq!(values(&cli, "results --name b"), ["Bob"]);
    assert_eq!(values(&cli, "trend craft --name ''"), ["Zoë"]);
    assert_eq!(
        values(&cli, "trend running-club --name A"),
        ["Ada Lovelace"]
    );
}

#[test]
fn answers_follow_the_assessment_of_the_line() {
    let cli = Workspace::new().assessment(CLUB);

    let line = "submit running-club --name X --set";
    assert_eq!(
        values(&cli, &format!("{line} ''")),
        ["jumping=", "running="]
    );
    assert_eq!(
        values(&cli, &format!("{line} jumping=2 --set ''")),
        ["running="]
    );
    assert_eq!(values(&cli, "submit running-club --note r"), ["running="]);
    let answers = offered(&cli, &format!("{line} jumping="));
    let text: Vec<_> = answers
        .iter()
        .map(|(value, help)| format!("{value} {help}"))
        .collect();
    assert_eq!(
        text,
        [
            "jumping=1 Good",
            "jumping=1+ Good, level up",
            "jumping=2 Better",
            "jumping=2+ Better, level up",
            "jumping=3 Best",
            "jumping=unknown don't know",
            "jumping=n/a not applicable",
        ]
    );
    assert_eq!(things(&cli, "submit nothing --set ''"), [""; 0]);
}

#[test]
fn completion_is_silent_on_errors_and_creates_nothing() {
    let cli = Workspace::new();
    assert_eq!(things(&cli, "show ''"), [""; 0]);
    assert!(!cli.path("home/.local").exists());
    let broken = Workspace::new()
        .config("name = 3\ncolour = [")
        .file("home/.local/share/levelup/levelup.redb", "no store")
        .file("work/assessments/broken.toml", "name = [");
    for line in [
        "show ''",
        "take ''",
        "submit broken --set ''",
        "trend craft --name ''",
        "nonsense ''",
    ] {
        offered(&broken, line);
    }
    assert!(values(&broken, "take st").contains(&"starter".to_owned()));

    let with_results = with_results();
    assert_eq!(things(&with_results, "--store other.redb show ''"), [""; 0]);
    assert!(!with_results.path("work/other.redb").exists());
    assert_eq!(values(&with_results, "show 11"), ["1111aaaa"]);
}

#[test]
fn bash_gets_the_replaced_word_quoted() {
    let cli = with_results();

    let name = ["levelup", "submit", "running-club", "--name"];
    let line = |typed: &str| format!("levelup submit running-club --name {typed}");
    for (typed, word, right) in [
        ("Ad", "Ad", r"Ada\ Lovelace"),
        ("\"Ad", "Ad", "Ada Lovelace\""),
        ("'Ada L", "Ada L", "Ada Lovelace'"),
        (r"Ada\ L", r"Ada\ L", r"Ada\ Lovelace"),
    ] {
        let broken = [&name[..], &[typed]].concat();
        assert_eq!(
            in_bash(&cli, &line(typed), &broken, word),
            [right],
            "{typed}"
        );
    }

    for (line, word, right) in [
        (
            "levelup results --name=\"Ada L",
            "\"Ada L",
            "Ada Lovelace\"",
        ),
        ("levelup results --name='Ada L", "'Ada L", "Ada Lovelace'"),
    ] {
        let broken = ["levelup", "results", "--name", "=", word];
        assert_eq!(in_bash(&cli, line, &broken, &word[1..]), [right], "{line}");
    }

    let line = "levelup submit running-club --set jumping=";
    let broken = ["levelup", "submit", "running-club", "--set", "jumping", "="];
    assert_eq!(in_bash(&cli, line, &broken, "")[..2], ["1", "1+"]);
    let line = "levelup compare @ @~";
    let broken = ["levelup", "compare", "@", "@", "~"];
    assert_eq!(in_bash(&cli, line, &broken, "@~"), ["@~1", "@~2"]);
    let broken = ["levelup", "show", "--format", "=", "js"];
    assert_eq!(
        in_bash(&cli, "levelup show --format=js", &broken, "js"),
        ["json"]
    );
}

#[test]
fn bash_completes_names_with_quotes() {
    let cli = Workspace::new().assessment(CLUB);
    let submit = "submit running-club --set jumping=1 --set running=1 --name";
    for name in ["Ann O'Hara", "Bob \"B\" $x"] {
        let mut words: Vec<String> = submit.split(' ').map(str::to_owned).collect();
        words.push(name.to_owned());
        assert!(cli.command(&words).output().unwrap().status.success());
    }

    for (word, right) in [
        ("'Ann O", r"Ann O'\''Hara'"),
        (r"'Ann O'\''H", r"Hara'"),
        ("\"Ann O", "Ann O'Hara\""),
        ("\"Bob", r#"Bob \"B\" \$x""#),
        ("'Bob", "Bob \"B\" $x'"),
    ] {
        let line = format!("levelup results --name {word}");
        let broken = ["levelup", "results", "--name", word];
        assert_eq!(in_bash(&cli, &line, &broken, &word[1..]), [right], "{word}");
    }
}

#[test]
fn fish_completes() {
    let cli = with_results();
    let is_there = Command::new("fish")
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    if is_there.is_err() {
        eprintln!("no fish: nothing is tested");
        return;
    }
    let script = cli
        .run("completions fish")
        .stdout
        .replace("[DIR]", cli.path("").to_str().unwrap());
    fs::write(cli.path("levelup.fish"), script).unwrap();
    let asks = "source ../levelup.fish; complete -C 'levelup submit running-club --name Ad'; \
                complete -C 'levelup take ru'";

    let output = Command::new("fish")
        .args(["--no-config", "-c", asks])
        .env("HOME", cli.path("home"))
        .env("XDG_DATA_HOME", cli.path("home/.local/share"))
        .env("XDG_CONFIG_HOME", cli.path("home/.config"))
        .current_dir(cli.path("work"))
        .output()
        .unwrap();

    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said, "Ada Lovelace\nrunning-club\tRunning club\n");
}
