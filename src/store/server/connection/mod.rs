mod address;
mod authentication;
mod connect;
mod password_file;
mod stream;
mod tls;

use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

pub(crate) use address::{Address, said};
pub(crate) use authentication::NotAllowed;
use futures_util::future::join;
use tokio::runtime::{Builder, Runtime};
use tokio::time::{timeout, timeout_at};
use tokio_postgres::Client;

use self::connect::{Connected, connect};
use self::stream::Progress;
use crate::results::StoreError;
use crate::store::deadline::Deadline;
use crate::store::deadline::{OnWait, SHOWN_AFTER, jittered};
use crate::store::redb::RedbError;
use crate::store::server::error::{ServerError, ServerResult};
use crate::store::server::schema;

/// The shortest deadline of a long read, also for a screen.
const AT_LENGTH: Duration = Duration::from_secs(20);
/// How long to wait for a cancel request to reach the server.
const CANCELLING: Duration = Duration::from_millis(500);
/// `statement_timeout`, for statements of a killed program. It includes transfers, so it is long
/// enough for a slow connection.
const STATEMENT: Duration = Duration::from_secs(600);
/// The first pause before a transaction that was in another's way is tried again, and the longest.
const PAUSES: (Duration, Duration) = (Duration::from_millis(2), Duration::from_millis(250));

/// The line to a server: made at the first call that needs it, and made anew after it broke.
///
/// If no bytes arrive or leave for the length of the deadline, the call fails and is canceled, and the
/// connection is dropped. A slow connection is not given up.
pub(crate) struct ServerConnection {
    address: Address,
    deadline: Deadline,
    /// Whether the server ends a statement that takes too long.
    limited: bool,
    on_wait: Mutex<Option<OnWait>>,
    open: Mutex<Option<OpenConnection>>,
}

struct OpenConnection {
    // Before its runtime, on which it rests.
    connected: Connected,
    runtime: DetachedRuntime,
    /// Whether the server ends a statement that takes too long.
    limited: bool,
}

/// A runtime whose end waits for nothing: the system's resolver of names knows no deadline.
struct DetachedRuntime(Option<Runtime>);

impl DetachedRuntime {
    fn new() -> ServerResult<Self> {
        let runtime = Builder::new_current_thread().enable_all().build();
        Ok(Self(Some(runtime.map_err(RedbError::Io)?)))
    }

    fn block_on<T>(&self, job: impl Future<Output = ServerResult<T>>) -> ServerResult<T> {
        let gone = || ServerError::Lost("there is no line".to_owned());
        self.0.as_ref().ok_or_else(gone)?.block_on(job)
    }
}

impl Drop for DetachedRuntime {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// What may happen to a call whose answer was lost with the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Retry {
    /// It can be made once more: twice is as good as once.
    Harmless,
    /// It cannot: it may have been done.
    Never,
    /// It cannot, and takes as long as it takes: each of its statements has the deadline.
    AtLength,
}

impl ServerConnection {
    pub(crate) fn new(address: Address, deadline: Deadline, on_wait: Option<OnWait>) -> Self {
        Self {
            address,
            deadline,
            limited: true,
            on_wait: Mutex::new(on_wait),
            open: Mutex::new(None),
        }
    }

    /// A separate connection to the same server, for a long read.
    pub(crate) fn another(&self) -> Self {
        let deadline = Deadline {
            silence: self.deadline.silence.max(AT_LENGTH),
            ..self.deadline
        };
        Self {
            limited: false,
            ..Self::new(self.address.clone(), deadline, None)
        }
    }

    /// What a person may see of the server's address.
    pub(crate) fn shown(&self) -> String {
        self.address.shown()
    }

    /// Does `job` on the server, and once more where the line broke.
    pub(crate) fn ask<T>(
        &self,
        job: impl AsyncFnMut(&mut Client) -> ServerResult<T>,
    ) -> Result<T, StoreError> {
        self.run(Retry::Harmless, true, job)
    }

    /// The same, for what is done twice where it is asked twice.
    pub(crate) fn ask_once<T>(
        &self,
        job: impl AsyncFnMut(&mut Client) -> ServerResult<T>,
    ) -> Result<T, StoreError> {
        self.run(Retry::Never, true, job)
    }

    /// The same for what takes as long as it takes, and cannot be begun anew.
    pub(crate) fn ask_at_length<T>(
        &self,
        job: impl AsyncFnMut(&mut Client) -> ServerResult<T>,
    ) -> Result<T, StoreError> {
        self.run(Retry::AtLength, true, job)
    }

    /// The same where the database may have no store yet.
    pub(crate) fn ask_anything<T>(
        &self,
        job: impl AsyncFnMut(&mut Client) -> ServerResult<T>,
    ) -> Result<T, StoreError> {
        self.run(Retry::Harmless, false, job)
    }

    fn run<T>(
        &self,
        repeat: Retry,
        is_store: bool,
        mut job: impl AsyncFnMut(&mut Client) -> ServerResult<T>,
    ) -> Result<T, StoreError> {
        let end = Instant::now() + self.deadline.silence;
        let mut open = self.open();
        let mut pause = PAUSES.0;
        let mut may_reconnect = true;
        loop {
            let was_open = open.is_some();
            let outcome = self.attempt(&mut open, (is_store, repeat), &mut job);
            let trouble = match outcome {
                Ok(found) => return Ok(found),
                Err(trouble) => trouble,
            };
            match trouble {
                ServerError::Again if Instant::now() < end => {
                    std::thread::sleep(jittered(pause));
                    pause = (pause * 2).min(PAUSES.1);
                }
                // A line that has lain idle is often dead before anything was said on it.
                ServerError::Lost(_) if was_open && may_reconnect && repeat == Retry::Harmless => {
                    may_reconnect = false;
                    *open = None;
                }
                trouble => {
                    if matches!(trouble, ServerError::Lost(_) | ServerError::Away(_)) {
                        *open = None;
                    }
                    return Err(trouble.at(&self.shown()));
                }
            }
        }
    }

    fn attempt<T>(
        &self,
        open: &mut Option<OpenConnection>,
        (is_store, repeat): (bool, Retry),
        job: &mut impl AsyncFnMut(&mut Client) -> ServerResult<T>,
    ) -> ServerResult<T> {
        if open
            .as_ref()
            .is_none_or(|open| open.connected.client.is_closed())
        {
            *open = None;
            *open = Some(self.connect(is_store)?);
        }
        let Some(OpenConnection {
            connected,
            runtime,
            limited,
        }) = open.as_mut()
        else {
            return Err(ServerError::Lost("there is no line".to_owned()));
        };
        let progress = Arc::clone(&connected.progress);
        let at_length = repeat == Retry::AtLength;
        let unlimit = at_length && std::mem::take(limited);
        runtime.block_on(async {
            let client = &mut connected.client;
            let job = async {
                if unlimit {
                    client.batch_execute("SET statement_timeout = 0").await?;
                }
                job(client).await
            };
            let moving = self.while_it_moves(&progress, job);
            let ended = if at_length {
                moving.await
            } else {
                self.telling(moving).await
            };
            if ended.is_none() {
                let _ = timeout(CANCELLING, connected.cancel()).await;
            }
            ended.unwrap_or_else(|| Err(late()))
        })
    }

    fn connect(&self, is_store: bool) -> ServerResult<OpenConnection> {
        let runtime = DetachedRuntime::new()?;
        let end = Instant::now() + self.deadline.connecting;
        let connected = runtime.block_on(self.in_time(end, async {
            let connected = connect(&self.address, end).await?;
            let client = &connected.client;
            // In the same round trip.
            let limits = self.limits();
            let (limited, fits) = join(client.batch_execute(&limits), async {
                if is_store {
                    schema::may_use(client).await?;
                }
                Ok::<_, ServerError>(())
            })
            .await;
            limited?;
            fits?;
            Ok(connected)
        }))?;
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

    /// Waits for `job` until the deadline, and tells when that takes long.
    async fn in_time<T>(
        &self,
        end: Instant,
        job: impl Future<Output = ServerResult<T>>,
    ) -> ServerResult<T> {
        let ended = self.telling(timeout_at(end.into(), job)).await;
        ended.unwrap_or_else(|_| Err(late()))
    }

    /// Waits for `job` while bytes arrive or leave. `None` if none did for the length of the deadline.
    async fn while_it_moves<T>(
        &self,
        progress: &Progress,
        job: impl Future<Output = ServerResult<T>>,
    ) -> Option<ServerResult<T>> {
        let mut job = pin!(job);
        let mut its_own = Duration::ZERO;
        let mut end = Instant::now() + self.deadline.silence;
        loop {
            let polled = poll_fn(|cx| {
                let begin = Instant::now();
                let polled = job.as_mut().poll(cx);
                its_own += begin.elapsed();
                polled
            });
            if let Ok(outcome) = timeout_at(end.into(), polled).await {
                return Some(outcome);
            }
            // Time that `job` itself needs, such as to read a file, is not silence of the server.
            end = progress.end(self.deadline.silence) + std::mem::take(&mut its_own);
            if end <= Instant::now() {
                return None;
            }
        }
    }

    /// Waits for `job`, and reports a long wait.
    async fn telling<T>(&self, job: impl Future<Output = T>) -> T {
        let mut job = pin!(job);
        if let Ok(done) = timeout(SHOWN_AFTER, &mut job).await {
            return done;
        }
        self.tell(true);
        let done = job.await;
        self.tell(false);
        done
    }

    fn tell(&self, waiting: bool) {
        let on_wait = self.on_wait.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tell) = on_wait.as_ref() {
            tell(waiting);
        }
    }

    fn open(&self) -> MutexGuard<'_, Option<OpenConnection>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn late() -> ServerError {
    ServerError::Away("it did not respond in time".to_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::thread;

    use super::*;

    #[test]
    fn the_end_of_a_line_does_not_wait_for_the_resolver() {
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
