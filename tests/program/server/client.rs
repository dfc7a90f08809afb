//! A workspace whose connection to the tests' PostgreSQL can be cut.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::process::{Child, Output, Stdio};

use crate::support::postgres::Database;
use crate::support::program::Program;
use crate::support::wait::wait_until;
use crate::support::workspace::Workspace;

/// The name of a server's socket in its directory.
const SOCKET: &str = ".s.PGSQL.5432";

/// A workspace of one login, and the directory of the socket to the server.
pub struct Client {
    workspace: Workspace,
    database: Database,
    user: String,
}

impl Client {
    /// A client that is online.
    pub fn new(database: &Database, user: &str) -> Self {
        let workspace = Workspace::new();
        let sockets = workspace.path("sockets");
        fs::create_dir(&sockets).unwrap();
        let url = database.url_at(user, &sockets);
        let client = Self {
            workspace: workspace.variable("LEVELUP_STORE", &url),
            database: database.clone(),
            user: user.to_owned(),
        };
        client.go_online();
        client
    }

    pub fn go_online(&self) {
        symlink(self.database.socket().join(SOCKET), self.socket()).unwrap();
    }

    /// Removes the socket. Open connections stay.
    pub fn go_offline(&self) {
        fs::remove_file(self.socket()).unwrap();
    }

    /// Replaces the server by one that accepts connections and never answers, until the returned
    /// listener is dropped.
    pub fn silence(&self) -> UnixListener {
        self.go_offline();
        UnixListener::bind(self.socket()).unwrap()
    }

    /// Ends all connections of the login on the server.
    pub fn disconnect(&self) {
        let sql = format!(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = '{}'",
            self.user
        );
        self.database.sql("postgres", &sql).unwrap();
    }

    pub fn url(&self) -> String {
        self.database.url_at(&self.user, &self.path("sockets"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.workspace.path(name)
    }

    fn socket(&self) -> PathBuf {
        self.path("sockets").join(SOCKET)
    }

    /// The file with the outbox.
    pub fn outbox(&self) -> PathBuf {
        let servers = self.path("home/.local/share/levelup/servers");
        let mut files = fs::read_dir(servers).unwrap();
        files.next().unwrap().unwrap().path()
    }

    /// Runs levelup; the exit code and both outputs.
    pub fn levelup(&self, words: &[&str]) -> (i32, String, String) {
        outcome(&self.start(words).wait_with_output().unwrap())
    }

    /// Runs levelup, which must succeed; its output.
    pub fn prints(&self, words: &[&str]) -> String {
        let (code, out, err) = self.levelup(words);
        assert_eq!(code, 0, "{words:?}: {err}");
        out
    }

    pub fn start(&self, words: &[&str]) -> Child {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let mut command = self.workspace.command(&words);
        command.stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }

    /// Runs levelup in a terminal.
    pub fn screen(&self, words: &[&str]) -> Program {
        self.workspace.levelup(words)
    }

    /// Saves a result of this person; its ID.
    pub fn submits(&self, name: &str) -> String {
        let id = self.prints(&["submit", "starter", "--name", name]);
        id.trim().to_owned()
    }
}

/// The exit code and both outputs.
pub fn outcome(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let code = output.status.code().unwrap_or(-1);
    (code, text(&output.stdout), text(&output.stderr))
}

/// Waits until the database answers with `expected`.
pub fn wait_for(database: &Database, sql: &str, expected: &str) {
    wait_until(&format!("{expected} from {sql}"), || {
        database.sql("postgres", sql).unwrap() == expected
    });
}

/// The number of results on the server.
pub const COUNT: &str = "SELECT count(*) FROM levelup.results";
