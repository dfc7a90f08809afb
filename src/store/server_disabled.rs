//! Replaces the store on a server in builds without PostgreSQL.

use std::sync::Arc;

use super::Store;
use super::deadline::{Deadline, OnWait};
use super::server_access::{GrantError, LocationError, ServerRole};
use crate::results::StoreError;

/// This build has no servers.
#[derive(Debug, Clone)]
pub enum Address {}

impl Address {
    pub(crate) fn parse(_url: &str) -> Result<Self, LocationError> {
        Err(LocationError::NoServers)
    }

    pub(crate) fn shown(&self) -> String {
        match *self {}
    }

    pub(crate) fn file_name(&self) -> String {
        match *self {}
    }

    pub(crate) fn init(&self) -> Result<bool, StoreError> {
        match *self {}
    }

    pub(crate) fn lead_logins(&self) -> Result<Vec<String>, StoreError> {
        match *self {}
    }

    pub(crate) fn grant(&self, _role: ServerRole, _login: &str) -> Result<(), GrantError> {
        match *self {}
    }

    pub(crate) fn set_open(&self, _slug: &str, _open: bool) -> Result<(), StoreError> {
        match *self {}
    }

    pub(crate) fn open(&self, _deadline: Deadline, _on_wait: Option<OnWait>) -> Arc<dyn Store> {
        match *self {}
    }
}
