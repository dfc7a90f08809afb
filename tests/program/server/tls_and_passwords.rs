//! TLS and passwords, on a server that lets nobody in without: certificates made here, by the
//! program's own door. What is secret is in the environment of that program alone.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::support::postgres::{NOBODY, Server, is_root};

/// With what a password file has to escape.
const PASSWORD: &str = r"s3:cr3t\word";

/// A server with a certificate for `localhost` and `db.example`.
struct Secure {
    server: Server,
    papers: TempDir,
}

/// What a program did: its exit code, its output and its errors.
type Said = (Option<i32>, String, String);

impl Secure {
    fn start() -> Option<Self> {
        if Command::new("openssl").arg("version").output().is_err() {
            println!("skipped: there is no openssl here");
            return None;
        }
        let mut server = Server::prepared()?;
        let papers = tempfile::tempdir().unwrap();
        root(papers.path(), "ours");
        root(papers.path(), "theirs");
        certificate(papers.path());
        for name in ["server.crt", "server.key"] {
            let its = server.directory.join(name);
            fs::copy(papers.path().join(name), &its).unwrap();
            fs::set_permissions(&its, fs::Permissions::from_mode(0o600)).unwrap();
            if is_root() {
                chown(&its, Some(NOBODY), Some(NOBODY)).unwrap();
            }
        }
        let hba = "local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n";
        fs::write(server.directory.join("data/pg_hba.conf"), hba).unwrap();
        let free = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        server.port = free.local_addr().unwrap().port();
        drop(free);
        server.run(&[
            "listen_addresses=127.0.0.1",
            "ssl=on",
            "ssl_cert_file=../server.crt",
            "ssl_key_file=../server.key",
        ]);
        server.set_up("team", "");
        let ada = format!(
            "SET password_encryption = 'scram-sha-256'; CREATE ROLE ada LOGIN PASSWORD '{PASSWORD}'; GRANT levelup_member TO ada"
        );
        server.sql("team", &ada).unwrap();
        Some(Self { server, papers })
    }

    fn paper(&self, name: &str) -> PathBuf {
        self.papers.path().join(name)
    }

    /// Asks for the results by this host, and with this behind the URL.
    fn results(&self, host: &str, query: &str, environment: &[(&str, &str)]) -> Said {
        self.levelup(host, query, environment, &["results"])
    }

    fn levelup(
        &self,
        host: &str,
        query: &str,
        environment: &[(&str, &str)],
        words: &[&str],
    ) -> Said {
        let url = format!("postgres://ada@{host}:{}/team{query}", self.server.port);
        let home = tempfile::tempdir().unwrap();
        let said = levelup(home.path(), &url, environment, words);
        nothing_secret_in(home.path());
        said
    }

    /// A file with passwords that these may read.
    fn passwords(&self, line: &str, mode: u32) -> String {
        let path = self.paper("passwords");
        fs::write(&path, format!("# of all\n{line}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        path.display().to_string()
    }
}

fn levelup(home: &Path, url: &str, environment: &[(&str, &str)], words: &[&str]) -> Said {
    let told = Command::new(env!("CARGO_BIN_EXE_levelup"))
        .args(words)
        .env_clear()
        .env("HOME", home)
        .env("LEVELUP_STORE", url)
        .envs(environment.iter().copied())
        .current_dir(home)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&told.stdout), text(&told.stderr));
    assert!(
        !out.contains("cr3t") && !err.contains("cr3t"),
        "{out} {err}"
    );
    (told.status.code(), out, err)
}

/// What a program leaves behind has no password in it.
fn nothing_secret_in(directory: &Path) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            nothing_secret_in(&path);
        } else if path.file_name().is_some_and(|name| name != ".pgpass") {
            let bytes = fs::read(&path).unwrap();
            assert!(
                !bytes.windows(4).any(|four| four == b"cr3t"),
                "{}",
                path.display()
            );
        }
    }
}

fn openssl(directory: &Path, words: &str) {
    let made = Command::new("openssl")
        .args(words.split(' '))
        .current_dir(directory)
        .output()
        .unwrap();
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
}

const KEY: &str = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";

/// Somebody who signs certificates.
fn root(directory: &Path, name: &str) {
    let made = format!("-keyout {name}.key -out {name}.crt -subj /CN={name} -days 30");
    openssl(directory, &format!("req -x509 {KEY} {made}"));
}

/// The server's certificate, signed by ours.
fn certificate(directory: &Path) {
    fs::write(
        directory.join("names"),
        "subjectAltName=DNS:localhost,DNS:db.example\n",
    )
    .unwrap();
    openssl(
        directory,
        &format!("req {KEY} -keyout server.key -out server.csr -subj /CN=localhost"),
    );
    let signed = "-CA ours.crt -CAkey ours.key -CAcreateserial -days 30 -extfile names";
    openssl(
        directory,
        &format!("x509 -req -in server.csr -out server.crt {signed}"),
    );
}

#[test]
fn certificate_is_verified_as_sslmode_requires() {
    let Some(secure) = Secure::start() else {
        return;
    };
    let password = ("PGPASSWORD", PASSWORD);
    for (host, mode, root, refused) in [
        ("localhost", "verify-full", "ours.crt", None),
        (
            "localhost",
            "verify-full",
            "theirs.crt",
            Some("sslrootcert=FILE"),
        ),
        ("127.0.0.1", "verify-full", "ours.crt", Some("certificate")),
        ("127.0.0.1", "verify-ca", "ours.crt", None),
        ("127.0.0.1", "verify-ca", "theirs.crt", Some("certificate")),
        ("127.0.0.1", "require", "ours.crt", None),
        ("127.0.0.1", "require", "theirs.crt", Some("certificate")),
        ("localhost", "disable", "ours.crt", Some("pg_hba.conf")),
        (
            "localhost",
            "verify-full",
            "nobody.crt",
            Some("cannot use the root"),
        ),
    ] {
        let root = secure.paper(root).display().to_string();
        let query = format!("?sslmode={mode}&sslrootcert={}", root.replace('/', "%2F"));
        let variables = [password, ("PGSSLMODE", mode), ("PGSSLROOTCERT", &root)];
        for (query, environment) in [(&*query, &variables[..1]), ("", &variables)] {
            let (code, _, err) = secure.results(host, query, environment);
            let expected = if refused.is_some() { Some(5) } else { Some(0) };
            assert_eq!(code, expected, "{host} {mode} {root}: {err}");
            assert!(err.contains(refused.unwrap_or_default()), "{err}");
        }
    }
}

#[test]
fn remote_host_must_prove_its_name() {
    let Some(secure) = Secure::start() else {
        return;
    };
    // The address is given, so the name is not resolved.
    let here = "?hostaddr=127.0.0.1";
    let password = ("PGPASSWORD", PASSWORD);
    for (host, root, expected) in [
        ("db.example", "ours.crt", 0),
        ("db.example", "theirs.crt", 5),
        ("elsewhere.example", "ours.crt", 5),
    ] {
        let root = secure.paper(root).display().to_string();
        let (code, _, err) = secure.results(host, here, &[password, ("PGSSLROOTCERT", &root)]);
        assert_eq!(code, Some(expected), "{err}");
    }
    let (code, _, err) = secure.results("localhost", "", &[password]);
    assert_eq!(
        code,
        Some(5),
        "no TLS on this client, which this access denied: {err}"
    );
}

#[test]
fn host_is_not_local_by_name_only() {
    // A search for the root certificate shows that TLS is used before anything is sent.
    let home = tempfile::tempdir().unwrap();
    for url in [
        "postgres://ada@localhost/team?hostaddr=192.0.2.1&sslrootcert=nobody.crt",
        "postgres://ada@localhost,db.example/team?sslrootcert=nobody.crt",
        "postgres://ada@db.example/team?hostaddr=127.0.0.1&sslrootcert=nobody.crt",
    ] {
        let (code, _, err) = levelup(home.path(), url, &[], &["results"]);
        assert_eq!(code, Some(5), "{err}");
        assert!(err.contains("cannot use the root certificate"), "{err}");
    }
}

#[test]
fn password_is_read_from_environment_or_file() {
    let Some(secure) = Secure::start() else {
        return;
    };
    let ask =
        |environment: &[(&str, &str)]| secure.results("localhost", "?sslmode=require", environment);
    let escaped = r"s3\:cr3t\\word";
    let line = format!("localhost:{}:team:ada:{escaped}", secure.server.port);
    assert_eq!(ask(&[("PGPASSWORD", PASSWORD)]).0, Some(0));

    let file = secure.passwords(&line, 0o600);
    let (code, _, err) = ask(&[("PGPASSFILE", &file)]);
    assert_eq!(code, Some(0), "{err}");
    let (code, _, err) = ask(&[("PGPASSFILE", &file), ("PGPASSWORD", "other")]);
    assert_eq!(
        code,
        Some(5),
        "what the environment says comes first: {err}"
    );
    let file = secure.passwords(&format!("*:*:*:ada:{escaped}"), 0o600);
    assert_eq!(ask(&[("PGPASSFILE", &file)]).0, Some(0));

    let file = secure.passwords(&line, 0o640);
    let (code, _, err) = ask(&[("PGPASSFILE", &file)]);
    assert_eq!(code, Some(5));
    assert!(err.contains("chmod 600"), "{err}");
    let file = secure.passwords(&line.replace("localhost", "elsewhere"), 0o600);
    let (code, _, err) = ask(&[("PGPASSFILE", &file)]);
    assert_eq!(code, Some(5), "none for this host");
    assert!(err.contains("password") && err.contains(".pgpass"), "{err}");
}

#[test]
fn password_file_is_found_in_home() {
    let Some(secure) = Secure::start() else {
        return;
    };
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join(".pgpass");
    fs::write(&path, r"localhost:*:*:*:s3\:cr3t\\word").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    let url = format!(
        "postgres://ada@localhost:{}/team?sslmode=require",
        secure.server.port
    );
    for words in [
        &["submit", "starter", "--name", "Ada"][..],
        &["results"],
        &["doctor"],
    ] {
        let (code, _, err) = levelup(home.path(), &url, &[], words);
        assert_eq!(code, Some(0), "{words:?}: {err}");
    }
    nothing_secret_in(home.path());
}

#[test]
fn wrong_password_is_reported_and_saves_nothing() {
    let Some(secure) = Secure::start() else {
        return;
    };
    for words in [
        &["results"][..],
        &["submit", "starter", "--name", "Ada"],
        &["store", "init"],
    ] {
        for environment in [&[("PGPASSWORD", "cr3t-not")][..], &[]] {
            let (code, out, err) =
                secure.levelup("localhost", "?sslmode=require", environment, words);
            assert_eq!((code, &*out), (Some(5), ""), "{words:?}: {err}");
            assert!(err.contains("password"), "{err}");
        }
    }
    let found = secure
        .server
        .sql("team", "SELECT count(*) FROM levelup.results");
    assert_eq!(found.unwrap(), "0");
}

/// A server of an attacker: it asks for the password in clear text, and returns what it was sent.
fn greedy() -> (u16, std::sync::mpsc::Receiver<String>) {
    use std::io::{Read as _, Write as _};
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let (sender, sent) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = [0; 4];
            let mut message = |stream: &mut std::net::TcpStream, kind: usize| {
                let mut skipped = [0; 1];
                stream.read_exact(&mut skipped[..kind])?;
                stream.read_exact(&mut head)?;
                let mut rest = vec![0; u32::from_be_bytes(head) as usize - 4];
                stream.read_exact(&mut rest)?;
                Ok::<_, std::io::Error>(String::from_utf8_lossy(&rest).into_owned())
            };
            let _ = message(&mut stream, 0);
            let _ = stream.write_all(b"R\0\0\0\x08\0\0\0\x03");
            let answer = message(&mut stream, 1).unwrap_or_default();
            let _ = sender.send(answer.trim_end_matches('\0').to_owned());
        }
    });
    (port, sent)
}

#[test]
fn password_is_sent_only_to_its_host() {
    let Some(secure) = Secure::start() else {
        return;
    };
    let (greedy, sent) = greedy();
    let port = secure.server.port;
    let url = format!("postgres://ada@127.0.0.1:{greedy},localhost:{port}/team?sslmode=disable");
    let file = secure.passwords("localhost:*:team:ada:cr3t-own", 0o600);
    let home = tempfile::tempdir().unwrap();
    let (code, _, err) = levelup(home.path(), &url, &[("PGPASSFILE", &file)], &["results"]);
    assert_eq!(code, Some(5), "{err}");
    assert_eq!(sent.recv().unwrap(), "", "it has none");

    let line = format!("127.0.0.1:{greedy}:team:ada:cr3t-first\nlocalhost:{port}:*:*:cr3t-own");
    let file = secure.passwords(&line, 0o600);
    levelup(home.path(), &url, &[("PGPASSFILE", &file)], &["results"]);
    assert_eq!(sent.recv().unwrap(), "cr3t-first");
}

#[test]
fn disallowed_method_gets_no_password() {
    let (greedy, sent) = greedy();
    let home = tempfile::tempdir().unwrap();
    let url = format!("postgres://ada@127.0.0.1:{greedy}/team");
    let ask = |url: &str, environment: &[(&str, &str)]| {
        let mut all = vec![("PGPASSWORD", PASSWORD)];
        all.extend(environment);
        levelup(home.path(), url, &all, &["results"])
    };
    for (query, variable, refused) in [
        (
            "?require_auth=scram-sha-256",
            "",
            "require_auth does not allow",
        ),
        ("", "scram-sha-256", "require_auth does not allow"),
        ("", "!password,!md5", "require_auth does not allow"),
        ("", "gss", "require_auth allows no method"),
        ("?channel_binding=require", "", "channel binding"),
    ] {
        let (code, _, err) = ask(&format!("{url}{query}"), &[("PGREQUIREAUTH", variable)]);
        assert_eq!(code, Some(5), "{query} {variable}: {err}");
        assert!(err.contains(refused), "{query} {variable}: {err}");
    }
    let (_, _, err) = ask(&url, &[("PGCHANNELBINDING", "require")]);
    assert!(err.contains("channel binding"), "{err}");
    let (_, _, err) = ask(&url, &[("PGCHANNELBINDING", "yes")]);
    assert!(err.contains("channel_binding must be"), "{err}");
    assert!(sent.try_iter().all(|sent| sent.is_empty()));
    ask(&url, &[("PGREQUIREAUTH", "password")]);
    assert_eq!(sent.recv().unwrap(), PASSWORD);
}

#[test]
fn channel_binding_and_required_methods_work_over_tls() {
    let Some(secure) = Secure::start() else {
        return;
    };
    let root = secure.paper("ours.crt").display().to_string();
    let all = [("PGPASSWORD", PASSWORD), ("PGSSLROOTCERT", &*root)];
    for query in [
        "?sslmode=verify-full&channel_binding=require",
        "?sslmode=require&channel_binding=require&require_auth=scram-sha-256",
        "?sslmode=verify-full&channel_binding=disable&require_auth=scram-sha-256,md5",
    ] {
        let (code, _, err) = secure.results("localhost", query, &all);
        assert_eq!(code, Some(0), "{query}: {err}");
    }
    for query in [
        "?sslmode=verify-full&require_auth=md5",
        "?sslmode=verify-full&require_auth=none",
        "?sslmode=verify-full&require_auth=!scram-sha-256",
    ] {
        let (code, _, err) = secure.results("localhost", query, &all);
        assert_eq!(code, Some(5), "{query}: {err}");
        assert!(
            err.contains("scram-sha-256, which require_auth"),
            "{query}: {err}"
        );
    }
}
