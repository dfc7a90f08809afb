use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::header::Header;
use crate::state::{Effect, Event};

/// A line of a recording.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RecordingEntry {
    /// The first: how the program was opened.
    Header(Box<Header>),
    /// Something happened.
    Event {
        /// When.
        at: Timestamp,
        /// What; none: it became that late.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        event: Option<Event>,
    },
    /// What the program wanted done after that.
    Effects(RequestedEffects),
    /// The last, where the program came to its end.
    End(RecordedEnd),
}

/// What the program wanted done, without its contents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RequestedEffects {
    /// The kinds of the effects, in order.
    pub kinds: Vec<String>,
    /// A digest of all that is in them.
    pub digest: String,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RecordedEnd {
    /// What showed.
    pub frame: Vec<String>,
    /// A digest of all that was wanted on the way.
    pub effects: String,
}

impl RequestedEffects {
    /// What these effects are, without their contents.
    pub(super) fn new(effects: &[Effect]) -> Self {
        Self {
            kinds: effects.iter().map(Effect::kind).collect(),
            digest: Digest::of(effects),
        }
    }
}

/// A digest of effects, one after the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Digest(Sha256);

impl Digest {
    /// More effects.
    pub(super) fn add(&mut self, effects: &[Effect]) {
        for effect in effects {
            let told = serde_json::to_vec(effect).unwrap_or_default();
            self.0.update(told);
        }
    }

    /// In hexadecimal digits.
    pub(super) fn digits(&self) -> String {
        use std::fmt::Write as _;
        let mut digits = String::new();
        for byte in &self.0.clone().finalize()[..8] {
            let _ = write!(digits, "{byte:02x}");
        }
        digits
    }

    fn of(effects: &[Effect]) -> String {
        let mut digest = Self::default();
        digest.add(effects);
        digest.digits()
    }
}
