//! What is asked: files in, assessments and diagnostics out; the catalogue.

mod broken_files;
mod built_in;
mod catalogue;
mod diagnostics;
mod limits;
mod markdown;
mod parse;
mod text_keys;

use std::path::PathBuf;

use levelup::testing::{AssessmentFile, Origin, SourceFile};

/// The smallest whole file.
pub const SMALL: &str = "name = \"Small\"\nratings = [\"Good\", \"Better\"]\n\
    categories = [[\"Jumping\", \"jumping\"]]\n";

/// A file as `runtime/` would have found it.
pub fn source(origin: Origin, path: &str, text: impl AsRef<[u8]>) -> SourceFile {
    SourceFile {
        origin,
        path: PathBuf::from(path),
        content: Ok(text.as_ref().to_vec()),
    }
}

/// A file that has been read.
pub fn read(text: impl AsRef<[u8]>) -> AssessmentFile {
    AssessmentFile::read(source(Origin::Here, "club.toml", text))
}
