use crate::results::{Delta, LevelChange};
use crate::state::Role;
use crate::words::change_sign;

/// A change between two results in a few cells, and its role.
pub(super) fn sign(delta: Delta, ascii: bool) -> (String, Role) {
    let role = match delta.change {
        LevelChange::New | LevelChange::Up(_) | LevelChange::Rated => Role::Accent,
        LevelChange::Down(_) | LevelChange::Unrated => Role::Error,
        _ => Role::Dim,
    };
    (change_sign(delta, ascii), role)
}
