use ratatui::style::{Color, Modifier, Style};

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

/// Roles as styles. The colours are the terminal's own; the background is never painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Whether there is colour at all.
    pub colour: bool,
}

impl Theme {
    /// The style of a role.
    pub fn style(self, role: Role) -> Style {
        // From nothing, so that what lay below in the same cells does not shine through.
        let plain = Style::reset();
        let style = match role {
            Role::Text => plain,
            Role::Dim => plain.add_modifier(Modifier::DIM),
            Role::Strong => plain.add_modifier(Modifier::BOLD),
            Role::Accent => plain.fg(Color::Magenta),
            Role::StrongAccent => plain.fg(Color::Magenta).add_modifier(Modifier::BOLD),
            Role::Error => plain.fg(Color::Red),
        };
        if self.colour {
            style
        } else {
            style.fg(Color::Reset)
        }
    }
}
