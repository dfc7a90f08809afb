//! Where things are on a screen: sizes, columns, lists, the footer. Scrolling and clicks depend on it.

mod category_columns;
mod category_detail;
mod click_target;
mod column_grid;
mod footer;
mod grouped_lines;
mod list_cursor;
mod plan_lines;
mod size;

pub(crate) use category_columns::{Columns, is_plain};
pub use category_columns::{MARKER, cells, cut, wrapped};
pub(crate) use category_detail::{Sheet, SheetLine};
pub(crate) use click_target::Hit;
pub(crate) use column_grid::Grid;
pub(crate) use footer::foot;
pub use grouped_lines::Line;
pub(crate) use grouped_lines::Outline;
pub(crate) use list_cursor::{ListCursor, Move};
pub(crate) use plan_lines::{PlanLine, PlanSheet};
pub use size::Size;
pub(crate) use size::{LEAST, Panes, SIZE_MAX};
