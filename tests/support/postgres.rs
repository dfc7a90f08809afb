//! A PostgreSQL server for tests.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use levelup::testing::{Location, STORE_DEADLINE, Store, open};

/// The unprivileged account of the server if the tests run as root.
pub const NOBODY: u32 = 65_534;

/// Settings of all servers: none needs a port, and none outlives the tests.
const SETTINGS: [&str; 5] = [
    "listen_addresses=",
    "fsync=off",
    "max_connections=200",
    "shared_buffers=32MB",
    "log_line_prefix=%d ",
];

/// Starts a server and waits until the tests end, however they end; then tidies up, unless the
/// server is to be started again.
const UNTIL_THE_END: &str = r#"programs=$1; folder=$2; shift 2
    "$programs/postgres" -D data -k "$folder" "$@" >>log 2>&1 &
    server=$!; cat >/dev/null; kill -INT $server 2>>log; wait $server
    [ -e again ] || rm -rf "$folder" 2>/dev/null"#;

/// A PostgreSQL server in a temporary directory.
pub struct Server {
    programs: PathBuf,
    pub directory: PathBuf,
    /// The port in the name of its socket, and on TCP if a setting enables it.
    pub port: u16,
    /// While its input is open the server runs: the end of the tests closes it.
    life: Mutex<Option<Child>>,
}

/// A database on the shared server.
#[derive(Clone)]
pub struct Database {
    server: &'static Server,
    pub name: String,
}

/// A database without a store. `None` and a message if PostgreSQL is not installed.
pub fn empty() -> Option<Database> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let server = SERVER.get_or_init(Server::start).as_ref()?;
    let name = format!("t{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let create = format!("CREATE DATABASE {name}");
    server.psql("postgres", "postgres", &create).unwrap();
    Some(Database { server, name })
}

/// A database with an empty store.
pub fn fresh() -> Option<Database> {
    let database = empty()?;
    database.location("postgres").init().unwrap().unwrap();
    Some(database)
}

impl Database {
    pub fn url(&self, user: &str) -> String {
        self.url_at(user, &self.socket())
    }

    pub fn url_at(&self, user: &str, socket: &Path) -> String {
        let socket = socket.display().to_string().replace('/', "%2F");
        format!("postgres://{user}@{socket}/{}", self.name)
    }

    pub fn socket(&self) -> PathBuf {
        self.server.directory.clone()
    }

    /// The lines of the server's log about this database.
    pub fn log(&self) -> String {
        let log = self.server.log();
        let (head, mut ours) = (format!("{} ", self.name), false);
        let mut kept = String::new();
        for line in log.lines() {
            // Indented lines continue the line before.
            ours = if line.starts_with('\t') {
                ours
            } else {
                line.starts_with(&head)
            };
            if ours {
                kept.push_str(line);
                kept.push('\n');
            }
        }
        kept
    }

    pub fn location(&self, user: &str) -> Location {
        Location::parse(self.url(user).as_ref()).unwrap()
    }

    pub fn store(&self) -> Arc<dyn Store> {
        self.store_of("postgres")
    }

    pub fn store_of(&self, user: &str) -> Arc<dyn Store> {
        open(&self.location(user), STORE_DEADLINE, None, false)
    }

    /// A login with this role and a unique name.
    pub fn user(&self, name: &str, role: &str) -> String {
        let user = format!("{}_{name}", self.name);
        self.sql(
            "postgres",
            &format!("CREATE ROLE {user} LOGIN; GRANT {role} TO {user}"),
        )
        .unwrap();
        user
    }

    /// The response of the server, or its error.
    pub fn sql(&self, user: &str, sql: &str) -> Result<String, String> {
        self.server.psql(user, &self.name, sql)
    }

    /// The version of the server, as in PostgreSQL 15.
    pub fn version(&self) -> u32 {
        let number = self.sql("postgres", "SHOW server_version_num").unwrap();
        number.parse::<u32>().unwrap() / 10_000
    }

    /// The output of `pg_dump --schema=levelup`, or its error.
    pub fn dump(&self, user: &str) -> Result<String, String> {
        let mut dump = Command::new(self.server.programs.join("pg_dump"));
        dump.args(["--schema=levelup", "-U", user, "-h"]);
        said(dump.arg(&self.server.directory).arg(&self.name))
    }
}

impl Server {
    fn start() -> Option<Self> {
        let server = Self::prepared()?;
        server.run(&[]);
        Some(server)
    }

    /// A server that was not started. `None` and a message if PostgreSQL is not installed.
    pub fn prepared() -> Option<Self> {
        let server = Self::in_a_directory()?;
        let mut initdb = server.program("initdb");
        initdb.args("-U postgres -A trust -E UTF8 --no-locale -N -D".split(' '));
        let initdb = initdb.arg(server.directory.join("data"));
        assert!(initdb.status().unwrap().success(), "initdb");
        Some(server)
    }

    /// A standby of this server.
    pub fn follower(&self) -> Self {
        let server = Self::in_a_directory().unwrap();
        let mut copy = server.program("pg_basebackup");
        copy.args("-R -X stream -c fast -U postgres -h".split(' '));
        copy.arg(&self.directory)
            .arg("-D")
            .arg(server.directory.join("data"));
        assert!(copy.status().unwrap().success(), "pg_basebackup");
        server
    }

    fn in_a_directory() -> Option<Self> {
        let Some(programs) = programs() else {
            println!("skipped: there is no PostgreSQL here (Debian: apt-get install postgresql)");
            return None;
        };
        let directory = tempfile::Builder::new()
            .prefix("levelup-pg-")
            .tempdir_in("/tmp")
            .unwrap()
            .keep();
        if is_root() {
            chown(&directory, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        Some(Self {
            programs,
            directory,
            port: 5432,
            life: Mutex::default(),
        })
    }

    /// A command in the server's directory, as an unprivileged user.
    fn command(&self, name: &Path) -> Command {
        let mut command = Command::new(name);
        command.current_dir(&self.directory).stdout(Stdio::null());
        if is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    }

    fn program(&self, name: &str) -> Command {
        self.command(&self.programs.join(name))
    }

    /// Starts the server with more settings, and waits until it answers.
    pub fn run(&self, settings: &[&str]) {
        let mut shell = self.command(Path::new("sh"));
        shell.args(["-c", UNTIL_THE_END, "sh"]);
        self.run_by(shell, settings);
    }

    /// The same, with a small disk for only this server mounted at `small`.
    pub fn run_on_a_small_disk(&self, settings: &[&str]) {
        fs::create_dir_all(self.directory.join("small")).unwrap();
        let script = r#"mount -t tmpfs -o size=40m,uid=65534,gid=65534,mode=700 tmpfs small &&
            exec setpriv --reuid=65534 --regid=65534 --clear-groups sh -c "$0" sh "$@""#;
        let mut shell = Command::new("unshare");
        shell.args(["-m", "sh", "-c", script, UNTIL_THE_END]);
        shell.current_dir(&self.directory);
        self.run_by(shell, settings);
    }

    fn run_by(&self, mut shell: Command, settings: &[&str]) {
        shell.arg(&self.programs).arg(&self.directory);
        shell.args(["-p", &self.port.to_string()]);
        for setting in SETTINGS.iter().chain(settings) {
            shell.args(["-c", setting]);
        }
        let shell = shell.stdin(Stdio::piped()).spawn().unwrap();
        *self.life.lock().unwrap() = Some(shell);
        for _ in 0..600 {
            if self.psql("postgres", "postgres", "SELECT 1").is_ok() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{}", self.log());
    }

    /// The log so far.
    pub fn log(&self) -> String {
        String::from_utf8_lossy(&fs::read(self.directory.join("log")).unwrap()).into_owned()
    }

    /// Kills all its processes at once, in the middle of whatever they do.
    pub fn kill(&self) {
        let mut shell = self.life.lock().unwrap().take().unwrap();
        fs::write(self.directory.join("again"), "").unwrap();
        let lock = fs::read_to_string(self.directory.join("data/postmaster.pid")).unwrap();
        let first = lock.lines().next().unwrap().to_owned();
        // Stopped first: what it begins afterwards would hold on to its memory.
        Command::new("kill")
            .args(["-STOP", &first])
            .status()
            .unwrap();
        while said_of(&first, "State:").is_some_and(|state| !state.starts_with(['T', 'Z'])) {
            std::thread::sleep(Duration::from_millis(1));
        }
        let mut all = children(&first);
        all.insert(0, first);
        let mut kill = Command::new("kill");
        // The others may have noticed already that the first is gone.
        kill.arg("-9").args(&all).stderr(Stdio::null());
        kill.status().unwrap();
        // The first is the shell's to bury.
        drop(shell.stdin.take());
        shell.wait().unwrap();
        while all.iter().any(|pid| is_alive(pid)) {
            std::thread::sleep(Duration::from_millis(5));
        }
        fs::remove_file(self.directory.join("again")).unwrap();
    }

    /// The URL of a database on it, through its socket.
    pub fn url(&self, user: &str, database: &str) -> String {
        let socket = self.directory.display().to_string().replace('/', "%2F");
        format!("postgres://{user}@{socket}:{}/{database}", self.port)
    }

    /// Copies the store of a database into another, as described in docs/server.md.
    pub fn copy(&self, user: &str, from: &str, to: &str) {
        let said = fs::read_to_string("docs/server.md").unwrap();
        let said = said
            .lines()
            .find(|line| line.starts_with("    pg_dump"))
            .unwrap();
        let (dump, _) = said.trim().split_once(" team >").unwrap();
        let script = format!(
            r#"PATH="$1:$PATH" PGUSER={user} PGHOST="$PWD" PGPORT={} && export PATH PGUSER PGHOST PGPORT &&
            {dump} {from} >dump.sql && psql -X -q -v ON_ERROR_STOP=1 -f dump.sql {to}"#,
            self.port
        );
        let mut shell = self.command(Path::new("sh"));
        shell.args(["-c", &script, "sh"]).arg(&self.programs);
        assert!(shell.status().unwrap().success(), "{script}");
    }

    /// Makes a database with an empty store in it.
    pub fn set_up(&self, database: &str, how: &str) {
        self.sql("postgres", &format!("CREATE DATABASE {database} {how}"))
            .unwrap();
        let url = self.url("postgres", database);
        let location = Location::parse(url.as_ref()).unwrap();
        assert_eq!(location.init().unwrap(), Ok(true));
    }

    pub fn sql(&self, database: &str, sql: &str) -> Result<String, String> {
        self.psql("postgres", database, sql)
    }

    fn psql(&self, user: &str, database: &str, sql: &str) -> Result<String, String> {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args([
            "-X",
            "-q",
            "-t",
            "-A",
            "-v",
            "ON_ERROR_STOP=1",
            "-U",
            user,
            "-d",
            database,
        ]);
        psql.args(["-p", &self.port.to_string()]);
        said(psql.arg("-h").arg(&self.directory).args(["-c", sql]))
    }
}

/// The output of a program, or its errors.
fn said(program: &mut Command) -> Result<String, String> {
    let told = program.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if told.status.success() {
        Ok(text(&told.stdout))
    } else {
        Err(text(&told.stderr))
    }
}

impl Drop for Server {
    /// Not called for the one that the tests share.
    fn drop(&mut self) {
        if let Some(mut shell) = self.life.lock().unwrap().take() {
            drop(shell.stdin.take());
            let _ = shell.wait();
        }
        let _ = fs::remove_dir_all(&self.directory);
    }
}

pub fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}

/// A field of the status of a process.
fn said_of(pid: &str, what: &str) -> Option<String> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(what))?;
    Some(line.trim().to_owned())
}

fn is_alive(pid: &str) -> bool {
    said_of(pid, "State:").is_some_and(|state| !state.starts_with('Z'))
}

fn children(parent: &str) -> Vec<String> {
    let all = fs::read_dir("/proc").unwrap().flatten();
    let all = all.map(|entry| entry.file_name().to_string_lossy().into_owned());
    all.filter(|pid| said_of(pid, "PPid:").as_deref() == Some(parent))
        .collect()
}

/// The directory of the PostgreSQL that `LEVELUP_TEST_POSTGRES` names, else of the newest: where Debian
/// puts it, or on the path.
fn programs() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("LEVELUP_TEST_POSTGRES") {
        return Some(PathBuf::from(named));
    }
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut directories: Vec<PathBuf> = versions
        .flatten()
        .map(|version| version.path().join("bin"))
        .collect();
    directories.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path);
    let all = directories.into_iter().rev().chain(on_path);
    all.into_iter()
        .find(|directory| directory.join("initdb").exists() && directory.join("postgres").exists())
}
