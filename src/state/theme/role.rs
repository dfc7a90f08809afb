/// What a piece of text means. Colours and attributes follow from it, and from nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// Text that steps back.
    Dim,
    /// Headings, and what is chosen.
    Strong,
    /// What is wanted: level up.
    Accent,
    /// What is wanted, where it is chosen; and the marker of the chosen row.
    StrongAccent,
    /// What went wrong; always with a word as well.
    Error,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 6] = [
        Self::Text,
        Self::Dim,
        Self::Strong,
        Self::Accent,
        Self::StrongAccent,
        Self::Error,
    ];

    /// The names of the roles in a configuration, in the order of [`Role::ALL`].
    pub const NAMES: [&str; 6] = ["text", "dim", "strong", "accent", "strong-accent", "error"];

    /// Its place among all roles.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The same role for what names the chosen row. The rest of it stays as it is: a move then
    /// changes two names, however wide the rows are.
    #[must_use]
    pub fn chosen(self, chosen: bool) -> Self {
        match (chosen, self) {
            (true, Self::Accent | Self::StrongAccent) => Self::StrongAccent,
            (true, Self::Error) | (false, _) => self,
            (true, _) => Self::Strong,
        }
    }
}
