//! The command line as a person has it, in a folder and a home of its own.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fmt, fs};

use tempfile::TempDir;

/// A place from which levelup is called: `Door::new().assessment(TOML).run("list")`.
pub struct Door {
    folder: TempDir,
    stdin: Vec<u8>,
    variables: Vec<(String, String)>,
}

impl Door {
    /// An empty working folder `work` beside an empty `home`.
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir_all(folder.path().join("work")).unwrap();
        fs::create_dir_all(folder.path().join("home")).unwrap();
        Self {
            folder,
            stdin: Vec::new(),
            variables: Vec::new(),
        }
    }

    /// With an assessment in `./assessments`, in a file that is named after its slug.
    pub fn assessment(self, text: &str) -> Self {
        let slug = text.split('"').nth(1).unwrap().to_owned();
        self.file(&format!("work/assessments/{slug}.toml"), text)
    }

    /// With a file. `work/` is where levelup is called, `home/` the home folder.
    pub fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// With a configuration in the usual place.
    pub fn config(self, text: &str) -> Self {
        self.file("home/.config/levelup/config.toml", text)
    }

    /// With something on standard input.
    pub fn stdin(self, text: &str) -> Self {
        self.stdin_bytes(text.as_bytes())
    }

    /// With something on standard input that may be no text.
    pub fn stdin_bytes(mut self, bytes: &[u8]) -> Self {
        self.stdin = bytes.to_vec();
        self
    }

    /// With an environment variable.
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A path in the folder of this door.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(path)
    }

    /// What a file says.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Runs `levelup` with these words. Words with spaces stand in single quotes.
    pub fn run(&self, line: &str) -> Outcome {
        let mut child = self
            .command(&words(line))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that does not read its input may be gone before it is written.
        let _ = child.stdin.take().unwrap().write_all(&self.stdin);
        let output = child.wait_with_output().unwrap();
        Outcome {
            line: line.to_owned(),
            code: output.status.code().unwrap(),
            stdout: self.without_folder(output.stdout),
            stderr: self.without_folder(output.stderr),
        }
    }

    /// The program with these words, in the place and with the variables of this door.
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

    fn without_folder(&self, bytes: Vec<u8>) -> String {
        let text = String::from_utf8(bytes).unwrap();
        let folder = self.path("");
        let folder = folder.to_str().unwrap().trim_end_matches('/');
        text.replace(folder, "[DIR]")
    }
}

/// What came of a call.
pub struct Outcome {
    line: String,
    /// The exit code.
    pub code: i32,
    /// Data.
    pub stdout: String,
    /// Everything else.
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
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/cli");
    settings.set_snapshot_path(folder);
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

/// The words of a line; those with spaces stand in single quotes.
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
