//! Connects to the hosts of a URL, one after the other, each with its password.

use std::future::poll_fn;
use std::hash::{BuildHasher as _, RandomState};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::task::{Poll, ready};
use std::time::{Duration, Instant};

use socket2::{SockRef, TcpKeepalive};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
#[cfg(unix)]
use tokio::net::UnixStream;
use tokio::time::timeout_at;
use tokio_postgres::config::{Host, LoadBalanceHosts, SslMode, SslNegotiation, TargetSessionAttrs};
use tokio_postgres::{Client, Config, Connection, SimpleQueryMessage};

use super::address::{Address, TlsMode};
use super::password_file::Passwords;
use super::stream::{Layer, Progress, Socket};
use super::tls;
use crate::store::server::error::{ServerError, ServerResult, message};

/// The most notices of a connection. A server sends notices only when a store is set up.
const NOTICES_MAX: usize = 10_000;

/// A host of a URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// The name in certificates and in the password file.
    pub(crate) host: String,
    endpoint: Endpoint,
    pub(crate) port: u16,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Endpoint {
    Tcp(String),
    /// The socket in this directory.
    Unix(PathBuf),
}

/// A connection, with what is needed to cancel its statements.
pub(crate) struct Connected {
    pub(crate) client: Client,
    pub(crate) progress: Arc<Progress>,
    address: Address,
    target: Target,
}

impl Connected {
    /// Cancels the running statement of this connection.
    pub(crate) async fn cancel(&self) {
        let Ok(layer) = layer(&self.address, &self.target, Arc::new(Progress::new())) else {
            return;
        };
        if let Ok(socket) = socket(&self.target, &self.address.config).await {
            let _ = self
                .client
                .cancel_token()
                .cancel_query_raw(socket, layer)
                .await;
        }
    }
}

/// Connects to the first host that can be reached. If a host rejects the login or has an invalid
/// certificate, the other hosts are not tried, as in libpq.
pub(crate) async fn connect(address: &Address, end: Instant) -> ServerResult<Connected> {
    let targets = targets(&address.config)?;
    let passwords = Passwords::read();
    let mut last = ServerError::Away("it contains no host".to_owned());
    let mut left = u32::try_from(targets.len()).unwrap_or(u32::MAX);
    for target in targets {
        // Leave time for the other hosts.
        let share = end.saturating_duration_since(Instant::now()) / left.max(1);
        let share = match address.config.get_connect_timeout() {
            Some(limit) => share.min(*limit),
            None => share,
        };
        left = left.saturating_sub(1);
        let connected = connect_to(address, &target, &passwords);
        let connected = timeout_at((Instant::now() + share).into(), connected).await;
        match connected {
            Ok(Ok(connected)) => return Ok(connected),
            Ok(Err(error @ (ServerError::Denied(_) | ServerError::Exists(_)))) => {
                return Err(error);
            }
            Ok(Err(error)) => last = error,
            Err(_) => last = ServerError::Away("it did not respond in time".to_owned()),
        }
    }
    Err(last)
}

async fn connect_to(
    address: &Address,
    target: &Target,
    passwords: &Passwords,
) -> ServerResult<Connected> {
    let mut config = address.config.clone();
    pin_search_path(&mut config);
    let password = passwords.of(&config, &target.host, target.port);
    let has_password = password.is_some();
    if let Some(password) = password {
        config.password(password.map_err(ServerError::Denied)?);
    }
    let progress = Arc::new(Progress::new());
    let layer = layer(address, target, Arc::clone(&progress))?;
    config.ssl_mode(SslMode::Require);
    if layer.tls.is_none() {
        // Send no TLS request: the stream is a plain one.
        config.ssl_negotiation(SslNegotiation::Direct);
    }
    let socket = socket(target, &config).await.map_err(|error| {
        ServerError::Away(format!("error connecting to server: {}", message(&error)))
    })?;
    let explain = |error: tokio_postgres::Error| match ServerError::from(error) {
        // Of the errors of the client itself, only this one is about the login.
        ServerError::Lost(why) | ServerError::Denied(why)
            if !has_password && why.contains("password missing") =>
        {
            ServerError::Denied("it requires a password, and none was found".to_owned())
        }
        ServerError::Denied(why) if why.contains("UnknownIssuer") => ServerError::Denied(format!(
            "{why}; set sslrootcert=FILE to the root that signed its certificate"
        )),
        ServerError::Lost(why) => ServerError::Away(why),
        error => error,
    };
    let (client, connection) = config.connect_raw(socket, layer).await.map_err(explain)?;
    progress.logged_in();
    tokio::spawn(run(connection));
    check_session(&client, config.get_target_session_attrs()).await?;
    Ok(Connected {
        client,
        progress,
        address: address.clone(),
        target: target.clone(),
    })
}

/// Runs a connection until it ends or has sent too many notices: each notice counts as progress, so
/// without a limit a call could wait forever.
async fn run<S, T>(mut connection: Connection<S, T>)
where
    S: AsyncRead + AsyncWrite + Unpin,
    T: AsyncRead + AsyncWrite + Unpin,
{
    let mut notices = 0;
    poll_fn(|cx| {
        loop {
            match ready!(connection.poll_message(cx)) {
                Some(Ok(_)) if notices < NOTICES_MAX => notices += 1,
                _ => return Poll::Ready(()),
            }
        }
    })
    .await;
}

/// Finds names only in `pg_catalog`, so that a function that another login created in `public` is
/// never called. If an option is given twice, the server uses the last one.
fn pin_search_path(config: &mut Config) {
    let given = config.get_options().unwrap_or_default();
    let options = format!("{given} -c search_path=pg_catalog");
    config.options(options.trim_start());
}

/// All hosts, in the order of the attempts.
pub(crate) fn targets(config: &Config) -> ServerResult<Vec<Target>> {
    let (hosts, addresses, ports) = (
        config.get_hosts(),
        config.get_hostaddrs(),
        config.get_ports(),
    );
    let count = hosts.len().max(addresses.len());
    let fits = |len: usize| len <= 1 || len == count;
    if !fits(ports.len())
        || !hosts.is_empty() && !addresses.is_empty() && hosts.len() != addresses.len()
    {
        let why = "the numbers of its hosts, addresses, and ports differ";
        return Err(ServerError::Denied(why.to_owned()));
    }
    let target = |at: usize| {
        let address = addresses.get(at).map(ToString::to_string);
        let (host, endpoint) = match hosts.get(at) {
            #[cfg(unix)]
            Some(Host::Unix(directory)) => (
                directory.display().to_string(),
                Endpoint::Unix(directory.clone()),
            ),
            Some(Host::Tcp(name)) => (name.clone(), Endpoint::Tcp(name.clone())),
            None => (String::new(), Endpoint::Tcp(String::new())),
        };
        let endpoint = address.clone().map_or(endpoint, Endpoint::Tcp);
        Target {
            host: if host.is_empty() {
                address.unwrap_or_default()
            } else {
                host
            },
            endpoint,
            port: ports.get(at).or(ports.first()).copied().unwrap_or(5432),
        }
    };
    let mut targets: Vec<_> = (0..count).map(target).collect();
    if config.get_load_balance_hosts() == LoadBalanceHosts::Random {
        let random = RandomState::new();
        targets.sort_by_cached_key(|target| random.hash_one((&target.host, target.port)));
    }
    Ok(targets)
}

/// A Unix socket is local and has no TLS.
fn layer(address: &Address, target: &Target, progress: Arc<Progress>) -> ServerResult<Layer> {
    let is_plain = address.tls == TlsMode::None || matches!(target.endpoint, Endpoint::Unix(_));
    let tls = (!is_plain).then(|| tls::connector(address.tls, address.root.as_deref()));
    Ok(Layer {
        tls: tls.transpose().map_err(ServerError::Denied)?,
        host: target.host.clone(),
        allowed: address.allowed.clone(),
        progress,
    })
}

async fn socket(target: &Target, config: &Config) -> io::Result<Box<dyn Socket>> {
    let name = match &target.endpoint {
        Endpoint::Tcp(name) => name,
        #[cfg(unix)]
        Endpoint::Unix(directory) => {
            let socket = directory.join(format!(".s.PGSQL.{}", target.port));
            return Ok(Box::new(UnixStream::connect(socket).await?));
        }
        #[cfg(not(unix))]
        Endpoint::Unix(_) => return Err(io::ErrorKind::Unsupported.into()),
    };
    let stream = TcpStream::connect((name.as_str(), target.port)).await?;
    stream.set_nodelay(true)?;
    if config.get_keepalives() {
        SockRef::from(&stream).set_tcp_keepalive(&keepalive(config))?;
    }
    #[cfg(target_os = "linux")]
    if let Some(limit) = config.get_tcp_user_timeout() {
        SockRef::from(&stream).set_tcp_user_timeout(Some(*limit))?;
    }
    Ok(Box::new(stream))
}

fn keepalive(config: &Config) -> TcpKeepalive {
    let keepalive = TcpKeepalive::new().with_time(config.get_keepalives_idle());
    let interval = config
        .get_keepalives_interval()
        .unwrap_or(Duration::from_secs(75));
    let keepalive = keepalive.with_interval(interval);
    #[cfg(unix)]
    if let Some(retries) = config.get_keepalives_retries() {
        return keepalive.with_retries(retries);
    }
    keepalive
}

/// Checks that a server matches `target_session_attrs`.
async fn check_session(client: &Client, required: TargetSessionAttrs) -> ServerResult<()> {
    let rejected = match required {
        TargetSessionAttrs::ReadWrite => "on",
        TargetSessionAttrs::ReadOnly => "off",
        _ => return Ok(()),
    };
    let reply = client.simple_query("SHOW transaction_read_only").await?;
    let is_rejected = |message: &SimpleQueryMessage| match message {
        SimpleQueryMessage::Row(row) => row.get(0) == Some(rejected),
        _ => false,
    };
    if reply.iter().any(is_rejected) {
        let why = if rejected == "on" {
            "writes"
        } else {
            "only reads"
        };
        return Err(ServerError::Away(format!("database does not allow {why}")));
    }
    Ok(())
}
