use serde::{Deserialize, Deserializer, Serialize};

/// The most columns, and the most rows, that are drawn. A terminal may report, and a recording may
/// contain, up to 65,535 of each: a frame of that size would not fit into memory.
pub(crate) const SIZE_MAX: u16 = 1_000;

/// The size of the terminal, in cells. Deserializing caps it at [`SIZE_MAX`] columns and rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Columns.
    #[serde(deserialize_with = "capped")]
    pub width: u16,
    /// Rows.
    #[serde(deserialize_with = "capped")]
    pub height: u16,
}

fn capped<'de, D: Deserializer<'de>>(from: D) -> Result<u16, D::Error> {
    u16::deserialize(from).map(|cells| cells.min(SIZE_MAX))
}

/// The first line of the body, below the top line and an empty line.
pub(crate) const BODY: u16 = 2;

/// The least width and height in which a screen is drawn at all.
pub(crate) const LEAST: Size = Size {
    width: 30,
    height: 8,
};

/// From this width on there are two panes side by side.
pub(super) const TWO_PANES: u16 = 76;

/// Under this width, or this height, the detail is a page of its own.
pub(super) const PAGE_BELOW: Size = Size {
    width: 50,
    height: 16,
};

/// How a screen of a list and its detail is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Panes {
    /// Less room than [`LEAST`]: one line says so.
    TooSmall,
    /// The list alone; the detail is a page on `Enter`.
    One,
    /// The detail stands under the list.
    Stacked,
    /// The detail stands beside the list.
    Beside,
}

impl Size {
    /// How much room there is for panes.
    pub fn panes(self) -> Panes {
        if self.is_too_small() {
            Panes::TooSmall
        } else if self.width < PAGE_BELOW.width || self.height < PAGE_BELOW.height {
            Panes::One
        } else if self.width < TWO_PANES {
            Panes::Stacked
        } else {
            Panes::Beside
        }
    }

    /// Whether there is less room than [`LEAST`].
    pub fn is_too_small(self) -> bool {
        self.width < LEAST.width || self.height < LEAST.height
    }

    /// The rows between the top line with the empty row under it, and the bottom line with the
    /// empty row above it.
    pub fn body_height(self) -> u16 {
        self.height.saturating_sub(4).max(1)
    }

    /// How much of the body a list gets that has a detail beside or under it.
    pub fn list_height(self) -> u16 {
        match self.panes() {
            Panes::Stacked => (self.body_height() / 2).max(4),
            _ => self.body_height(),
        }
    }
}
