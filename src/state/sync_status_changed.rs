use super::message::Message;
use super::state::State;
use crate::results::SyncStatus;

impl State {
    /// It stands otherwise with the server: what a person should know is told, once.
    pub(crate) fn looked_out(&mut self, now: SyncStatus) {
        let before = std::mem::replace(&mut self.outlook, now);
        let went = (now.away && !before.away)
            || (now.refuses && !before.refuses)
            || (now.busy && !before.busy);
        let more_wait = now.hinders() && now.waiting > before.waiting;
        let clash = now.conflicts > before.conflicts;
        let refused = now.refused > before.refused;
        let is_back = before.hinders() && !now.hinders();
        if went || more_wait || clash || refused || is_back {
            self.tell(Message::Server(now));
        }
    }
}
