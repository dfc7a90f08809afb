//! The stream of a connection: TLS or plain, counted, and checked for the method by which the server
//! authenticates.

use std::cell::Cell;
use std::error::Error;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::authentication::Allowed;

/// The slowest supported connection, in bytes per second. Written bytes get the time that they need to
/// arrive at this speed.
const SLOWEST: u64 = 8 << 10;

/// The most bytes that a server may send before the login is complete. Until then, the client keeps
/// all notices.
const GREETING_MAX: u64 = 1 << 20;

/// The longest message of a server that is read. The longest record has 42 MB, and the client
/// reserves memory for the length that a message announces.
const MESSAGE_MAX: usize = 128 << 20;

/// When bytes last arrived or left on a connection, and how many await a response.
pub(crate) struct Progress {
    start: Instant,
    moved: AtomicU64,
    unanswered: AtomicU64,
    /// How many bytes the server may still send before the login is complete.
    greeting: AtomicU64,
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self {
            start: Instant::now(),
            moved: AtomicU64::new(0),
            unanswered: AtomicU64::new(0),
            greeting: AtomicU64::new(GREETING_MAX),
        }
    }

    /// Ends the limit for the login: from now on, responses can be of any length.
    pub(crate) fn logged_in(&self) {
        self.greeting.store(u64::MAX, Ordering::Relaxed);
    }

    /// Returns the time from which a response is late, if the server may be silent for this long. Bytes
    /// in the buffers of the system are sent long after they were written.
    pub(crate) fn end(&self, silence: Duration) -> Instant {
        let moved = Duration::from_millis(self.moved.load(Ordering::Relaxed));
        let sending = self
            .unanswered
            .load(Ordering::Relaxed)
            .saturating_mul(1_000)
            / SLOWEST;
        self.start + moved + silence + Duration::from_millis(sending)
    }

    fn read(&self, bytes: usize) -> io::Result<()> {
        self.unanswered.store(0, Ordering::Relaxed);
        self.moved();
        let left = self.greeting.load(Ordering::Relaxed);
        if left == u64::MAX {
            return Ok(());
        }
        let left = left.checked_sub(bytes as u64);
        let left =
            left.ok_or_else(|| io::Error::other("it sent 1 MiB before the login was complete"))?;
        self.greeting.store(left, Ordering::Relaxed);
        Ok(())
    }

    fn wrote(&self, bytes: usize) {
        self.unanswered.fetch_add(bytes as u64, Ordering::Relaxed);
        self.moved();
    }

    fn moved(&self) {
        let now = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.moved.store(now, Ordering::Relaxed);
    }
}

/// A connection to a host, with or without TLS.
pub(crate) trait Socket: AsyncRead + AsyncWrite + Unpin + Send {}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Socket for S {}

/// Makes the stream of a connection from a socket. The PostgreSQL client can only wrap streams as
/// TLS, so a plain stream is wrapped in the same way.
pub(crate) struct Layer {
    pub(crate) tls: Option<MakeRustlsConnect>,
    pub(crate) host: String,
    pub(crate) allowed: Allowed,
    pub(crate) progress: Arc<Progress>,
}

impl TlsConnect<Box<dyn Socket>> for Layer {
    type Stream = Stream;
    type Error = Box<dyn Error + Send + Sync>;
    type Future = Pin<Box<dyn Future<Output = Result<Stream, Self::Error>> + Send>>;

    fn connect(self, socket: Box<dyn Socket>) -> Self::Future {
        Box::pin(async move {
            let (inner, channel_binding): (Box<dyn Socket>, _) = match self.tls {
                Some(mut tls) => {
                    let tls =
                        MakeTlsConnect::<Box<dyn Socket>>::make_tls_connect(&mut tls, &self.host)?;
                    let secured = tls.connect(socket).await?;
                    let binding = secured.channel_binding();
                    (Box::new(secured), binding)
                }
                None => (socket, ChannelBinding::none()),
            };
            Ok(Stream {
                inner,
                channel_binding: Cell::new(Some(channel_binding)),
                head: Some(Vec::new()),
                messages: Messages::default(),
                allowed: self.allowed,
                progress: self.progress,
            })
        })
    }
}

pub(crate) struct Stream {
    inner: Box<dyn Socket>,
    /// The client needs it once, for the login.
    channel_binding: Cell<Option<ChannelBinding>>,
    /// The first bytes from the server, until the authentication method is known.
    head: Option<Vec<u8>>,
    messages: Messages,
    allowed: Allowed,
    progress: Arc<Progress>,
}

/// Finds the messages from the server: each has a type, its length, and its content.
#[derive(Default)]
struct Messages {
    /// The first bytes of a message, until its length is known.
    head: Vec<u8>,
    /// How many bytes of its content are missing.
    left: usize,
}

impl Messages {
    /// Rejects a message that is too long as soon as its length is known.
    fn check(&mut self, mut read: &[u8]) -> io::Result<()> {
        while !read.is_empty() {
            let content = self.left.min(read.len());
            self.left -= content;
            read = &read[content..];
            let head = read.len().min(5 - self.head.len());
            self.head.extend(&read[..head]);
            read = &read[head..];
            let [_, a, b, c, d] = self.head[..] else {
                continue;
            };
            let length = usize::try_from(u32::from_be_bytes([a, b, c, d])).unwrap_or(usize::MAX);
            if length > MESSAGE_MAX {
                return Err(io::Error::other("it sent a message of more than 128 MiB"));
            }
            self.head.clear();
            // The length includes itself.
            self.left = length.saturating_sub(4);
        }
        Ok(())
    }
}

impl Stream {
    /// Checks the first message before the client answers it: `R`, its length, and the method.
    /// Anything else is an error message.
    fn check(&mut self, read: &[u8]) -> io::Result<()> {
        let Some(head) = &mut self.head else {
            return Ok(());
        };
        head.extend(read.iter().take(9 - head.len()));
        match head.as_slice() {
            [b'R', _, _, _, _, method @ ..] => {
                let Ok(method) = <[u8; 4]>::try_from(method) else {
                    return Ok(());
                };
                self.head = None;
                let checked = self.allowed.check(i32::from_be_bytes(method));
                checked.map_err(|error| io::Error::new(io::ErrorKind::PermissionDenied, error))
            }
            [b'R', ..] | [] => Ok(()),
            _ => {
                self.head = None;
                Ok(())
            }
        }
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        ready!(Pin::new(&mut self.inner).poll_read(cx, buf))?;
        let read = &buf.filled()[before..];
        if !read.is_empty() {
            self.progress.read(read.len())?;
            self.check(read)?;
            self.messages.check(read)?;
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = ready!(Pin::new(&mut self.inner).poll_write(cx, buf))?;
        self.progress.wrote(written);
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

impl TlsStream for Stream {
    fn channel_binding(&self) -> ChannelBinding {
        self.channel_binding
            .take()
            .unwrap_or_else(ChannelBinding::none)
    }
}
