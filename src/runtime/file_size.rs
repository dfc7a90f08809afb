//! The limit on the size of a file, as `ulimit -f` sets it.

/// Makes a write beyond the limit an error, as on a full disk. Without it, the signal SIGXFSZ ends
/// the program at once and leaves the terminal in raw mode.
///
/// A handler, because an ignored signal stays ignored in the editor.
#[cfg(unix)]
pub fn treat_limit_as_error() {
    // Where it cannot be registered, the program works as it would without it.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

/// There is no such limit here.
#[cfg(not(unix))]
pub fn treat_limit_as_error() {}
