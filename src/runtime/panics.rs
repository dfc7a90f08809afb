use std::panic;

use super::terminal;
use crate::store::panics_are_caught;

/// Makes a panic put the terminal back before it says anything: a message on the other screen
/// would be gone with it.
pub fn restore_the_terminal() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if panics_are_caught() {
            return;
        }
        terminal::restore();
        before(info);
    }));
}
