use std::fmt;
use std::path::PathBuf;

use sha2::{Digest as _, Sha256};
use tokio_postgres::Config;
use tokio_postgres::config::{ChannelBinding, Host};

use super::authentication::Allowed;
use crate::results::{decoded, shown};
use crate::store::server::error::message;
use crate::store::server_access::LocationError;

/// How the server must prove its identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TlsMode {
    /// No TLS.
    None,
    /// TLS with any certificate.
    Anyone,
    /// TLS with a certificate that a trusted root signed.
    Signed,
    /// TLS with such a certificate for the host of the URL.
    Host,
}

/// The address of a server. Its `Debug` output contains no password.
#[derive(Clone)]
pub struct Address {
    pub(crate) config: Config,
    pub(crate) tls: TlsMode,
    pub(crate) root: Option<PathBuf>,
    pub(crate) allowed: Allowed,
    shown: String,
}

impl Address {
    /// Parses a URL. Missing parts come from the environment variables of libpq.
    pub(crate) fn parse(url: &str) -> Result<Self, LocationError> {
        let unusable = |what: String| LocationError::Unusable(what);
        let (rest, given) = UrlParameters::split(url)?;
        let mut config: Config = rest
            .parse()
            .map_err(|error: tokio_postgres::Error| unusable(message(&error)))?;
        let has_colon = config.get_user().is_some_and(|user| user.contains(':'));
        if config.get_password().is_some() || has_colon {
            return Err(LocationError::HasPassword);
        }
        fill_in(&mut config).map_err(unusable)?;
        check_names(&config).map_err(unusable)?;
        if given.root.as_deref().is_some_and(is_odd) {
            return Err(unusable(
                "sslrootcert in it has one of the characters = & ; ? #".to_owned(),
            ));
        }
        let mode = given.mode.or_else(|| variable("PGSSLMODE"));
        let root = given.root.or_else(|| variable("PGSSLROOTCERT"));
        let tls = match tls_mode(mode.as_deref(), is_local(&config)).map_err(unusable)? {
            // As in libpq, a root certificate is always checked.
            TlsMode::Anyone if root.is_some() => TlsMode::Signed,
            tls => tls,
        };
        let allowed = given.auth.or_else(|| variable("PGREQUIREAUTH"));
        let allowed = allowed.map_or(Ok(Allowed::default()), |text| Allowed::parse(&text));
        if let Some(binding) = given.binding.or_else(|| variable("PGCHANNELBINDING")) {
            config.channel_binding(channel_binding(&binding).map_err(unusable)?);
        }
        config.application_name("levelup");
        Ok(Self {
            config,
            tls,
            root: root.filter(|root| root != "system").map(PathBuf::from),
            allowed: allowed.map_err(unusable)?,
            shown: shown(url.as_ref()).display().to_string(),
        })
    }

    /// The URL without secrets.
    pub(crate) fn shown(&self) -> String {
        self.shown.clone()
    }

    /// The name of the outbox file for this server: a separate one for each database and login.
    pub(crate) fn file_name(&self) -> String {
        // All hosts: URLs that differ in one of them may mean different servers.
        let hosts = self.config.get_hosts().iter().map(|host| match host {
            Host::Tcp(name) => name.to_ascii_lowercase(),
            #[cfg(unix)]
            Host::Unix(directory) => directory.display().to_string(),
        });
        let addresses = self.config.get_hostaddrs().iter();
        let hosts: Vec<_> = hosts.chain(addresses.map(|at| format!("={at}"))).collect();
        let host = hosts.join(",");
        let ports = match self.config.get_ports() {
            [] => vec!["5432".to_owned()],
            ports => ports.iter().map(u16::to_string).collect(),
        };
        let port = ports.join(",");
        let database = self.config.get_dbname().unwrap_or_default();
        let user = self.config.get_user().unwrap_or_default();
        // The names are for people. The hash makes the file name unique.
        let key = format!("{host}\0{port}\0{database}\0{user}");
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
        let names: String = format!("{host}-{database}-{user}")
            .chars()
            .map(plain)
            .collect();
        let names = names.trim_start_matches('-');
        let sum = Sha256::digest(key);
        let hash = u32::from_be_bytes([sum[0], sum[1], sum[2], sum[3]]);
        format!("{}-{hash:08x}.redb", &names[..names.len().min(80)])
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Address").field(&self.shown).finish()
    }
}

/// The URL parameters that this program handles itself.
#[derive(Default)]
struct UrlParameters {
    mode: Option<String>,
    root: Option<String>,
    auth: Option<String>,
    binding: Option<String>,
}

/// The URL parameters that the PostgreSQL client handles.
const PARAMETERS: [&str; 16] = [
    "application_name",
    "connect_timeout",
    "dbname",
    "host",
    "hostaddr",
    "keepalives",
    "keepalives_idle",
    "keepalives_interval",
    "keepalives_retries",
    "load_balance_hosts",
    "options",
    "port",
    "sslnegotiation",
    "target_session_attrs",
    "tcp_user_timeout",
    "user",
];

impl UrlParameters {
    /// Removes them from a URL and returns the rest. An error contains only the name of a parameter.
    fn split(url: &str) -> Result<(String, Self), LocationError> {
        let (head, query) = url.split_once('?').unwrap_or((url, ""));
        let (mut own, mut rest) = (Self::default(), Vec::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decoded(key);
            if decoded(&name).to_ascii_lowercase().contains("password") {
                return Err(LocationError::HasPassword);
            }
            match name.as_str() {
                "sslmode" => own.mode = Some(decoded(value)),
                "sslrootcert" => own.root = Some(decoded(value)),
                "require_auth" => own.auth = Some(decoded(value)),
                "channel_binding" => own.binding = Some(decoded(value)),
                known if PARAMETERS.contains(&known) && pair.contains('=') => rest.push(pair),
                other => {
                    let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
                    let name = if pair.contains('=') && other.chars().all(is_name) {
                        format!(" {other}")
                    } else {
                        String::new()
                    };
                    let what = format!("it has an unknown parameter{name}");
                    return Err(LocationError::Unusable(what));
                }
            }
        }
        let rest = if rest.is_empty() {
            head.to_owned()
        } else {
            format!("{head}?{}", rest.join("&"))
        };
        Ok((rest, own))
    }
}

/// Rejects a host, database, or login that contains the start of a parameter: the rest, such as a
/// password, would appear in file names and messages.
fn check_names(config: &Config) -> Result<(), String> {
    let hosts = config.get_hosts().iter().filter_map(|host| match host {
        Host::Tcp(name) => Some(name.as_str()),
        #[cfg(unix)]
        Host::Unix(directory) => directory.to_str(),
    });
    let names = [config.get_dbname(), config.get_user()];
    if hosts.chain(names.into_iter().flatten()).any(is_odd) {
        return Err("a name in it contains one of the characters = & ; ? #".to_owned());
    }
    Ok(())
}

/// Whether a text contains the beginning of a parameter.
fn is_odd(text: &str) -> bool {
    decoded(text).contains(['=', '&', ';', '?', '#'])
}

fn channel_binding(text: &str) -> Result<ChannelBinding, String> {
    match text {
        "disable" => Ok(ChannelBinding::Disable),
        "prefer" => Ok(ChannelBinding::Prefer),
        "require" => Ok(ChannelBinding::Require),
        _ => Err("channel_binding must be disable, prefer, or require".to_owned()),
    }
}

fn fill_in(config: &mut Config) -> Result<(), String> {
    let host = variable("PGHOST").filter(|_| config.get_hosts().is_empty());
    if let Some(host) = host {
        config.host(host);
    } else if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
        let socket = "/var/run/postgresql";
        let usual = if std::path::Path::new(socket).is_dir() {
            socket
        } else {
            "localhost"
        };
        config.host(usual);
    }
    if config.get_ports().is_empty()
        && let Some(port) = variable("PGPORT")
    {
        let port = port.parse();
        config.port(port.map_err(|_| "PGPORT is not a valid port".to_owned())?);
    }
    if config.get_user().is_none() {
        let account = || whoami::username().ok();
        let user = variable("PGUSER").or_else(account);
        config.user(user.ok_or("no user is given, and PGUSER is not set")?);
    }
    if config.get_dbname().is_none() {
        let user = config.get_user().unwrap_or_default().to_owned();
        config.dbname(variable("PGDATABASE").unwrap_or(user));
    }
    Ok(())
}

fn tls_mode(mode: Option<&str>, is_local: bool) -> Result<TlsMode, String> {
    match mode {
        None if is_local => Ok(TlsMode::None),
        None | Some("verify-full") => Ok(TlsMode::Host),
        Some("disable") => Ok(TlsMode::None),
        Some("require") => Ok(TlsMode::Anyone),
        Some("verify-ca") => Ok(TlsMode::Signed),
        Some(_) => Err("sslmode must be disable, require, verify-ca, or verify-full".to_owned()),
    }
}

/// Whether all hosts are this machine. `hostaddr` overrides the name of a host.
fn is_local(config: &Config) -> bool {
    let mut addresses = config.get_hostaddrs().iter();
    let are_local = addresses.all(std::net::IpAddr::is_loopback);
    are_local
        && config.get_hosts().iter().all(|host| match host {
            Host::Tcp(name) => {
                let name = name.trim_matches(['[', ']']);
                name == "localhost"
                    || name
                        .parse::<std::net::IpAddr>()
                        .is_ok_and(|ip| ip.is_loopback())
            }
            #[cfg(unix)]
            Host::Unix(_) => true,
        })
}

/// The value of an environment variable that is set and not empty.
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(rest: &str) -> Option<Address> {
        Address::parse(&format!("postgres://ada@{rest}")).ok()
    }

    fn mode(rest: &str) -> Option<TlsMode> {
        address(rest).map(|address| address.tls)
    }

    fn file(rest: &str) -> Option<String> {
        address(rest).map(|address| address.file_name())
    }

    #[test]
    fn remote_hosts_require_tls() {
        assert_eq!(mode("localhost/team"), Some(TlsMode::None));
        let loopback = "localhost/team?hostaddr=127.0.0.1";
        assert_eq!(mode(loopback), Some(TlsMode::None));
        let elsewhere = "localhost/team?hostaddr=192.0.2.7";
        assert_eq!(mode(elsewhere), Some(TlsMode::Host));
        assert_eq!(mode("/team?hostaddr=192.0.2.7"), Some(TlsMode::Host));
        assert_eq!(mode("localhost,db.example/team"), Some(TlsMode::Host));
    }

    #[test]
    fn given_root_certificate_is_checked() {
        assert_eq!(mode("db/team?sslmode=require"), Some(TlsMode::Anyone));
        let named = "db/team?sslmode=require&sslrootcert=%2Fca.pem";
        assert_eq!(mode(named), Some(TlsMode::Signed));
    }

    #[test]
    fn different_servers_have_different_files() {
        let different = [
            "db/team",
            "db:5433/team",
            "db/team?hostaddr=192.0.2.7",
            "db/team?hostaddr=192.0.2.8",
            "db,other/team",
            "db,another/team",
            "db:5432,other:5433/team",
            "db/teams",
        ];
        let files: std::collections::BTreeSet<_> = different.map(file).into_iter().collect();
        assert_eq!(files.len(), different.len(), "{files:?}");
        assert!(!files.contains(&None), "{files:?}");
        assert_eq!(file("DB/team"), file("db/team"), "case does not matter");
    }
}
