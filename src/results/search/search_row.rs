use uuid::Uuid;

/// A result as a search takes it in.
#[derive(Debug, Clone, Copy)]
pub struct SearchRow<'r> {
    /// The result's id.
    pub id: Uuid,
    /// When it was saved, in milliseconds since 1970.
    pub millis: i64,
    /// The assessment's slug.
    pub slug: &'r str,
    /// The assessment's name as it was then.
    pub assessment: &'r str,
    /// The person.
    pub name: &'r str,
}

/// What of a result repeats among results, and is compared with a query once for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchField {
    /// The person.
    Name,
    /// The assessment's slug and name.
    Assessment,
    /// The words of all notes.
    Notes,
}

impl SearchField {
    /// Each of them, in the order in which they stand.
    pub const ALL: [Self; 3] = [Self::Name, Self::Assessment, Self::Notes];
}

/// A result of which the texts are numbers. In order they come oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NumberedRow {
    /// When it was saved, in milliseconds since 1970.
    pub millis: i64,
    /// The result's id.
    pub id: Uuid,
    /// The number of its text in each field, in the order of [`SearchField::ALL`].
    pub texts: [u32; 3],
}

impl NumberedRow {
    /// Its place among others.
    pub fn place(&self) -> (i64, Uuid) {
        (self.millis, self.id)
    }
}
