mod address;
mod authentication;
mod connect;
mod password_file;
mod stream;
mod tls;

use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

pub(crate) use address::Address;
use futures_util::future::try_join;
use tokio::runtime::{Builder, Runtime};
use tokio::time::{timeout, timeout_at};
use tokio_postgres::Client;

use self::connect::{Connected, connect};
use self::stream::Progress;
use crate::results::StoreError;
use crate::store::deadline::Deadline;
use crate::store::deadline::{OnWait, SHOWN_AFTER, jittered};
use crate::store::server::error::{ServerError, ServerResult, check_schema};

/// How long to wait for a cancel request to reach the server.
const CANCELING: Duration = Duration::from_millis(500);
/// `statement_timeout`, for statements of a killed program. It includes transfers, so it is long
/// enough for a slow connection.
const STATEMENT: Duration = Duration::from_secs(600);
/// The first and the longest pause before a call that a concurrent transaction stopped is repeated.
const PAUSES: (Duration, Duration) = (Duration::from_millis(2), Duration::from_millis(250));

/// A connection to a server, opened by the first call and reopened if it broke.
///
/// If no bytes arrive or leave for the length of the deadline, the call fails and is canceled, and the
/// connection is dropped. A slow connection is not given up.
pub(crate) struct ServerConnection {
    address: Address,
    deadline: Deadline,
    /// Whether the server ends a statement that takes too long.
    limited: bool,
    /// Whether the database must contain a store with the schema of this program.
    needs_store: bool,
    on_wait: Mutex<Option<OnWait>>,
    open: Mutex<Option<OpenConnection>>,
}

struct OpenConnection {
    // Before its runtime, so that it is dropped first.
    connected: Connected,
    runtime: DetachedRuntime,
    limited: bool,
}

/// A runtime that is dropped without waiting: the system's name resolution has no deadline.
struct DetachedRuntime(Option<Runtime>);

impl DetachedRuntime {
    fn new() -> ServerResult<Self> {
        let runtime = Builder::new_current_thread().enable_all().build();
        Ok(Self(Some(runtime.map_err(ServerError::Runtime)?)))
    }

    fn block_on<T>(&self, job: impl Future<Output = ServerResult<T>>) -> ServerResult<T> {
        self.0.as_ref().ok_or_else(not_connected)?.block_on(job)
    }
}

impl Drop for DetachedRuntime {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// What to do with a call whose response was lost with the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Retry {
    /// Call again: it may have taken effect, and can do so twice.
    Once,
    Never,
    /// Never, and do not limit the time of the call: only each of its statements has the deadline.
    NeverUnlimited,
}

impl ServerConnection {
    pub(crate) fn new(address: Address, deadline: Deadline, on_wait: Option<OnWait>) -> Self {
        Self {
            address,
            deadline,
            limited: true,
            needs_store: true,
            on_wait: Mutex::new(on_wait),
            open: Mutex::new(None),
        }
    }

    /// For a database that may not contain a store.
    pub(crate) fn without_store(self) -> Self {
        Self {
            needs_store: false,
            ..self
        }
    }

    /// A separate connection to the same server, for a long read.
    pub(crate) fn for_long_read(&self) -> Self {
        let deadline = Deadline {
            silence: self.deadline.long_read,
            ..self.deadline
        };
        Self {
            limited: false,
            ..Self::new(self.address.clone(), deadline, None)
        }
    }

    /// The URL of the server, without a password.
    pub(crate) fn shown(&self) -> String {
        self.address.shown()
    }

    /// Runs a job that can be repeated if its response is lost.
    pub(crate) fn call<T>(
        &self,
        job: impl AsyncFnMut(&mut Client) -> ServerResult<T>,
    ) -> Result<T, StoreError> {
        self.run(Retry::Once, job)
    }

    /// Runs a job that cannot be repeated, because it may have taken effect.
    pub(crate) fn call_once<T>(
        &self,
        job: impl AsyncFnMut(&mut Client) -> ServerResult<T>,
    ) -> Result<T, StoreError> {
        self.run(Retry::Never, job)
    }

    /// Runs a job that cannot be repeated, and takes as long as it needs.
    pub(crate) fn call_unlimited<T>(
        &self,
        job: impl AsyncFnMut(&mut Client) -> ServerResult<T>,
    ) -> Result<T, StoreError> {
        self.run(Retry::NeverUnlimited, job)
    }

    fn run<T>(
        &self,
        retry: Retry,
        mut job: impl AsyncFnMut(&mut Client) -> ServerResult<T>,
    ) -> Result<T, StoreError> {
        let end = Instant::now() + self.deadline.silence;
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let mut pause = PAUSES.0;
        let mut may_reconnect = retry == Retry::Once;
        loop {
            let was_open = open.is_some();
            let error = match self.attempt(&mut open, retry, &mut job) {
                Ok(found) => return Ok(found),
                Err(error) => error,
            };
            match error {
                ServerError::Again if Instant::now() < end => {
                    std::thread::sleep(jittered(pause));
                    pause = (pause * 2).min(PAUSES.1);
                }
                // An idle connection is often dead before the call.
                ServerError::Lost(_) if was_open && may_reconnect => {
                    may_reconnect = false;
                    *open = None;
                }
                error => {
                    if matches!(error, ServerError::Lost(_) | ServerError::Away(_)) {
                        *open = None;
                    }
                    return Err(error.at(&self.shown()));
                }
            }
        }
    }

    fn attempt<T>(
        &self,
        open: &mut Option<OpenConnection>,
        retry: Retry,
        job: &mut impl AsyncFnMut(&mut Client) -> ServerResult<T>,
    ) -> ServerResult<T> {
        if open
            .as_ref()
            .is_none_or(|open| open.connected.client.is_closed())
        {
            *open = None;
            *open = Some(self.connect()?);
        }
        let OpenConnection {
            connected,
            runtime,
            limited,
        } = open.as_mut().ok_or_else(not_connected)?;
        let progress = Arc::clone(&connected.progress);
        let unlimited = retry == Retry::NeverUnlimited;
        let remove_limit = unlimited && std::mem::take(limited);
        runtime.block_on(async {
            let client = &mut connected.client;
            let job = async {
                if remove_limit {
                    client.batch_execute("SET statement_timeout = 0").await?;
                }
                job(client).await
            };
            let job = self.until_silent(&progress, job);
            let ended = if unlimited {
                job.await
            } else {
                self.report_wait(job).await
            };
            if ended.is_none() {
                let _ = timeout(CANCELING, connected.cancel()).await;
            }
            ended.unwrap_or_else(|| Err(no_response()))
        })
    }

    fn connect(&self) -> ServerResult<OpenConnection> {
        let runtime = DetachedRuntime::new()?;
        let end = Instant::now() + self.deadline.connecting;
        let job = async {
            let connected = connect(&self.address, end).await?;
            let client = &connected.client;
            // Both in the same round trip.
            let set_limits =
                async { Ok::<_, ServerError>(client.batch_execute(&self.limits()).await?) };
            let check_store = async {
                if self.needs_store {
                    let sql = "SELECT levelup.schema_number()";
                    let rows = client.query_typed(sql, &[]).await?;
                    let number: Option<&str> = rows.first().and_then(|row| row.try_get(0).ok());
                    check_schema(number.ok_or(ServerError::NotSetUp)?)?;
                }
                Ok(())
            };
            try_join(set_limits, check_store).await?;
            Ok(connected)
        };
        let connected = runtime.block_on(async {
            let ended = self.report_wait(timeout_at(end.into(), job)).await;
            ended.unwrap_or_else(|_| Err(no_response()))
        })?;
        Ok(OpenConnection {
            connected,
            runtime,
            limited: self.limited,
        })
    }

    /// Makes the server end the statements of a killed program. `lock_timeout` is shorter than the
    /// deadline, so that the error is about the lock.
    fn limits(&self) -> String {
        let statement = if self.limited {
            STATEMENT.as_millis()
        } else {
            0
        };
        format!(
            "SET lock_timeout = {}; SET statement_timeout = {statement}",
            (self.deadline.silence * 2 / 3).as_millis(),
        )
    }

    /// Waits for `job` while bytes arrive or leave. `None` if none did for the length of the deadline.
    async fn until_silent<T>(
        &self,
        progress: &Progress,
        job: impl Future<Output = ServerResult<T>>,
    ) -> Option<ServerResult<T>> {
        let mut job = pin!(job);
        let mut polling = Duration::ZERO;
        let mut end = Instant::now() + self.deadline.silence;
        loop {
            let polled = poll_fn(|cx| {
                let begin = Instant::now();
                let polled = job.as_mut().poll(cx);
                polling += begin.elapsed();
                polled
            });
            if let Ok(outcome) = timeout_at(end.into(), polled).await {
                return Some(outcome);
            }
            // Time that `job` itself needs, such as to read a file, is not silence of the server.
            end = progress.end(self.deadline.silence) + std::mem::take(&mut polling);
            if end <= Instant::now() {
                return None;
            }
        }
    }

    /// Waits for `job`, and reports a long wait.
    async fn report_wait<T>(&self, job: impl Future<Output = T>) -> T {
        let mut job = pin!(job);
        if let Ok(done) = timeout(SHOWN_AFTER, &mut job).await {
            return done;
        }
        let report = |waiting| {
            let on_wait = self.on_wait.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(on_wait) = on_wait.as_ref() {
                on_wait(waiting);
            }
        };
        report(true);
        let done = job.await;
        report(false);
        done
    }
}

fn no_response() -> ServerError {
    ServerError::Away("it did not respond in time".to_owned())
}

fn not_connected() -> ServerError {
    ServerError::Lost("not connected".to_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::thread;

    use super::*;

    #[test]
    fn dropping_a_connection_does_not_wait_for_name_resolution() {
        let (answer, name) = channel::<()>();
        let (sender, ended) = channel();
        thread::spawn(move || {
            if let Ok(runtime) = DetachedRuntime::new() {
                let asked = runtime
                    .block_on(async move { Ok(tokio::task::spawn_blocking(move || name.recv())) });
                drop(runtime);
                let _ = sender.send(asked.is_ok());
            }
        });
        let ended = ended.recv_timeout(Duration::from_secs(20));
        drop(answer);
        assert_eq!(ended, Ok(true));
    }
}
