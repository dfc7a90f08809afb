//! A directory, and the program in it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fmt, fs};

use levelup::testing::{AssessmentResult, RedbStore, Results, Scope};
use portable_pty::CommandBuilder;
use tempfile::TempDir;

use super::program::Program;

/// A directory with `work`, where levelup is started, and `home`:
/// `Workspace::new().assessment(TOML).run("list")`.
pub struct Workspace {
    directory: TempDir,
    stdin: Vec<u8>,
    variables: Vec<(String, String)>,
}

impl Workspace {
    pub fn new() -> Self {
        let directory = TempDir::new().unwrap();
        fs::create_dir_all(directory.path().join("work")).unwrap();
        fs::create_dir_all(directory.path().join("home")).unwrap();
        Self {
            directory,
            stdin: Vec::new(),
            variables: Vec::new(),
        }
    }

    /// Adds an assessment to `./assessments`, in a file named after its slug.
    pub fn assessment(self, text: &str) -> Self {
        let slug = text.split('"').nth(1).unwrap().to_owned();
        self.file(&format!("work/assessments/{slug}.toml"), text)
    }

    pub fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// Writes the configuration file at its default path.
    pub fn config(self, text: &str) -> Self {
        self.file("home/.config/levelup/config.toml", text)
    }

    pub fn stdin(self, text: &str) -> Self {
        self.stdin_bytes(text.as_bytes())
    }

    pub fn stdin_bytes(mut self, bytes: &[u8]) -> Self {
        self.stdin = bytes.to_vec();
        self
    }

    /// Sets an environment variable.
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Keeps the store in the file that [`Self::store`] reads.
    pub fn with_store(self) -> Self {
        let path = self.store_path();
        self.variable("LEVELUP_STORE", path.to_str().unwrap())
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.directory.path().canonicalize().unwrap().join(path)
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub fn store_path(&self) -> PathBuf {
        self.path("levelup.redb")
    }

    pub fn store(&self) -> RedbStore {
        RedbStore::at(self.store_path())
    }

    pub fn results(&self) -> Vec<AssessmentResult> {
        let store = self.store();
        let page = store.page(&Scope::default(), None, 100).unwrap();
        let results = page.rows.iter().map(|row| store.result(row.id).unwrap());
        results.map(Option::unwrap).collect()
    }

    /// Runs `levelup` with the words of a line. Words with spaces are in single quotes.
    pub fn run(&self, line: &str) -> Outcome {
        let mut child = self
            .command(&words(line))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that does not read its input may end before it is written.
        let _ = child.stdin.take().unwrap().write_all(&self.stdin);
        let output = child.wait_with_output().unwrap();
        Outcome {
            line: line.to_owned(),
            code: output.status.code().unwrap(),
            stdout: self.redacted(output.stdout),
            stderr: self.redacted(output.stderr),
        }
    }

    /// The command that runs levelup here, with the variables of this workspace.
    pub fn command(&self, words: &[String]) -> Command {
        let home = self.path("home");
        let mut command = Command::new(env!("CARGO_BIN_EXE_levelup"));
        command
            .args(words)
            .env_clear()
            .env("HOME", &home)
            .env("XDG_CONFIG_HOME", home.join(".config"))
            .env("XDG_DATA_HOME", home.join(".local/share"))
            .env("COLUMNS", "80")
            .env("TZ", "UTC")
            .env("NO_COLOR", "1")
            .envs(self.variables.iter().cloned())
            .current_dir(self.path("work"));
        command
    }

    /// Runs levelup in a terminal.
    pub fn levelup(&self, arguments: &[&str]) -> Program {
        let mut command = self.terminal_command(env!("CARGO_BIN_EXE_levelup"));
        command.args(arguments);
        Program::start(command)
    }

    /// Runs a script in a terminal; in the script, levelup is `"$@"`.
    pub fn script(&self, script: &str, arguments: &[&str]) -> Program {
        let mut command = self.terminal_command("bash");
        command.args(["-c", script, "sh", env!("CARGO_BIN_EXE_levelup")]);
        command.args(arguments);
        Program::start(command)
    }

    fn terminal_command(&self, name: &str) -> CommandBuilder {
        let mut command = CommandBuilder::new(name);
        command.env_clear();
        command.cwd(self.path("work"));
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.path("home"));
        command.env("LANG", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        command
    }

    /// Replaces the path of the directory in an output.
    fn redacted(&self, bytes: Vec<u8>) -> String {
        let text = String::from_utf8(bytes).unwrap();
        let directory = self.path("");
        let directory = directory.to_str().unwrap().trim_end_matches('/');
        text.replace(directory, "[DIR]")
    }
}

/// The exit code and the output of a command.
pub struct Outcome {
    line: String,
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Outcome {
    /// Compares with `snapshots/cli/NAME.snap`.
    pub fn snapshot(&self, name: &str) {
        snapshot(name, &self.to_string());
    }
}

/// Compares a text with `snapshots/cli/NAME.snap`.
pub fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::new();
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/cli");
    settings.set_snapshot_path(directory);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "$ levelup {}", self.line)?;
        writeln!(f, "exit code {}", self.code)?;
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !text.is_empty() {
                writeln!(f, "--- {name}\n{text}")?;
            }
        }
        Ok(())
    }
}

/// The words of a line; those with spaces are in single quotes.
pub fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('\'').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
