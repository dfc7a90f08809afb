use std::future::poll_fn;
use std::path::Path;
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};
use tokio::time::{sleep, timeout, timeout_at};
use tokio_postgres::{Client, NoTls};

use super::super::fault::Fault;
use super::super::patience::{SHOWN_AFTER, jittered};
use super::super::{OnWait, StoreError};
use super::address::{Address, Trust};
use super::schema;
use super::tls;
use super::trouble::{Outcome, Trouble};

/// How long a server may take to answer the telephone.
const CONNECTING: Duration = Duration::from_secs(10);
/// The first pause before a transaction that was in another's way is tried again, and the longest.
const PAUSES: (Duration, Duration) = (Duration::from_millis(2), Duration::from_millis(250));

/// The line to a server: made at the first call that needs it, and made anew after it broke.
///
/// Every call has an end: what has not come about at the deadline is an error, and the line is
/// dropped, because nobody knows what is still on it.
pub(super) struct Line {
    address: Address,
    deadline: Duration,
    on_wait: Mutex<Option<OnWait>>,
    open: Mutex<Option<Open>>,
}

struct Open {
    // Before its runtime, on which it rests.
    client: Client,
    runtime: Hurried,
}

/// A runtime whose end waits for nothing: the system's resolver of names knows no deadline.
struct Hurried(Option<Runtime>);

impl Hurried {
    fn new() -> Outcome<Self> {
        let runtime = Builder::new_current_thread().enable_all().build();
        Ok(Self(Some(runtime.map_err(Fault::Io)?)))
    }

    fn block_on<T>(&self, job: impl Future<Output = Outcome<T>>) -> Outcome<T> {
        let gone = || Trouble::Lost("there is no line".to_owned());
        self.0.as_ref().ok_or_else(gone)?.block_on(job)
    }
}

impl Drop for Hurried {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// What may happen to a call whose answer was lost with the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeat {
    /// It can be made once more: twice is as good as once.
    Harmless,
    /// It cannot: it may have been done.
    Never,
    /// It cannot, and takes as long as it takes: each of its statements has the deadline.
    AtLength,
}

impl Line {
    pub(super) fn new(address: Address, deadline: Duration, on_wait: Option<OnWait>) -> Self {
        Self {
            address,
            deadline,
            on_wait: Mutex::new(on_wait),
            open: Mutex::new(None),
        }
    }

    /// A line of its own to the same server.
    pub(super) fn another(&self) -> Self {
        Self::new(self.address.clone(), self.deadline, None)
    }

    /// What a person may see of the server's address.
    pub(super) fn shown(&self) -> String {
        self.address.shown()
    }

    /// Does `job` on the server, and once more where the line broke.
    pub(super) fn ask<T>(
        &self,
        job: impl AsyncFnMut(&mut Client) -> Outcome<T>,
    ) -> Result<T, StoreError> {
        self.run(Repeat::Harmless, true, job)
    }

    /// The same, for what is done twice where it is asked twice.
    pub(super) fn ask_once<T>(
        &self,
        job: impl AsyncFnMut(&mut Client) -> Outcome<T>,
    ) -> Result<T, StoreError> {
        self.run(Repeat::Never, true, job)
    }

    /// The same for what takes as long as it takes, and cannot be begun anew.
    pub(super) fn ask_at_length<T>(
        &self,
        job: impl AsyncFnMut(&mut Client) -> Outcome<T>,
    ) -> Result<T, StoreError> {
        self.run(Repeat::AtLength, true, job)
    }

    /// The same where the database may have no store yet.
    pub(super) fn ask_anything<T>(
        &self,
        job: impl AsyncFnMut(&mut Client) -> Outcome<T>,
    ) -> Result<T, StoreError> {
        self.run(Repeat::Harmless, false, job)
    }

    fn run<T>(
        &self,
        repeat: Repeat,
        is_store: bool,
        mut job: impl AsyncFnMut(&mut Client) -> Outcome<T>,
    ) -> Result<T, StoreError> {
        let end = Instant::now() + self.deadline;
        let mut open = self.open();
        let mut pause = PAUSES.0;
        let mut may_reconnect = true;
        loop {
            let was_open = open.is_some();
            let outcome = self.attempt(&mut open, (is_store, repeat), end, &mut job);
            let trouble = match outcome {
                Ok(found) => return Ok(found),
                Err(trouble) => trouble,
            };
            match trouble {
                Trouble::Again if Instant::now() < end => {
                    std::thread::sleep(jittered(pause));
                    pause = (pause * 2).min(PAUSES.1);
                }
                // A line that has lain idle is often dead before anything was said on it.
                Trouble::Lost(_) if was_open && may_reconnect && repeat == Repeat::Harmless => {
                    may_reconnect = false;
                    *open = None;
                }
                trouble => {
                    if matches!(trouble, Trouble::Lost(_) | Trouble::Away(_)) {
                        *open = None;
                    }
                    return Err(trouble.at(&self.shown()));
                }
            }
        }
    }

    fn attempt<T>(
        &self,
        open: &mut Option<Open>,
        (is_store, repeat): (bool, Repeat),
        end: Instant,
        job: &mut impl AsyncFnMut(&mut Client) -> Outcome<T>,
    ) -> Outcome<T> {
        if open.as_ref().is_none_or(|open| open.client.is_closed()) {
            *open = None;
            *open = Some(self.connect(is_store, end)?);
        }
        let Some(Open { client, runtime }) = open.as_mut() else {
            return Err(Trouble::Lost("there is no line".to_owned()));
        };
        if repeat == Repeat::AtLength {
            return runtime.block_on(self.each_in_time(job(client)));
        }
        runtime.block_on(self.in_time(end, job(client)))
    }

    fn connect(&self, is_store: bool, end: Instant) -> Outcome<Open> {
        let runtime = Hurried::new()?;
        let end = end.min(Instant::now() + CONNECTING);
        let client = runtime.block_on(self.in_time(end, async {
            let client = self.client().await?;
            if is_store {
                schema::may_use(&client).await?;
            }
            Ok(client)
        }))?;
        Ok(Open { client, runtime })
    }

    async fn client(&self) -> Outcome<Client> {
        let config = self.address.with_password().map_err(Trouble::Denied)?;
        let has_password = config.get_password().is_some();
        let away = |error: tokio_postgres::Error| match Trouble::from(error) {
            // Of all that the client itself can find wanting here, only this is the person's.
            Trouble::Lost(why) | Trouble::Denied(why)
                if !has_password && why.contains("password missing") =>
            {
                Trouble::Denied("it asks for a password, and none was found".to_owned())
            }
            Trouble::Denied(why) if why.contains("UnknownIssuer") => Trouble::Denied(format!(
                "{why}; sslrootcert=FILE names the root that signed its certificate"
            )),
            Trouble::Lost(why) => Trouble::Away(why),
            trouble => trouble,
        };
        if self.address.trust == Trust::None {
            let (client, connection) = config.connect(NoTls).await.map_err(away)?;
            tokio::spawn(connection);
            return Ok(client);
        }
        let root = self.address.root.as_deref();
        let tls = tls::connector(self.address.trust, root.map(Path::new));
        let tls = tls.map_err(Trouble::Denied)?;
        let (client, connection) = config.connect(tls).await.map_err(away)?;
        tokio::spawn(connection);
        Ok(client)
    }

    /// Waits for `job` until the deadline, and tells when that takes long.
    async fn in_time<T>(&self, end: Instant, job: impl Future<Output = Outcome<T>>) -> Outcome<T> {
        let mut job = pin!(job);
        let first = SHOWN_AFTER.min(end.saturating_duration_since(Instant::now()));
        if let Ok(outcome) = timeout(first, &mut job).await {
            return outcome;
        }
        self.tell(true);
        let outcome = timeout_at(end.into(), &mut job).await;
        self.tell(false);
        outcome.unwrap_or_else(|_| Err(late()))
    }

    /// Waits for `job` as long as it goes on: it is awakened by each answer, and the deadline is for
    /// the next one.
    async fn each_in_time<T>(&self, job: impl Future<Output = Outcome<T>>) -> Outcome<T> {
        let mut job = pin!(job);
        let mut pause = pin!(sleep(self.deadline));
        poll_fn(|cx| {
            let is_late = pause.is_elapsed();
            if let Poll::Ready(outcome) = job.as_mut().poll(cx) {
                return Poll::Ready(outcome);
            }
            if is_late {
                return Poll::Ready(Err(late()));
            }
            // It may have been long at its own work just now, which counts for nothing.
            pause
                .as_mut()
                .reset((Instant::now() + self.deadline).into());
            pause.as_mut().poll(cx).map(|()| Err(late()))
        })
        .await
    }

    fn tell(&self, waiting: bool) {
        let on_wait = self.on_wait.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tell) = on_wait.as_ref() {
            tell(waiting);
        }
    }

    fn open(&self) -> MutexGuard<'_, Option<Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn late() -> Trouble {
    Trouble::Away("it has not answered in time".to_owned())
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
            if let Ok(runtime) = Hurried::new() {
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
