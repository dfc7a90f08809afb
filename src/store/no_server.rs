//! The store on a server, where levelup is built without: no URL is one.

use std::sync::Arc;

use super::{Deadline, GrantError, LocationError, OnWait, Role, StoreError, Upkeep};

/// A server: there is none.
#[derive(Debug, Clone)]
pub enum Address {}

impl Address {
    pub(super) fn parse(_url: &str) -> Result<Self, LocationError> {
        Err(LocationError::NoServers)
    }

    pub(super) fn shown(&self) -> String {
        match *self {}
    }

    pub(super) fn file_name(&self) -> String {
        match *self {}
    }

    pub(super) fn init(&self) -> Result<bool, StoreError> {
        match *self {}
    }

    pub(super) fn leads(&self) -> Result<Vec<String>, StoreError> {
        match *self {}
    }

    pub(super) fn grant(&self, _role: Role, _login: &str) -> Result<(), GrantError> {
        match *self {}
    }

    pub(super) fn set_open(&self, _slug: &str, _open: bool) -> Result<(), StoreError> {
        match *self {}
    }

    pub(super) fn open(&self, _deadline: Deadline, _on_wait: Option<OnWait>) -> Arc<dyn Upkeep> {
        match *self {}
    }
}
