use super::{Message, State};
use crate::results::Outlook;

impl State {
    /// It stands otherwise with the server: what a person should know is told, once.
    pub(super) fn looked_out(&mut self, now: Outlook) {
        let before = std::mem::replace(&mut self.outlook, now);
        let went = now.away && !before.away;
        let more_wait = now.away && now.waiting > before.waiting;
        let clash = now.conflicts > before.conflicts;
        let is_back = before.away && !now.away;
        if went || more_wait || clash || is_back {
            self.tell(Message::Server(now));
        }
    }
}
