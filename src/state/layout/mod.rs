//! Sizes, columns, and lists: what drawing, scrolling, and clicks have in common.

mod category_columns;
mod category_detail;
mod column_grid;
mod grouped_lines;
mod list_cursor;
mod plan_lines;
mod size;

pub(crate) use category_columns::CategoryColumns;
pub use category_columns::{MARKER, cells};
pub(crate) use category_detail::{CategoryDetail, DetailLine};
pub(crate) use column_grid::ColumnGrid;
pub(crate) use grouped_lines::GroupedLines;
pub use grouped_lines::ListLine;
pub(crate) use list_cursor::{ListArea, ListCursor, ListMove};
pub(crate) use plan_lines::{PlanLine, PlanLines};
pub use size::Size;
pub(crate) use size::{BODY, LEAST, Panes, SIZE_MAX};
