use crate::assessment::Assessment;

/// A line in a list of categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListLine {
    /// An empty line between groups.
    Gap,
    /// The heading of the group that begins with this category.
    Group(usize),
    /// A line below the list: 0 is the heading, then one for each removed category.
    Tail(usize),
    /// A line of a category.
    Category {
        index: usize,
        /// The index of the line, if the name is wrapped or has a note.
        part: usize,
    },
}

/// The lines of a list of categories.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupedLines {
    pub lines: Vec<ListLine>,
    /// The first line of each category, and the line after its last one.
    spans: Vec<(usize, usize)>,
}

impl GroupedLines {
    /// Lists the categories of an assessment; each takes `height` lines.
    pub fn new(assessment: &Assessment, height: impl Fn(usize) -> usize) -> Self {
        let categories = assessment.categories.iter();
        Self::of(categories.map(|category| category.group.as_deref()), height)
    }

    /// Lists rows by group; each takes `height` lines.
    pub fn of<'a>(
        groups: impl Iterator<Item = Option<&'a str>>,
        height: impl Fn(usize) -> usize,
    ) -> Self {
        let mut outline = Self::default();
        let mut last = None;
        for (index, group) in groups.enumerate() {
            if index > 0 && group != last {
                outline.lines.push(ListLine::Gap);
            }
            if group.is_some() && group != last {
                outline.lines.push(ListLine::Group(index));
            }
            last = group;
            let from = outline.lines.len();
            let parts = 0..height(index).max(1);
            outline
                .lines
                .extend(parts.map(|part| ListLine::Category { index, part }));
            outline.spans.push((from, outline.lines.len()));
        }
        outline
    }

    /// Adds a heading and `count` lines below the list. They are visible with the last category.
    pub fn add_tail(&mut self, count: usize) {
        if count == 0 {
            return;
        }
        self.lines.push(ListLine::Gap);
        self.lines.extend((0..=count).map(ListLine::Tail));
        if let Some(last) = self.spans.last_mut() {
            last.1 = self.lines.len();
        }
    }

    /// Returns the category at a line of the list, and which of its lines it is.
    pub(crate) fn category_at(&self, line: usize) -> Option<(usize, usize)> {
        match self.lines.get(line)? {
            ListLine::Category { index, part } => Some((*index, *part)),
            ListLine::Gap | ListLine::Group(_) | ListLine::Tail(_) => None,
        }
    }

    /// Returns the lines of a category, with the heading of the group above its first one.
    pub fn span(&self, index: usize) -> (usize, usize) {
        let (from, to) = self.spans.get(index).copied().unwrap_or((0, 1));
        let headed = from > 0 && matches!(self.lines[from - 1], ListLine::Group(_));
        (from - usize::from(headed), to)
    }
}
