use serde::{Deserialize, Deserializer, Serialize};

/// The most columns, and the most rows, that are drawn. A terminal may report, and a recording may
/// contain, up to 65,535 of each: a frame of that size would not fit into memory.
pub(crate) const SIZE_MAX: u16 = 1_000;

/// The size of the terminal, in cells. Deserializing caps it at [`SIZE_MAX`] columns and rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    #[serde(deserialize_with = "capped")]
    pub width: u16,
    #[serde(deserialize_with = "capped")]
    pub height: u16,
}

fn capped<'de, D: Deserializer<'de>>(from: D) -> Result<u16, D::Error> {
    u16::deserialize(from).map(|cells| cells.min(SIZE_MAX))
}

/// The first line of the body, below the top line and an empty line.
pub(crate) const BODY: u16 = 2;

/// On a smaller terminal, no screen is drawn.
pub(crate) const LEAST: Size = Size {
    width: 30,
    height: 8,
};

/// Under this width, details are below the list.
pub(super) const TWO_PANES: u16 = 76;

/// Under this width or height, details cover the list.
pub(super) const PAGE_BELOW: Size = Size {
    width: 50,
    height: 16,
};

/// How a list and its details share the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Panes {
    /// The terminal is smaller than [`LEAST`].
    TooSmall,
    /// Only the list; details cover it when opened.
    One,
    /// The details are below the list.
    Stacked,
    /// The details are to the right of the list.
    Beside,
}

impl Size {
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

    pub fn is_too_small(self) -> bool {
        self.width < LEAST.width || self.height < LEAST.height
    }

    /// Returns the number of lines between the top and the bottom line, without an empty line at each.
    pub fn body_height(self) -> u16 {
        self.height.saturating_sub(4).max(1)
    }

    /// Returns the number of lines for a list that has details.
    pub fn list_height(self) -> u16 {
        match self.panes() {
            Panes::Stacked => (self.body_height() / 2).max(4),
            _ => self.body_height(),
        }
    }
}
