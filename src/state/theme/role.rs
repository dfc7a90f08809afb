/// The meaning of a text, which determines its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Text,
    /// Less important text.
    Dim,
    /// Headings and selected text.
    Strong,
    /// Goals and level-ups.
    Accent,
    /// Selected goals, and the selection marker.
    StrongAccent,
    /// Errors, which are also named as such in the text.
    Error,
}

impl Role {
    pub const ALL: [Self; 6] = [
        Self::Text,
        Self::Dim,
        Self::Strong,
        Self::Accent,
        Self::StrongAccent,
        Self::Error,
    ];

    /// The names in a configuration file, in the order of [`Role::ALL`].
    pub const NAMES: [&str; 6] = ["text", "dim", "strong", "accent", "strong-accent", "error"];

    pub const fn index(self) -> usize {
        self as usize
    }

    /// Returns the role of the name in a selected row. The rest of the row keeps its role, so that moving
    /// the selection redraws only two names.
    #[must_use]
    pub fn if_selected(self, selected: bool) -> Self {
        match (selected, self) {
            (true, Self::Accent | Self::StrongAccent) => Self::StrongAccent,
            (true, Self::Error) | (false, _) => self,
            (true, _) => Self::Strong,
        }
    }
}
