//! What the program asks the system: assessment files, the user, the time zone.

mod assessment_files;
pub(crate) mod file_size_limit;
pub(crate) mod time_zone;
mod user;

pub(crate) use assessment_files::{
    AssessmentFolder, FolderProblem, is_given_stream, open_to_read, read_from, read_text, source,
    sources,
};
pub use user::account;
pub(crate) use user::{from_home, paths_of_user};
