//! One module per screen, named as in `state/screens/`.

pub(crate) mod broken_file;
pub(crate) mod browse;
pub(crate) mod compare;
pub(crate) mod home;
pub(crate) mod result;
pub(crate) mod take;
pub(crate) mod team;
pub(crate) mod trend;
