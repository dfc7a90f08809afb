//! The password from the file that all clients of PostgreSQL share: `PGPASSFILE`, or `~/.pgpass`.

use std::path::{Path, PathBuf};

use tokio_postgres::Config;
use tokio_postgres::config::Host;

use super::address::variable;

/// The password for this server and user, where the file has one.
///
/// # Errors
/// Where others may read the file: then nothing in it is used.
pub(super) fn find(config: &Config) -> Result<Option<String>, String> {
    let Some(path) = path() else { return Ok(None) };
    let Ok(text) = std::fs::read_to_string(&path) else {
        return Ok(None);
    };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    let wanted = [
        hosts(config),
        vec![port.to_string()],
        vec![config.get_dbname().unwrap_or_default().to_owned()],
        vec![config.get_user().unwrap_or_default().to_owned()],
    ];
    let found = text.lines().find_map(|line| password(line, &wanted));
    if found.is_some() {
        keep_to_oneself(&path)?;
    }
    Ok(found)
}

fn path() -> Option<PathBuf> {
    let home = || Some(etcetera::home_dir().ok()?.join(".pgpass"));
    variable("PGPASSFILE").map(PathBuf::from).or_else(home)
}

/// The names under which the server may stand; a socket is this machine.
fn hosts(config: &Config) -> Vec<String> {
    let mut names = Vec::new();
    for host in config.get_hosts() {
        match host {
            Host::Tcp(name) => names.push(name.clone()),
            #[cfg(unix)]
            Host::Unix(folder) => {
                names.push(folder.display().to_string());
                names.push("localhost".to_owned());
            }
        }
    }
    names
}

/// The password of a line, where its other fields fit.
fn password(line: &str, wanted: &[Vec<String>; 4]) -> Option<String> {
    if line.starts_with('#') {
        return None;
    }
    let fields = fields(line);
    let [given @ .., password] = fields.as_slice() else {
        return None;
    };
    let fit = |(field, wanted): (&String, &Vec<String>)| field == "*" || wanted.contains(field);
    (given.len() == 4 && given.iter().zip(wanted).all(fit)).then(|| password.clone())
}

/// The fields of a line: five, in which `\:` is a colon; the last has all the rest.
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
fn keep_to_oneself(path: &Path) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt as _;
    let open = std::fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0);
    if open {
        return Err(format!(
            "others may read the passwords in {0}: chmod 600 {0}",
            path.display()
        ));
    }
    Ok(())
}

#[cfg(not(unix))]
fn keep_to_oneself(_: &Path) -> Result<(), String> {
    Ok(())
}
