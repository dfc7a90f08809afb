//! WHAT IS ASKED: assessments, their categories and ratings; TOML in, diagnostics out; the
//! catalogue. Pure: texts come in as values, `runtime/` reads the files.

mod category;
mod definition;
mod nearest;
mod rating;
mod visible;

pub use category::Category;
pub use definition::Assessment;
pub use nearest::nearest;
pub use rating::Rating;
pub use visible::{is_bidi, is_hidden, visible};
