//! The program with a PostgreSQL server: commands and screens, online and offline.

mod client;
mod commands;
mod grants;
mod limits;
mod offline;
mod roles_and_copy;
mod screens;
mod tls_and_passwords;
