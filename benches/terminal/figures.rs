//! What was measured, round by round. Two figures are compared within a round and the median of
//! those ratios is told: what slows the machine down for a while slows down both.

use std::collections::HashMap;

/// Who, what, and at which size: `levelup`, `start`, `120x36`.
type Key = (String, String, String);

/// All that was measured.
#[derive(Debug, Default)]
pub struct Figures(HashMap<Key, Vec<f64>>);

impl Figures {
    /// Adds the figure of a round: the median of these.
    pub fn add(&mut self, who: &str, what: &str, size: &str, samples: &[f64]) {
        self.0
            .entry(key(who, what, size))
            .or_default()
            .push(median(samples));
    }

    /// The median over the rounds.
    pub fn get(&self, who: &str, what: &str, size: &str) -> Option<f64> {
        let rounds = self.0.get(&key(who, what, size))?;
        Some(median(rounds)).filter(|figure| figure.is_finite())
    }

    /// The median over the rounds of the ratio of the first to the second, each who and what.
    pub fn ratio(&self, one: (&str, &str), other: (&str, &str), size: &str) -> Option<f64> {
        self.ratio_at((one.0, one.1, size), (other.0, other.1, size))
    }

    /// The same, of figures at two sizes.
    pub fn ratio_at(&self, one: (&str, &str, &str), other: (&str, &str, &str)) -> Option<f64> {
        let one = self.0.get(&key(one.0, one.1, one.2))?;
        let other = self.0.get(&key(other.0, other.1, other.2))?;
        let ratios: Vec<f64> = one.iter().zip(other).map(|(a, b)| a / b).collect();
        Some(median(&ratios)).filter(|ratio| ratio.is_finite())
    }
}

/// The one in the middle; of none, no number.
pub fn median(samples: &[f64]) -> f64 {
    let mut sorted: Vec<f64> = samples.iter().copied().filter(|x| !x.is_nan()).collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

fn key(who: &str, what: &str, size: &str) -> Key {
    (who.to_owned(), what.to_owned(), size.to_owned())
}
