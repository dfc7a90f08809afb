//! The file size limit that `ulimit -f` sets.

/// Makes a write beyond the limit an error, as on a full disk. Otherwise, the signal SIGXFSZ ends the
/// program immediately and leaves the terminal in raw mode.
///
/// Installs a handler, because an ignored signal would also be ignored in the editor.
#[cfg(unix)]
pub(crate) fn treat_limit_as_error() {
    // If the handler cannot be installed, the program works as without it.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

/// There is no such limit here.
#[cfg(not(unix))]
pub fn treat_limit_as_error() {}
