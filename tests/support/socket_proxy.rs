//! The way to the server: something between, which counts how often it is gone, and can make it
//! long.

use std::io::{Read as _, Write as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

/// The name of a server's socket in its folder.
const SOCKET: &str = ".s.PGSQL.5432";

/// A way to a server. It counts each time the program speaks after it has heard the server.
pub struct Way {
    folder: tempfile::TempDir,
    trips: Arc<AtomicUsize>,
}

impl Way {
    /// One to the socket in this folder, on which each direction takes half of `delay`.
    pub fn to(server: PathBuf, delay: Duration) -> Self {
        let folder = tempfile::tempdir_in("/tmp").unwrap();
        let listener = UnixListener::bind(folder.path().join(SOCKET)).unwrap();
        let trips = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&trips);
        thread::spawn(move || {
            for near in listener.incoming() {
                let (near, far) = (near.unwrap(), UnixStream::connect(server.join(SOCKET)));
                line(near, far.unwrap(), delay / 2, &count);
            }
        });
        Self { folder, trips }
    }

    /// The folder that stands for the server's.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// How often the way is gone in `job`.
    pub fn trips(&self, job: impl FnOnce()) -> usize {
        self.trips.store(0, Ordering::SeqCst);
        job();
        self.trips.load(Ordering::SeqCst)
    }
}

fn line(near: UnixStream, far: UnixStream, half: Duration, trips: &Arc<AtomicUsize>) {
    let heard = Arc::new(AtomicBool::new(true));
    let (trips, answered) = (Arc::clone(trips), Arc::clone(&heard));
    let spoken = move || {
        if heard.swap(false, Ordering::SeqCst) {
            trips.fetch_add(1, Ordering::SeqCst);
        }
    };
    let (to, from) = (far.try_clone().unwrap(), near.try_clone().unwrap());
    pass(from, to, half, spoken, || {});
    pass(
        far,
        near,
        half,
        || {},
        move || answered.store(true, Ordering::SeqCst),
    );
}

/// Passes bytes on, each so much later than it came: what follows is not kept up by it.
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
            // Before: the answer of who hears it must not be quicker.
            on_passed();
            if to.write_all(&bytes).is_err() {
                break;
            }
        }
        let _ = to.shutdown(std::net::Shutdown::Both);
    });
}
