use crate::assessment::Assessment;

/// One line of a list of categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListLine {
    /// An empty line between groups.
    Gap,
    /// The heading of the group that begins with this category.
    Group(usize),
    /// A line below the list: its heading, then one each for what is no more.
    Tail(usize),
    /// A line of a category: its first, or one more of a wrapped name or a note.
    Category {
        /// The category.
        index: usize,
        /// Which of its lines, 0-based.
        part: usize,
    },
}

/// The lines of a list of categories, and where each category stands in them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupedLines {
    /// All lines, from the top.
    pub lines: Vec<ListLine>,
    /// First line and line behind the last, a category.
    spans: Vec<(usize, usize)>,
}

impl GroupedLines {
    /// The lines of `assessment`, where the category at an index takes `height` of them.
    pub fn new(assessment: &Assessment, height: impl Fn(usize) -> usize) -> Self {
        let categories = assessment.categories.iter();
        Self::of(categories.map(|category| category.group.as_deref()), height)
    }

    /// The lines of a list in groups, where the row at an index takes `height` of them.
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

    /// Adds a heading and `count` lines below the list, which show with the last category.
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

    /// The lines of the category at `index`; with the heading above it, where it is the first of
    /// its group.
    pub fn span(&self, index: usize) -> (usize, usize) {
        let (from, to) = self.spans.get(index).copied().unwrap_or((0, 1));
        let headed = from > 0 && matches!(self.lines[from - 1], ListLine::Group(_));
        (from - usize::from(headed), to)
    }
}
