use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;

use levelup::testing::{Results, to_json};

use crate::cli::saved_results::{numbered, store, with_results};
use crate::support::workspace::Workspace;

/// The files of a directory with what they say, by name.
fn files(directory: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(directory).unwrap().map(Result::unwrap);
    let mut files: Vec<_> = entries
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn json_lines_are_in_order_of_id_without_trash() {
    let cli = with_results();
    cli.run("delete 1111aaaa");

    let export = cli.run("export");

    let lines = cli.run("results --format jsonl").stdout;
    let oldest_first: Vec<_> = lines.lines().rev().collect();
    assert_eq!((export.code, export.stderr.as_str()), (0, ""));
    assert_eq!(export.stdout.lines().collect::<Vec<_>>(), oldest_first);
    assert_eq!(oldest_first.len(), 2);
}

#[test]
fn missing_store_exports_nothing_and_is_not_created() {
    let cli = Workspace::new();

    let lines = cli.run("export");
    let directory = cli.run("export --dir out");

    assert_eq!((lines.code, lines.stdout.as_str()), (0, ""));
    assert_eq!(
        (directory.code, directory.stderr.as_str()),
        (0, "note: 0 files written to out\n")
    );
    assert!(!cli.path("home/.local").exists());
}

#[test]
fn csv_is_for_spreadsheets() {
    let cli = with_results();
    let mut formula = numbered(9);
    formula.name = "=HYPERLINK(\"http://x\")".to_owned();
    formula.notes = vec!["@a, \"b\"\r\nc".to_owned(), "\tx".to_owned()];
    store(&cli).save(&formula).unwrap();

    let csv = cli.run("export --format csv");
    let list = cli.run("results --format csv");

    assert!(csv.stdout.starts_with("\u{feff}id,name,"));
    assert!(csv.stdout.contains("\r\n"));
    csv.snapshot("export_csv");
    list.snapshot("results_csv");
    cli.run("export --dir out --format csv")
        .snapshot("export_dir_csv");
}

#[test]
fn export_writes_one_private_file_per_result() {
    let cli = with_results();

    let first = cli.run("export --dir 'a/out'");

    let directory = cli.path("work/a/out");
    let found = files(&directory);
    let names: Vec<_> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "2026-11-20-running-club-Ada-Lovelace-0000aaaa.json",
            "2026-11-21-running-club-Bob-1111aaaa.json",
            "2026-11-22-running-club-Ada-Lovelace-2222bbbb.json",
        ]
    );
    assert_eq!(
        (first.code, first.stdout.as_str(), first.stderr.as_str()),
        (0, "", "note: 3 files written to a/out\n")
    );
    assert_eq!(mode(&directory), 0o700);
    assert_eq!(mode(&directory.join(names[0])), 0o600);
    let shown = cli.run("show 0000aaaa --format json");
    assert_eq!(found[0].1, shown.stdout, "one value a line");
}

#[test]
fn unchanged_files_are_not_written() {
    let cli = with_results().variable("TZ", "Pacific/Auckland");
    cli.run("export --dir out");
    let directory = cli.path("work/out");
    let before = files(&directory);
    let changed = |name: &str| {
        fs::metadata(directory.join(name))
            .unwrap()
            .modified()
            .unwrap()
    };
    let times: Vec<_> = before.iter().map(|(name, _)| changed(name)).collect();
    fs::write(directory.join(&before[1].0), "{}").unwrap();
    fs::write(directory.join("README.md"), "mine").unwrap();

    let again = cli.run("export --dir out");

    assert_eq!(
        again.stderr,
        "note: 1 file written to out, 2 are up to date\n"
    );
    fs::remove_file(directory.join("README.md")).unwrap();
    assert_eq!(files(&directory), before);
    assert_eq!(changed(&before[0].0), times[0]);
    assert_eq!(
        cli.run("export --dir out").stderr,
        "note: no changes in out: 3 files are up to date\n"
    );
}

#[test]
fn results_with_one_id_suffix_have_distinct_files() {
    let cli = with_results();
    let mut twin = numbered(0x0000_aaaa);
    twin.id = uuid::Uuid::from_u128(0x019b_0000_0000_7000_8000_0000_0000_aaaa);
    twin.taken_at = "2026-11-20T10:00:00Z".parse().unwrap();
    twin.name = "Ada Lovelace".to_owned();
    store(&cli).save(&twin).unwrap();

    cli.run("export --dir out");

    let directory = cli.path("work/out");
    let name = "2026-11-20-running-club-Ada-Lovelace-019b000000007000800000000000aaaa.json";
    assert_eq!(files(&directory).len(), 4);
    assert_eq!(
        fs::read_to_string(directory.join(name)).unwrap(),
        to_json(&twin)
    );
}

#[test]
fn non_file_target_is_rejected_without_waiting() {
    let name = "2026-11-20-running-club-Ada-Lovelace-0000aaaa.json";
    for (kind, make) in [
        ("link", make_link as fn(&Path)),
        ("pipe", make_pipe),
        ("folder", make_directory),
    ] {
        let cli = with_results();
        fs::create_dir(cli.path("work/out")).unwrap();
        fs::write(cli.path("work/mine"), "mine").unwrap();
        make(&cli.path("work/out").join(name));

        let outcome = cli.run("export --dir out");

        assert_eq!(outcome.code, 1, "{kind}");
        assert_eq!(cli.read("work/mine"), "mine");
        if kind == "pipe" {
            outcome.snapshot("export_pipe_in_the_way");
        }
    }
    let cli = with_results().file("work/out", "");
    cli.run("export --dir out").snapshot("export_no_folder");
}

fn make_link(path: &Path) {
    symlink("../mine", path).unwrap();
}

fn make_directory(path: &Path) {
    fs::create_dir(path).unwrap();
}

fn make_pipe(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().unwrap();
    assert!(made.success());
}

#[test]
fn unreadable_result_is_reported_and_others_exported() {
    let cli = with_results();
    crate::cli::saved_results::break_record(&cli, 0x1111_aaaa);

    let export = cli.run("export");

    assert_eq!((export.code, export.stdout.lines().count()), (5, 2));
    assert_eq!(
        export.stderr,
        "error: 1111aaaa is damaged and is not exported\nerror: the export is incomplete: 1 result could not be read\n"
    );
    let directory = cli.run("export --dir out");
    assert_eq!((directory.code, files(&cli.path("work/out")).len()), (5, 2));
}

#[test]
fn forged_results_are_reported_and_not_exported() {
    let cli = with_results();
    let store = store(&cli);
    for end in 1..=30 {
        let mut forged = numbered(end);
        std::sync::Arc::make_mut(&mut forged.assessment).slug = "../../../forged".to_owned();
        store.save(&forged).unwrap();
    }

    let outcome = cli.run("export --dir a/b/c");

    assert_eq!(outcome.code, 5, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("30 results could not be read"),
        "{}",
        outcome.stderr
    );
    assert!(outcome.stderr.contains("and 10 more"), "{}", outcome.stderr);
    assert_eq!(
        std::fs::read_dir(cli.path("work/a/b/c")).unwrap().count(),
        3
    );
    assert!(!cli.path("work/forged").exists());
    let all = std::fs::read_dir(cli.path("work")).unwrap().flatten();
    let names = all.map(|entry| entry.file_name().to_string_lossy().into_owned());
    assert!(names.into_iter().all(|name| !name.contains("forged")));
    let written = cli.run("export");
    assert_eq!(written.code, 5);
    let other = crate::support::workspace::Workspace::new().file("work/all.jsonl", &written.stdout);
    assert_eq!(other.run("import all.jsonl").code, 0);
    let team = cli.run("team running-club");
    assert_eq!(team.code, 0, "{}", team.stderr);
}
