//! The store on a PostgreSQL server that the tests start themselves. Without PostgreSQL these tests
//! are skipped, and a line says so.

mod accounts;
mod attacks;
mod concurrent_clients;
mod hostile_logins;
mod privileges;
mod query_plans;
mod random_sequences;
mod round_trips;
mod server_failures;
mod setup;
