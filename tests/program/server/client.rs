//! Somebody's own machine, with a way to the tests' PostgreSQL that can be cut.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use crate::support::postgres::Database;
use crate::support::program::Program;

/// Longer than anything takes, even on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(30);

/// The name of a server's socket in its folder.
const SOCKET: &str = ".s.PGSQL.5432";

/// A home of somebody's own, and the folder of the socket through which they reach the server.
pub struct Machine {
    folder: TempDir,
    database: Database,
    user: String,
}

impl Machine {
    /// A machine from which the server is reached.
    pub fn new(database: &Database, user: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("way")).unwrap();
        fs::create_dir(folder.path().join("work")).unwrap();
        let machine = Self {
            folder,
            database: database.clone(),
            user: user.to_owned(),
        };
        machine.reach();
        machine
    }

    /// The server is there, or there again.
    pub fn reach(&self) {
        symlink(self.database.socket().join(SOCKET), self.socket()).unwrap();
    }

    /// From now on nobody is where the server was. Lines that are open are not cut by that.
    pub fn lose(&self) {
        fs::remove_file(self.socket()).unwrap();
    }

    /// From now on somebody is there who takes calls and never answers, until what is returned
    /// is dropped.
    pub fn silence(&self) -> UnixListener {
        self.lose();
        UnixListener::bind(self.socket()).unwrap()
    }

    /// The server lets go of everybody on this machine.
    pub fn cut(&self) {
        let sql = format!(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = '{}'",
            self.user
        );
        self.database.sql("postgres", &sql).unwrap();
    }

    pub fn url(&self) -> String {
        self.database
            .url_at(&self.user, &self.folder.path().join("way"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn socket(&self) -> PathBuf {
        self.path("way").join(SOCKET)
    }

    /// The file in which this machine keeps what is for the server.
    pub fn outbox(&self) -> PathBuf {
        let servers = self.path("home/.local/share/levelup/servers");
        let mut files = fs::read_dir(servers).unwrap();
        files.next().unwrap().unwrap().path()
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_levelup"));
        command
            .args(words)
            .env_clear()
            .env("HOME", self.path("home"))
            .env("LEVELUP_STORE", self.url())
            .current_dir(self.path("work"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// What levelup says to these words: the exit code, and both of its outputs.
    pub fn levelup(&self, words: &[&str]) -> (i32, String, String) {
        told(&self.command(words).output().unwrap())
    }

    /// The same where it must go well: what it prints.
    pub fn prints(&self, words: &[&str]) -> String {
        let (code, out, err) = self.levelup(words);
        assert_eq!(code, 0, "{words:?}: {err}");
        out
    }

    /// The same, begun only.
    pub fn begin(&self, words: &[&str]) -> Child {
        self.command(words).spawn().unwrap()
    }

    /// The same on a screen.
    pub fn screen(&self, words: &[&str]) -> Program {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_levelup"));
        command.args(words);
        command.env_clear();
        command.cwd(self.path("work"));
        command.env("HOME", self.path("home"));
        command.env("LEVELUP_STORE", self.url());
        command.env("LANG", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        Program::start(command)
    }

    /// Saves a result of this person; its id.
    pub fn submits(&self, name: &str) -> String {
        let id = self.prints(&["submit", "starter", "--name", name]);
        id.trim().to_owned()
    }
}

pub fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let code = output.status.code().unwrap_or(-1);
    (code, text(&output.stdout), text(&output.stderr))
}

/// Waits until the database says so.
pub fn until(database: &Database, sql: &str, expected: &str) {
    let end = Instant::now() + PATIENCE;
    loop {
        let said = database.sql("postgres", sql).unwrap();
        if said == expected {
            return;
        }
        assert!(Instant::now() < end, "never {expected}: {sql} says {said}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// How many results the server has.
pub const COUNT: &str = "SELECT count(*) FROM levelup.results";
