//! What the program asks the system: assessment files, the user, the time zone.

mod account;
mod assessment_files;
pub(crate) mod file_size_limit;
mod home_directory;
mod open_to_read;
pub(crate) mod time_zone;

pub use account::account;
pub(crate) use assessment_files::{AssessmentFolder, FolderProblem, read_from, source, sources};
pub(crate) use home_directory::from_home;
pub(crate) use open_to_read::{is_given_stream, open_to_read, read_text};
