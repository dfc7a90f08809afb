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

pub(crate) use category_columns::CategoryColumns;
pub use category_columns::{MARKER, cells};
pub(crate) use category_detail::{CategoryDetail, DetailLine};
pub(crate) use click_target::ClickTarget;
pub(crate) use column_grid::ColumnGrid;
pub(crate) use footer::foot;
pub(crate) use grouped_lines::GroupedLines;
pub use grouped_lines::ListLine;
pub(crate) use list_cursor::{ListCursor, ListMove};
pub(crate) use plan_lines::{PlanLine, PlanLines};
pub use size::Size;
pub(crate) use size::{LEAST, Panes, SIZE_MAX};
