//! Text without any knowledge of assessments: width, wrapping, padding, numbers, dates, sparklines.

mod date_format;
mod nearest;
mod numbers;
mod pad;
mod paragraphs;
pub(crate) mod sparkline;
mod text_key;
mod time_range;
mod visible;
pub mod width;
mod wrap;

pub use date_format::DateFormat;
pub(crate) use nearest::nearest;
pub use numbers::thousands;
pub(crate) use numbers::{count, named_and_more, plural};
pub use pad::cut;
pub(crate) use pad::{padded, right};
pub use paragraphs::paragraphs;
pub use text_key::text_key;
pub use time_range::LATEST;
pub(crate) use time_range::{clock_can_be_right, is_in_years};
pub use visible::{is_bidi, is_hidden, visible};
pub(crate) use visible::{
    is_blank, is_default_ignorable, is_invisible, is_printable_ascii, visible_output,
};
pub(crate) use width::cells;
pub use wrap::{wrap, wrap_start, wrapped};
