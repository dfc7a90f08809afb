//! A proxy before the socket of a server. It counts round trips and can delay bytes.

use std::io::{Read as _, Write as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

/// The name of a server's socket in its directory.
const SOCKET: &str = ".s.PGSQL.5432";

/// Counts each time the program sends after the server has answered.
pub struct SocketProxy {
    directory: tempfile::TempDir,
    trips: Arc<AtomicUsize>,
}

impl SocketProxy {
    /// A proxy to the socket in this directory. Each direction takes half of `delay`.
    pub fn to(server: PathBuf, delay: Duration) -> Self {
        let directory = tempfile::tempdir_in("/tmp").unwrap();
        let listener = UnixListener::bind(directory.path().join(SOCKET)).unwrap();
        let trips = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&trips);
        thread::spawn(move || {
            for near in listener.incoming() {
                let (near, far) = (near.unwrap(), UnixStream::connect(server.join(SOCKET)));
                connect(near, far.unwrap(), delay / 2, &count);
            }
        });
        Self { directory, trips }
    }

    /// The directory with the socket of the proxy.
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// The round trips of `job`.
    pub fn round_trips(&self, job: impl FnOnce()) -> usize {
        self.trips.store(0, Ordering::SeqCst);
        job();
        self.trips.load(Ordering::SeqCst)
    }
}

fn connect(near: UnixStream, far: UnixStream, half: Duration, trips: &Arc<AtomicUsize>) {
    let is_answered = Arc::new(AtomicBool::new(true));
    let (trips, answered) = (Arc::clone(trips), Arc::clone(&is_answered));
    let on_sent = move || {
        if is_answered.swap(false, Ordering::SeqCst) {
            trips.fetch_add(1, Ordering::SeqCst);
        }
    };
    let (to, from) = (far.try_clone().unwrap(), near.try_clone().unwrap());
    pass(from, to, half, on_sent, || {});
    pass(
        far,
        near,
        half,
        || {},
        move || answered.store(true, Ordering::SeqCst),
    );
}

/// Passes bytes on with a delay that does not block later bytes.
fn pass(
    mut from: UnixStream,
    mut to: UnixStream,
    delay: Duration,
    on_read: impl Fn() + Send + 'static,
    on_passed: impl Fn() + Send + 'static,
) {
    let (sender, chunks) = channel::<(Instant, Vec<u8>)>();
    thread::spawn(move || {
        let mut bytes = vec![0; 1 << 16];
        while let Ok(count @ 1..) = from.read(&mut bytes) {
            on_read();
            if sender
                .send((Instant::now() + delay, bytes[..count].to_vec()))
                .is_err()
            {
                break;
            }
        }
    });
    thread::spawn(move || {
        for (due, bytes) in chunks {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            // Count before the write, so that a quick reply cannot come first.
            on_passed();
            if to.write_all(&bytes).is_err() {
                break;
            }
        }
        let _ = to.shutdown(std::net::Shutdown::Both);
    });
}
