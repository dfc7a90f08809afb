use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};

use super::Team;

/// The low half of an id, which is random: an id begins with its time.
const RANDOM: u128 = u64::MAX as u128;

impl Team {
    /// The same figures without names: "Person 1" and so on, in an order that follows neither name
    /// nor time and is the same every time. Ids and logins are left out, and of times the day is
    /// kept, because they lead to the result with the name.
    #[must_use]
    pub fn anonymous(mut self) -> Self {
        let order = self.shuffled();
        let people = order.iter().enumerate().filter_map(|(number, from)| {
            let mut member = self.people.get(*from)?.clone();
            member.name = format!("Person {}", number + 1);
            member.id = None;
            member.logins.clear();
            member.taken_at = day(member.taken_at);
            Some(member)
        });
        self.people = people.collect();
        for category in &mut self.categories {
            let cells = order.iter();
            let cells = cells.map(|from| category.cells.get(*from).cloned().flatten());
            category.cells = cells.collect();
        }
        self.anonymous = true;
        self
    }

    fn shuffled(&self) -> Vec<usize> {
        let mut order: Vec<_> = (0..self.people.len()).collect();
        // Without ids the names are out already, and the order may stay.
        order.sort_by_key(|at| self.people[*at].id.map(|id| id.as_u128() & RANDOM));
        order
    }
}

fn day(time: Timestamp) -> Timestamp {
    let start = time.to_zoned(TimeZone::UTC);
    let start = start.round(
        jiff::ZonedRound::new()
            .smallest(Unit::Day)
            .mode(jiff::RoundMode::Trunc),
    );
    start.map_or(time, |start| start.timestamp())
}
