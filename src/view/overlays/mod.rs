//! One module per overlay, named as in `state/overlays/`.

pub(crate) mod about;
pub(crate) mod help;
pub(crate) mod messages;
pub(crate) mod palette;
pub(crate) mod unanswered;
