//! The password of each host: from `PGPASSWORD`, or from the password file of all PostgreSQL clients,
//! `PGPASSFILE` or `~/.pgpass`.

use std::fs;
use std::path::{Path, PathBuf};

use tokio_postgres::Config;

use super::address::variable;

/// The default directories of Unix sockets. In the password file, they are `localhost`.
const SOCKET_DIRECTORIES: [&str; 3] = ["/tmp", "/var/run/postgresql", "/run/postgresql"];

pub(crate) struct Passwords {
    /// For every host.
    variable: Option<String>,
    file: Option<(PathBuf, String)>,
}

impl Passwords {
    pub(crate) fn read() -> Self {
        let home = || Some(etcetera::home_dir().ok()?.join(".pgpass"));
        let path = variable("PGPASSFILE").map(PathBuf::from).or_else(home);
        // A file that is not regular, such as a pipe, could be endless.
        let path = path.filter(|path| path.is_file());
        Self {
            variable: variable("PGPASSWORD"),
            file: path.and_then(|path| Some((path.clone(), fs::read_to_string(path).ok()?))),
        }
    }

    /// The password for this host and port, if there is one.
    ///
    /// # Errors
    /// If others can read the file.
    pub(crate) fn of(
        &self,
        config: &Config,
        host: &str,
        port: u16,
    ) -> Option<Result<String, String>> {
        if let Some(password) = &self.variable {
            return Some(Ok(password.clone()));
        }
        let (path, text) = self.file.as_ref()?;
        let port = port.to_string();
        let host = if SOCKET_DIRECTORIES.contains(&host) {
            "localhost"
        } else {
            host
        };
        let expected = [
            host,
            &port,
            config.get_dbname().unwrap_or_default(),
            config.get_user().unwrap_or_default(),
        ];
        let found = text.lines().find_map(|line| password(line, expected))?;
        // Like all PostgreSQL clients, ignore it: the password is then missing.
        if found.is_empty() {
            return None;
        }
        Some(check_permissions(path).map(|()| found))
    }
}

/// The password in a line whose other fields match.
fn password(line: &str, expected: [&str; 4]) -> Option<String> {
    if line.starts_with('#') {
        return None;
    }
    let fields = fields(line);
    let [given @ .., password] = fields.as_slice() else {
        return None;
    };
    let matches = |(field, expected): (&String, &str)| field == "*" || field == expected;
    (given.len() == 4 && given.iter().zip(expected).all(matches)).then(|| password.clone())
}

/// The five fields of a line. `\:` is a colon; the last field contains the rest.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ':' if fields.len() < 5 => fields.push(String::new()),
            '\\' => fields.last_mut().into_iter().for_each(|field| {
                field.extend(letters.next());
            }),
            other => fields
                .last_mut()
                .into_iter()
                .for_each(|field| field.push(other)),
        }
    }
    fields
}

#[cfg(unix)]
fn check_permissions(path: &Path) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt as _;
    let open = fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0);
    if open {
        return Err(format!(
            "others can read the passwords in {0}; run chmod 600 {0}",
            path.display()
        ));
    }
    Ok(())
}

#[cfg(not(unix))]
fn check_permissions(_: &Path) -> Result<(), String> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::connect::targets;
    use super::*;

    /// The password that is sent to each host.
    fn sent(url: &str, file: &str) -> Vec<Option<String>> {
        let config: Config = format!("postgres://ada@{url}").parse().unwrap_or_default();
        let passwords = Passwords {
            variable: None,
            file: Some((PathBuf::new(), file.to_owned())),
        };
        let targets = targets(&config).unwrap_or_default();
        let of = |host: &str, port| passwords.of(&config, host, port).and_then(Result::ok);
        targets.iter().map(|to| of(&to.host, to.port)).collect()
    }

    #[test]
    fn each_host_gets_its_password() {
        let file = "one:5432:team:ada:first\ntwo:5433:team:ada:second\nlocalhost:*:*:*:mine\n";
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            sent("one:5432,two:5433/team", file),
            [some("first"), some("second")]
        );
        assert_eq!(sent("one:5433,two:5432/team", file), [None, None]);
        assert_eq!(sent("three,one/team", file), [None, some("first")]);
        assert_eq!(sent("two:5433,one/other", file), [None, None]);
        assert_eq!(
            sent("%2Ftmp,%2Fhome%2Feve/team", file),
            [some("mine"), None]
        );
        assert_eq!(
            sent("/team?hostaddr=10.0.0.1", "10.0.0.1:*:*:*:x"),
            [some("x")]
        );
    }
}
