use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};

use super::Team;

/// The random half of an ID: the other half contains its time.
const RANDOM: u128 = u64::MAX as u128;

impl Team {
    /// Returns the team with "Person 1" and so on instead of names, in an order that is always the
    /// same but does not depend on names or times. IDs and logins are removed, and times reduced to
    /// the date, because they would lead to the names.
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
        // Without IDs, the names are already removed: keep the order.
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
