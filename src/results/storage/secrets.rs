//! Redacts passwords in the URL of a store, however it is spelled.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::connection_string::is_connection_string;

/// Parameters of a URL whose values are shown. All others are hidden, because no list of secret names
/// covers every misspelling of `password`.
const HARMLESS: [&str; 21] = [
    "application_name",
    "channel_binding",
    "connect_timeout",
    "dbname",
    "host",
    "hostaddr",
    "keepalives",
    "keepalives_idle",
    "keepalives_interval",
    "keepalives_retries",
    "load_balance_hosts",
    "port",
    "require_auth",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslnegotiation",
    "sslrootcert",
    "target_session_attrs",
    "tcp_user_timeout",
    "user",
];

const HIDDEN: &str = "***";

/// Returns the path or URL of a store with `***` for each secret part.
pub(crate) fn shown(named: &Path) -> PathBuf {
    let text = named.to_string_lossy();
    if is_connection_string(&text) {
        return HIDDEN.into();
    }
    let secrets = secrets(&text);
    if secrets.is_empty() {
        return named.to_path_buf();
    }
    let (mut shown, mut end) = (String::new(), 0);
    for secret in secrets {
        shown.push_str(&text[end..secret.start]);
        shown.push_str(HIDDEN);
        end = secret.end;
    }
    shown.push_str(&text[end..]);
    shown.into()
}

/// Returns a text with a `*` for each byte of a secret part of a URL, and of a connection string that
/// is a value, so that lines and columns stay valid.
pub(crate) fn masked(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut end = 0;
        let found = match connection_string(line) {
            Some(whole) => vec![whole],
            None => secrets(line.trim_end()),
        };
        for secret in found {
            masked.push_str(&line[end..secret.start]);
            masked.extend(std::iter::repeat_n('*', secret.len()));
            end = secret.end;
        }
        masked.push_str(&line[end..]);
    }
    masked
}

/// Where a connection string is in a line: a value, as in `store = "host=db password=secret"`, or a
/// quoted word.
fn connection_string(line: &str) -> Option<Range<usize>> {
    ['=', '\''].into_iter().find_map(|before| {
        let (_, value) = line.split_once(before)?;
        let start = line.len() - value.trim_start_matches([' ', '\t', '"', '\'']).len();
        is_connection_string(&line[start..]).then(|| start..line.trim_end().len())
    })
}

/// Decodes percent-encoded characters.
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = behind
            .get(..2)
            .and_then(|two| std::str::from_utf8(two).ok());
        let code = code.and_then(|two| u8::from_str_radix(two, 16).ok());
        if let Some(byte) = code.filter(|_| *first == b'%') {
            bytes.push(byte);
            rest = &behind[2..];
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Finds the secret parts of a text that contains a URL, in order.
fn secrets(text: &str) -> Vec<Range<usize>> {
    let Some(start) = text.find("://").map(|at| at + 3) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    // A password may contain any character: everything up to the last @ can be part of it.
    let hosts = match text[start..].rfind('@').map(|at| start + at) {
        Some(at) => {
            let colon = colon(&text[start..at]).map(|(_, behind)| start + behind);
            found.extend(
                colon
                    .map(|behind| behind..at)
                    .filter(|part| !part.is_empty()),
            );
            // Without a colon, the @ may be part of a query.
            if found.is_empty() { start } else { at + 1 }
        }
        None => start,
    };
    let query = text[hosts..].find('?').map_or(text.len(), |at| hosts + at);
    let path = text[hosts..query].find('/').map_or(query, |at| hosts + at);
    for (at, host) in parts(&text[hosts..path], &[',']) {
        let host = hosts + at..hosts + at + host.len();
        found.extend(port(&text[host.clone()]).map(|at| host.start + at..host.end));
    }
    if is_odd(&text[path..query]) {
        found.push(path + 1..query);
    }
    let pairs = (query + 1).min(text.len());
    for (at, pair) in parts(&text[pairs..], &['&', ';']) {
        found.extend(value(pair).map(|value| pairs + at + value.start..pairs + at + value.end));
    }
    found
}

/// The parts of a text, with their offsets.
fn parts<'t>(text: &'t str, between: &'static [char]) -> impl Iterator<Item = (usize, &'t str)> {
    text.split(between)
        .map(|part| (part.as_ptr() as usize - text.as_ptr() as usize, part))
}

/// The start and end of the first colon, which may be spelled `%3A`.
fn colon(text: &str) -> Option<(usize, usize)> {
    let plain = text.find(':').map(|at| (at, at + 1));
    let spelled = ["%3A", "%3a"].map(|colon| text.find(colon).map(|at| (at, at + 3)));
    [plain, spelled[0], spelled[1]].into_iter().flatten().min()
}

/// Returns the start of the port of a host if it is not a number: it can be a password.
fn port(host: &str) -> Option<usize> {
    let behind = match host.split_once(']') {
        Some((address, rest)) if host.starts_with('[') => (address.len() + 1, rest),
        _ => (0, host),
    };
    let at = behind.0 + colon(behind.1)?.1;
    let is_number = host[at..].bytes().all(|byte| byte.is_ascii_digit());
    (!is_number).then_some(at)
}

/// Whether a part of a URL that cannot contain parameters looks as if it does.
fn is_odd(part: &str) -> bool {
    let twice = decoded(&decoded(part));
    part.len() > 1 && twice.contains(['=', '&', ';', '?', '#', '@'])
}

/// Returns the part of `key=value` to hide.
fn value(pair: &str) -> Option<Range<usize>> {
    let Some((key, value)) = pair.split_once('=') else {
        return (!pair.is_empty()).then_some(0..pair.len());
    };
    let name = decoded(key);
    let has_password = name == "user" && decoded(value).contains(':');
    let is_shown = HARMLESS.contains(&&*name) && !has_password && !is_odd(value);
    let is_key = |byte: u8| byte.is_ascii_alphanumeric() || b"_%".contains(&byte);
    let start = if key.bytes().all(is_key) {
        key.len() + 1
    } else {
        0
    };
    (!is_shown && start < pair.len()).then_some(start..pair.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shows(url: &str) -> String {
        shown(Path::new(url)).display().to_string()
    }

    #[test]
    fn a_url_without_secrets_is_shown_as_it_is() {
        for url in [
            "postgres://ada@db.example/team",
            "postgres://ada@db.example:5432,[::1]:5433,10.0.0.1/team?sslmode=require",
            "postgres://ada@%2Frun%2Fpostgresql/team",
            "postgres://?host=/run/postgresql&port=5432&dbname=team&user=ada",
            "postgres://ada@db/team?sslrootcert=%2Fetc%2Fca.pem&hostaddr=10.0.0.1",
            "/home/ada/levelup.redb",
            "C:\\Users\\ada\\levelup.redb",
        ] {
            assert_eq!(shows(url), url);
        }
    }

    #[test]
    fn only_the_secret_part_of_a_url_is_hidden() {
        for (url, expected) in [
            ("postgres://ada:pw@db/team", "postgres://ada:***@db/team"),
            (
                "postgres://ada%3Apw@db/team",
                "postgres://ada%3A***@db/team",
            ),
            ("postgres://ada:p/w@x@db/team", "postgres://ada:***@db/team"),
            (
                "postgres://ada@db/team?sslmode=disable&Password=pw",
                "postgres://ada@db/team?sslmode=disable&Password=***",
            ),
            ("postgres://ada:pw", "postgres://ada:***"),
            ("jdbc:postgresql://ada:pw@db", "***"),
        ] {
            assert_eq!(shows(url), expected);
        }
    }

    #[test]
    fn a_masked_text_keeps_its_places() {
        let text = "a = 1\nstore = \"postgres://ada:pwé@db/team\"\nb = 2\n";
        let masked = masked(text);
        assert_eq!(masked.len(), text.len());
        assert!(masked.contains("ada:****@db/team\"\nb = 2"), "{masked}");
        let masked = self::masked("store = 'host=db password=secret'\n");
        assert_eq!(masked, format!("store = '{}\n", "*".repeat(24)));
    }
}
