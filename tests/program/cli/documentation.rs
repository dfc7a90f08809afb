//! The generated blocks of the documentation, its links, and its commands.
//!
//! `LEVELUP_PICTURES=write` writes the blocks; without it, a test fails if a block differs.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::workspace::{Outcome, Workspace};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// README and all pages under docs/.
fn pages() -> Vec<PathBuf> {
    let docs = fs::read_dir(root().join("docs")).unwrap();
    let docs = docs.map(|entry| entry.unwrap().path());
    let mut pages: Vec<_> = docs
        .filter(|path| path.extension() == Some("md".as_ref()))
        .collect();
    pages.extend(["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(|page| root().join(page)));
    pages
}

/// Compares a block of a page with the output of the program, or writes it.
fn check_block(page: &str, block: &str, made: &str) {
    let path = root().join(page);
    let text = fs::read_to_string(&path).unwrap();
    let begin = format!("<!-- {block}: generated -->\n");
    let end = format!("<!-- {block}: end -->\n");
    let (before, rest) = text.split_once(&begin).unwrap();
    let (kept, after) = rest.split_once(&end).unwrap();

    if std::env::var_os("LEVELUP_PICTURES").is_some() {
        fs::write(path, format!("{before}{begin}{made}{end}{after}")).unwrap();
        return;
    }
    assert_eq!(kept, made, "LEVELUP_PICTURES=write writes this block");
}

fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut text = format!("| {} |\n|{}\n", head.join(" | "), "---|".repeat(head.len()));
    for row in rows {
        writeln!(text, "| {} |", row.join(" | ")).unwrap();
    }
    text
}

fn stdout(outcome: Outcome) -> String {
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    outcome.stdout
}

#[test]
fn scripting_lists_the_commands_of_the_help() {
    let help = stdout(Workspace::new().run("-h"));
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let rows = lines.take_while(|line| !line.is_empty()).map(|line| {
        let (name, about) = line.trim().split_once(' ').unwrap();
        vec![format!("`levelup {name}`"), about.trim().to_owned()]
    });

    let made = table(&["command", "description"], rows);

    check_block("docs/scripting.md", "commands", &made);
}

#[test]
fn formats_lists_the_exit_codes_of_the_help() {
    let codes = super::help::exit_codes(&stdout(Workspace::new().run("--help")));
    let rows = codes.into_iter().map(|(code, meaning)| vec![code, meaning]);

    let made = table(&["exit code", "meaning"], rows);

    check_block("docs/formats.md", "exit codes", &made);
}

#[test]
fn configuration_lists_the_settings_of_the_template() {
    let cli = Workspace::new();
    stdout(cli.run("config --init"));
    let home = cli.path("home").display().to_string();
    let template = cli.read("home/.config/levelup/config.toml");
    let template = template.replace(&home, "~");

    // Each paragraph explains a setting with `##`, and has its line after `#`.
    let rows = template.split("\n\n").skip(1).map(|paragraph| {
        let mut lines = paragraph.lines();
        let about = lines.clone().filter_map(|line| line.strip_prefix("## "));
        let (overrides, about): (Vec<_>, Vec<_>) =
            about.partition(|line| line.starts_with("LEVELUP_"));
        let overrides = overrides.concat();
        let names = overrides.split([' ', ',']);
        let names = names.filter(|word| word.starts_with("LEVELUP_") || word.starts_with("--"));
        let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
        let setting = lines.find_map(|line| line.strip_prefix("# "));
        vec![
            format!("`{}`", setting.unwrap()),
            about.join(" "),
            names.join(", "),
        ]
    });

    let made = table(&["setting", "meaning", "overridden by"], rows);
    check_block("docs/configuration.md", "settings", &made);
}

#[test]
fn plain_mode_lists_the_commands_of_its_help() {
    let cli = super::readme::cli().stdin("help\n");
    let outcome = cli.run("take running-club --plain --name 'Test User'");

    let (_, answer) = outcome.stdout.split_once("Your answer?\n").unwrap();
    let (help, _) = answer.split_once("Jumping.").unwrap();

    check_block(
        "docs/plain-mode.md",
        "plain",
        &format!("```text\n{help}```\n"),
    );
}

#[test]
fn formats_lists_the_fields_of_the_schema() {
    let schema: Value = serde_json::from_str(&stdout(Workspace::new().run("schema"))).unwrap();
    let reference = schema["properties"]["categories"]["items"]["$ref"].as_str();
    let pointer = reference.unwrap().trim_start_matches('#');
    let category = &schema.pointer(pointer).unwrap()["anyOf"][1];

    let made = [
        ("The file:", &schema),
        ("Each of `[[categories]]`:", category),
    ]
    .map(|(what, form)| format!("{what}\n\n{}\n", fields(form)))
    .concat();

    check_block("docs/formats.md", "assessment", &made);
}

/// The fields of an object in the schema, required ones first.
fn fields(form: &Value) -> String {
    let required = form["required"].as_array().unwrap();
    let mut fields: Vec<_> = form["properties"].as_object().unwrap().iter().collect();
    fields.sort_by_key(|(name, _)| required.iter().position(|key| key == *name).unwrap_or(9));
    let rows = fields.into_iter().map(|(name, field)| {
        let needed = required.iter().any(|key| key == name);
        let about = field["description"].as_str().unwrap();
        vec![
            format!("`{name}`"),
            if needed { "yes" } else { "" }.to_owned(),
            about.to_owned(),
        ]
    });
    table(&["field", "required", "meaning"], rows)
}

#[test]
fn formats_lists_the_built_in_assessments() {
    let list = stdout(Workspace::new().run("list"));
    let rows = list.lines().skip(1).map(|line| {
        let slug = line.split(' ').next().unwrap();
        let path = root().join(format!("assessments/{slug}.toml"));
        let file: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
        let count = |key: &str| file[key].as_array().unwrap().len();
        let about = file["description"].as_str().unwrap();
        let about = about.split_inclusive(". ").next().unwrap().trim();
        vec![
            format!("`{slug}`"),
            format!("{} x {}", count("categories"), count("ratings")),
            about.to_owned(),
        ]
    });

    let made = table(&["slug", "categories x levels", "contents"], rows);

    check_block("docs/formats.md", "built-in", &made);
}

#[test]
fn formats_lists_the_columns_of_csv() {
    let cli = super::readme::cli();
    cli.run("submit running-club --name Ada");
    let rows = [
        "results",
        "export",
        "trend running-club --name Ada",
        "team running-club",
    ];
    let rows = rows.map(|command| {
        let csv = stdout(cli.run(&format!("{command} --format csv")));
        let columns = csv.lines().next().unwrap().trim_start_matches('\u{feff}');
        let name = command.split(' ').next().unwrap();
        vec![format!("`{name}`"), columns.replace(',', ", ")]
    });

    check_block(
        "docs/formats.md",
        "csv",
        &table(&["command", "columns"], rows),
    );
}

/// The anchors of a page, as GitHub makes them.
fn anchors(text: &str) -> Vec<String> {
    let heads = text.lines().filter_map(|line| line.strip_prefix('#'));
    let heads = heads.map(|head| head.trim_start_matches('#').trim().to_lowercase());
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    heads
        .map(|head| {
            head.chars()
                .filter(kept)
                .collect::<String>()
                .replace(' ', "-")
        })
        .collect()
}

#[test]
fn links_resolve() {
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let links = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.starts_with("http")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => page.clone(),
                _ => page.parent().unwrap().join(file),
            };
            assert!(target.exists(), "{link} in {}", page.display());
            let found = || anchors(&fs::read_to_string(&target).unwrap());
            let is_there = anchor.is_empty() || found().contains(&anchor.to_owned());
            assert!(is_there, "{link} in {}", page.display());
        }
    }
}

/// Capitals stand for names, as in `src/view/screens/NAME.rs`.
#[test]
fn paths_in_contributing_exist() {
    let text = fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let words = text.split('`').skip(1).step_by(2);
    let paths = words.filter(|word| {
        ["src/", "tests/", "docs/", "fuzz/", ".ci/"]
            .iter()
            .any(|start| word.starts_with(start))
    });
    for path in paths.filter(|path| !path.contains(|c: char| c.is_uppercase())) {
        assert!(root().join(path).exists(), "{path}");
    }
}

#[test]
fn readme_has_at_most_1500_words() {
    let text = fs::read_to_string(root().join("README.md")).unwrap();

    assert!(text.split_whitespace().count() <= 1_500);
}

/// The calls of levelup in code blocks and indented lines.
fn calls(text: &str) -> Vec<String> {
    let mut in_block = false;
    let mut calls = Vec::new();
    for line in text.lines() {
        in_block ^= line.starts_with("```");
        let is_code = in_block || line.starts_with("    ");
        for part in line.split(['|', ';', '(', '&']) {
            let Some(call) = part.trim().strip_prefix("levelup ").filter(|_| is_code) else {
                continue;
            };
            let ends = [" #", " > ", "  ", ")"]
                .iter()
                .filter_map(|end| call.find(end));
            let call = &call[..ends.min().unwrap_or(call.len())];
            calls.push(call.replace('"', "'"));
        }
    }
    calls
}

#[test]
fn every_command_in_the_documentation_is_valid() {
    let cli = Workspace::new();
    for page in pages() {
        for call in calls(&fs::read_to_string(&page).unwrap()) {
            let call = call
                .replace("COMMAND ", "")
                .replace("take SLUG", "take craft");
            let outcome = cli.run(&format!("{call} --help"));
            let ended = (outcome.code, outcome.stderr.as_str());
            assert_eq!(ended, (0, ""), "{call} in {}", page.display());
        }
    }
}
