use super::{Message, State};
use crate::results::Outlook;

impl State {
    /// It stands otherwise with the server: what a person should know is told, once.
    pub(super) fn looked_out(&mut self, now: Outlook) {
        let before = std::mem::replace(&mut self.outlook, now);
        let went = now.away && !before.away;
        let more_wait = now.away && now.waiting > before.waiting;
        let clash = now.conflicts > before.conflicts;
        let all_there = before.away && !now.away;
        let last_went = before.waiting > 0 && now == Outlook::default() && self.told_of_waiting;
        if went || more_wait || clash || all_there || last_went {
            self.told_of_waiting = now.waiting > 0;
            self.tell(Message::Server(now));
        }
    }
}
