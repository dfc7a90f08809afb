//! The lines of a recording, one JSON object each.

use jiff::Timestamp;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use unicode_width::UnicodeWidthStr as _;

use super::header::Header;
use crate::state::{Effect, Event, State};
use crate::view;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RecordingEntry {
    /// The first line.
    Header(Box<Header>),
    Event {
        at: Timestamp,
        /// `None` if only time passed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        event: Option<Event>,
    },
    /// What the program requested after the event before.
    Effects(RequestedEffects),
    /// The last line, unless the program crashed.
    End(RecordedEnd),
}

/// Effects without their contents, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RequestedEffects {
    pub kinds: Vec<String>,
    /// A digest of the contents.
    pub digest: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RecordedEnd {
    /// The last frame.
    pub frame: Vec<String>,
    /// A digest of all effects of the run.
    pub effects: String,
}

impl RequestedEffects {
    pub(super) fn new(effects: &[Effect]) -> Self {
        let mut digest = EffectDigest::default();
        digest.add(effects);
        Self {
            kinds: effects.iter().map(Effect::kind).collect(),
            digest: digest.digits(),
        }
    }
}

/// A digest of a sequence of effects.
#[derive(Debug, Clone, Default)]
pub(super) struct EffectDigest(Sha256);

impl EffectDigest {
    pub(super) fn add(&mut self, effects: &[Effect]) {
        for effect in effects {
            let json = serde_json::to_vec(effect).unwrap_or_default();
            self.0.update(json);
        }
    }

    /// The first eight bytes as hexadecimal digits.
    pub(super) fn digits(&self) -> String {
        let digest = self.0.clone().finalize();
        let mut first = [0; 8];
        first.copy_from_slice(&digest[..8]);
        format!("{:016x}", u64::from_be_bytes(first))
    }
}

/// The frame of a state as lines of text, without trailing blanks.
pub(super) fn frame_text(state: &State) -> Vec<String> {
    let (width, height) = (state.size.width, state.size.height);
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    view::render_frame(state, &mut buffer);
    let rows = buffer.content.chunks(usize::from(width).max(1));
    rows.map(row_text).collect()
}

/// The text of a row, without the cells that a wide grapheme covers.
fn row_text(cells: &[Cell]) -> String {
    let mut text = String::new();
    let mut covered = 0;
    for cell in cells {
        if covered > 0 {
            covered -= 1;
            continue;
        }
        text.push_str(cell.symbol());
        covered = cell.symbol().width().saturating_sub(1);
    }
    text.truncate(text.trim_end().len());
    text
}
