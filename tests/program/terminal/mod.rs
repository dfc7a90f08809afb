//! The program in a pseudo-terminal.

mod color_support;
mod control_characters;
mod editor_and_mouse;
mod form;
mod idle;
mod limits;
mod plain;
mod quit;
mod restore;
mod shell_completion;
mod suspend_and_resize;
mod terminal_replies;
mod workspace;
