use std::fs;
use std::path::PathBuf;

use levelup::testing::{AssessmentResult, Draft, Drafts, RedbStore, Results, Scope};
use portable_pty::CommandBuilder;
use tempfile::TempDir;

use crate::support::program::Program;

const CLUB: &str = r#"slug = "running-club"
name = "Running club"
ratings = ["Good", "Better", "Best"]
categories = [["Jumping", "jumping"], ["Running", "running"], ["Resting", "resting"]]
"#;

/// A home and a working folder of one's own, with one assessment.
pub struct Place {
    folder: TempDir,
    variables: Vec<(&'static str, String)>,
}

impl Place {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let assessments = folder.path().join("work/assessments");
        fs::create_dir_all(&assessments).unwrap();
        fs::write(assessments.join("running-club.toml"), CLUB).unwrap();
        Self {
            folder,
            variables: Vec::new(),
        }
    }

    /// With an environment variable.
    pub fn variable(mut self, name: &'static str, value: &str) -> Self {
        self.variables.push((name, value.to_owned()));
        self
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Runs levelup.
    pub fn levelup(&self, arguments: &[&str]) -> Program {
        let mut command = self.command(env!("CARGO_BIN_EXE_levelup"));
        command.args(arguments);
        Program::start(command)
    }

    /// Runs levelup from a script, in which it is `"$@"`.
    pub fn script(&self, script: &str, arguments: &[&str]) -> Program {
        let mut command = self.command("bash");
        command.args(["-c", script, "sh", env!("CARGO_BIN_EXE_levelup")]);
        command.args(arguments);
        Program::start(command)
    }

    /// Opens the form, and waits for it.
    pub fn form(&self) -> Program {
        let program = self.levelup(&FORM);
        program.shows("0 of 3 answered");
        program
    }

    fn command(&self, name: &str) -> CommandBuilder {
        let mut command = CommandBuilder::new(name);
        command.env_clear();
        command.cwd(self.path("work"));
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.path("home"));
        command.env("LEVELUP_STORE", self.path("levelup.redb"));
        command.env("LANG", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        command
    }

    pub fn store(&self) -> RedbStore {
        RedbStore::at(self.path("levelup.redb"))
    }

    /// What Test User has answered so far.
    pub fn draft(&self) -> Option<Draft> {
        self.store().draft("Test User", "running-club").unwrap()
    }

    pub fn results(&self) -> Vec<AssessmentResult> {
        let store = self.store();
        let page = store.page(&Scope::default(), None, 100).unwrap();
        let results = page.rows.iter().map(|row| store.result(row.id).unwrap());
        results.map(Option::unwrap).collect()
    }
}

/// The command line that opens the form.
pub const FORM: [&str; 4] = ["take", "running-club", "--name", "Test User"];
