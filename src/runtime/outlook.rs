use std::sync::mpsc::Sender;

use super::event_loop::Incoming;
use crate::state::Event;
use crate::store::OnSyncStatus;

/// Tells a screen how it stands with the server behind its store, and that its lists may be others
/// now.
pub fn tell_outlook(sender: Sender<Incoming>) -> OnSyncStatus {
    Box::new(move |outlook| {
        let _ = sender.send(Incoming::Event(Event::Outlook(outlook)));
        let _ = sender.send(Incoming::Event(Event::StoreTouched));
    })
}
