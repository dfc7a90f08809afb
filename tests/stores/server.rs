//! A PostgreSQL of the tests' own.

use std::fs;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use levelup::store::{Location, STORE_DEADLINE, Upkeep, open};

/// The account without rights that a server runs as where the tests run as root.
const NOBODY: u32 = 65_534;

struct Server {
    programs: PathBuf,
    folder: PathBuf,
    /// While it is open the server runs: the end of the tests closes it, however they end.
    _life: ChildStdin,
}

/// A database of its own on the server that the tests share.
#[derive(Clone)]
pub struct Database {
    server: &'static Server,
    pub name: String,
}

/// A database without a store in it. None, and a line that says so, where there is no PostgreSQL.
pub fn empty() -> Option<Database> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let Some(server) = SERVER.get_or_init(Server::start) else {
        println!("skipped: there is no PostgreSQL here (Debian: apt-get install postgresql)");
        return None;
    };
    let name = format!("t{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let database = Database { server, name };
    server
        .psql(
            "postgres",
            "postgres",
            &format!("CREATE DATABASE {}", database.name),
        )
        .unwrap();
    Some(database)
}

/// A database with an empty store in it.
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
        self.server.folder.clone()
    }

    pub fn location(&self, user: &str) -> Location {
        Location::parse(self.url(user).as_ref()).unwrap()
    }

    pub fn store(&self) -> Arc<dyn Upkeep> {
        self.store_of("postgres")
    }

    pub fn store_of(&self, user: &str) -> Arc<dyn Upkeep> {
        open(&self.location(user), STORE_DEADLINE, None, false)
    }

    /// Somebody with this role, by a name that no other test has.
    pub fn user(&self, name: &str, role: &str) -> String {
        let user = format!("{}_{name}", self.name);
        self.sql(
            "postgres",
            &format!("CREATE ROLE {user} LOGIN; GRANT {role} TO {user}"),
        )
        .unwrap();
        user
    }

    /// What the server answers, or what it says is wrong.
    pub fn sql(&self, user: &str, sql: &str) -> Result<String, String> {
        self.server.psql(user, &self.name, sql)
    }
}

impl Server {
    fn start() -> Option<Self> {
        let programs = programs()?;
        let folder = tempfile::Builder::new()
            .prefix("levelup-pg-")
            .tempdir_in("/tmp")
            .unwrap()
            .keep();
        let is_root = fs::metadata("/proc/self").is_ok_and(|me| {
            use std::os::unix::fs::MetadataExt as _;
            me.uid() == 0
        });
        if is_root {
            chown(&folder, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        let as_nobody = |command: &mut Command| {
            command.current_dir(&folder).stdout(Stdio::null());
            if is_root {
                command.uid(NOBODY).gid(NOBODY);
            }
        };
        let mut initdb = Command::new(programs.join("initdb"));
        initdb.args([
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "-N",
            "-D",
        ]);
        initdb.arg(folder.join("data"));
        as_nobody(&mut initdb);
        assert!(initdb.status().unwrap().success(), "initdb");
        let script = r#""$1/postgres" -D data -k "$2" -c listen_addresses= -c fsync=off \
            -c max_connections=200 -c shared_buffers=32MB >log 2>&1 &
            server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf "$2""#;
        let mut shell = Command::new("sh");
        shell.args(["-c", script, "sh"]).arg(&programs).arg(&folder);
        shell.stdin(Stdio::piped());
        as_nobody(&mut shell);
        let life = shell.spawn().unwrap().stdin.take().unwrap();
        let server = Self {
            programs,
            folder,
            _life: life,
        };
        for _ in 0..600 {
            if server.psql("postgres", "postgres", "SELECT 1").is_ok() {
                return Some(server);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{}", fs::read_to_string(server.folder.join("log")).unwrap());
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
        let told = psql.arg("-h").arg(&self.folder).args(["-c", sql]).output();
        let told = told.unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        if told.status.success() {
            Ok(text(&told.stdout))
        } else {
            Err(text(&told.stderr))
        }
    }
}

/// The folder of the newest PostgreSQL: where Debian puts it, or on the path.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut folders: Vec<PathBuf> = versions
        .flatten()
        .map(|version| version.path().join("bin"))
        .collect();
    folders.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path);
    let all = folders.into_iter().rev().chain(on_path);
    all.into_iter()
        .find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}
