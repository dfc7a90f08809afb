//! What the program gets from the system: assessment files, the user, the time zone.

mod assessment_files;
pub(crate) mod time_zone;
mod user;

pub(crate) use assessment_files::{
    AssessmentDirectory, DirectoryProblem, is_given_stream, open_to_read, read_from, read_text,
    source, sources,
};
pub use user::account;
pub(crate) use user::{from_home, paths_of_user};

/// Makes a write beyond the limit of `ulimit -f` an error, as on a full disk. Otherwise, the signal
/// SIGXFSZ ends the program immediately and leaves the terminal in raw mode.
///
/// Installs a handler, because an ignored signal would also be ignored in the editor.
#[cfg(unix)]
pub(crate) fn treat_file_size_limit_as_error() {
    // If the handler cannot be installed, the program works as without it.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

#[cfg(not(unix))]
pub(crate) fn treat_file_size_limit_as_error() {}
