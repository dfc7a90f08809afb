//! What is measured, where it lies, and how each program is called.

use std::fs::{self, File};
use std::io::{BufRead as _, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use levelup::testing::{ResultRow, local_date, row_mean_words, thousands};
use portable_pty::CommandBuilder;

use crate::{made_up, stores};

/// The programs and the folder of everything.
pub struct Place {
    folder: PathBuf,
    levelup: PathBuf,
    plain: PathBuf,
    /// Whether fzf is here.
    pub has_fzf: bool,
    /// Whether less is here.
    pub has_less: bool,
}

impl Place {
    /// Builds the two programs as a release, and looks for the others.
    pub fn new() -> Self {
        let folder = stores::folder();
        let target = folder.parent().unwrap_or(&folder).to_path_buf();
        cargo(&["--bin", "levelup"], Path::new("Cargo.toml"), &target);
        let apart = folder.join("plain_list");
        cargo(&[], Path::new("benches/plain_list/Cargo.toml"), &apart);
        for form in FORMS {
            let assessments = folder.join(format!("wide-{form}"));
            fs::create_dir_all(&assessments).expect("a folder");
            let text = made_up::toml(form);
            fs::write(assessments.join("wide.toml"), text).expect("an assessment");
        }
        let has = |name: &str| Command::new(name).arg("--version").output().is_ok();
        Self {
            levelup: target.join("release/levelup"),
            plain: apart.join("release/plain_list"),
            has_fzf: told("fzf", has("fzf")),
            has_less: told("less", has("less")),
            folder,
        }
    }

    /// levelup on the store of so many results.
    pub fn levelup(&self, count: usize, arguments: &[&str]) -> CommandBuilder {
        self.levelup_on(&stores::stored(count), arguments)
    }

    /// levelup on a new store, in a form of so many categories.
    pub fn form(&self, categories: usize) -> CommandBuilder {
        let store = stores::path("form");
        let _ = fs::remove_file(&store);
        let mut command = self.levelup_on(&store, &["take", "wide", "--name", "Test User"]);
        command.env("LEVELUP_ASSESSMENTS", self.assessments(categories));
        command
    }

    fn levelup_on(&self, store: &Path, arguments: &[&str]) -> CommandBuilder {
        let mut command = self.command(&self.levelup);
        command.args(arguments);
        command.env("LEVELUP_STORE", store);
        command
    }

    /// A plain list of so many lines.
    pub fn plain(&self, count: usize) -> CommandBuilder {
        let mut command = self.command(&self.plain);
        command.arg(self.lines(count));
        command
    }

    /// fzf on so many lines. Its start includes that of a shell, a millisecond.
    pub fn fzf(&self, count: usize) -> CommandBuilder {
        let mut command = self.command(Path::new("sh"));
        let script = "exec fzf --layout=reverse < \"$1\"";
        command.args(["-c", script, "sh"]);
        command.arg(self.lines(count));
        command
    }

    /// less on so many lines.
    pub fn less(&self, count: usize) -> CommandBuilder {
        let mut command = self.command(Path::new("less"));
        command.arg(self.lines(count));
        command
    }

    /// How many of so many lines fzf finds.
    pub fn found_by_fzf(&self, count: usize, query: &str) -> usize {
        let lines = File::open(self.lines(count)).expect("the lines");
        let mut command = Command::new("fzf");
        let command = command.args(["--filter", query]).stdin(lines);
        let found = command.env_remove("FZF_DEFAULT_OPTS").output();
        found.map_or(0, |found| found.stdout.lines().count())
    }

    /// levelup without a terminal, on the store of so many results.
    pub fn quick(&self, count: usize, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.levelup);
        command.args(arguments).current_dir(&self.folder);
        command.env("HOME", self.folder.join("home"));
        command.env("LEVELUP_STORE", stores::stored(count));
        command
    }

    /// levelup without a terminal, on a store to write into.
    pub fn submit(&self) -> Command {
        let mut command = self.quick(100, &["submit", "wide", "--name", "Test User"]);
        command.args(["--set", "category-1=2"]);
        command.env("LEVELUP_ASSESSMENTS", self.assessments(FORMS[0]));
        command.env("LEVELUP_STORE", stores::path("submitted"));
        command
    }

    /// A Rust program that prints one line.
    pub fn line(&self) -> Command {
        let mut command = Command::new(&self.plain);
        command.arg("--line");
        command
    }

    /// A folder with one assessment of so many categories.
    fn assessments(&self, categories: usize) -> PathBuf {
        self.folder.join(format!("wide-{categories}"))
    }

    fn command(&self, program: &Path) -> CommandBuilder {
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.folder.join("home"));
        command.env("LANG", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        command.cwd(&self.folder);
        command
    }

    /// The results as lines of a file: all that levelup's filter looks at.
    fn lines(&self, count: usize) -> PathBuf {
        let path = self.folder.join(format!("results-{count}.txt"));
        if !path.exists() {
            let half = path.with_extension("half");
            let mut out = BufWriter::new(File::create(&half).expect("a file"));
            for result in made_up::results(count) {
                let row = ResultRow::from(&result);
                writeln!(out, "{}", line(&row)).expect("room for lines");
            }
            out.flush().expect("room for lines");
            fs::rename(half, &path).expect("a file");
        }
        path
    }
}

/// The forms that are measured, by their number of categories.
pub const FORMS: [usize; 2] = [12, 1_000];

/// A number as levelup writes it.
pub fn written(count: usize) -> String {
    thousands(u64::try_from(count).unwrap_or(u64::MAX))
}

fn line(row: &ResultRow) -> String {
    let date = local_date(row.taken_at, &jiff::tz::TimeZone::UTC);
    let (mean, notes) = (row_mean_words(row), row.notes.join(" "));
    let text = format!("{date}  {}  {}  {mean}  {notes}", row.assessment, row.name);
    text.trim_end().to_owned()
}

fn cargo(what: &[&str], manifest: &Path, target: &Path) {
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join(manifest);
    let mut command = Command::new(cargo);
    command.args(["build", "--release", "--quiet", "--target-dir"]);
    command.arg(target).args(what);
    command.arg("--manifest-path").arg(manifest);
    let built = command.status().is_ok_and(|status| status.success());
    assert!(built, "cargo build --release failed");
}

fn told(name: &str, is_here: bool) -> bool {
    if !is_here {
        eprintln!("{name} is not on the path: it is left out (the Debian package {name})");
    }
    is_here
}
