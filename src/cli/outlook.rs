use super::Context;
use super::reference::some_results;
use crate::store::Store;

/// Says how much is kept on this machine because the server does not have it yet.
pub(super) fn tell_waiting(store: &dyn Store, context: &Context) {
    let Some(relay) = store.relay() else {
        return;
    };
    let waiting = usize::try_from(relay.outlook().waiting).unwrap_or(usize::MAX);
    if waiting > 0 {
        let is = if waiting == 1 { "is" } else { "are" };
        context.note(&format!(
            "{} {is} waiting here for the server; levelup sync says more",
            some_results(waiting)
        ));
    }
}
