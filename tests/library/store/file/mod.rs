//! The store in a file: what it saves, finds, and deletes, and what that costs.

mod drafts;
mod drafts_in_two_windows;
mod export_and_import;
mod import;
mod io_counts;
mod list;
mod maintenance;
mod people;
mod save;
mod scan;
mod search_index;
mod several_processes;
mod trash;
