use crate::results::PlanStep;
use crate::text::wrapped;

/// The longest line.
const LINE_MOST: u16 = 80;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanLine {
    Gap,
    Group(String),
    /// The heading of a step: the category and the levels.
    Step(usize),
    /// A line of the text of a level to reach.
    Text(String),
    /// A line of the note, and whether it is the first.
    Note(String, bool),
}

/// The lines of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanLines {
    pub lines: Vec<PlanLine>,
    spans: Vec<(usize, usize)>,
}

impl PlanLines {
    /// Wraps the steps to `width`.
    pub fn new(steps: &[PlanStep], width: u16) -> Self {
        let width = width.min(LINE_MOST).saturating_sub(6).max(12);
        let mut sheet = Self::default();
        let mut group = None;
        for (index, step) in steps.iter().enumerate() {
            if index > 0 {
                sheet.lines.push(PlanLine::Gap);
            }
            if step.group.is_some() && step.group != group {
                sheet.lines.extend(step.group.clone().map(PlanLine::Group));
            }
            group.clone_from(&step.group);
            let from = sheet.lines.len();
            sheet.lines.push(PlanLine::Step(index));
            for text in step.levels.iter().filter_map(|level| level.text.as_deref()) {
                sheet
                    .lines
                    .extend(wrapped(text, width, 6).into_iter().map(PlanLine::Text));
            }
            let note = if step.note.is_empty() {
                Vec::new()
            } else {
                wrapped(&step.note, width, 4)
            };
            let note = note.into_iter().enumerate();
            sheet
                .lines
                .extend(note.map(|(at, line)| PlanLine::Note(line, at == 0)));
            sheet.spans.push((from, sheet.lines.len()));
        }
        sheet
    }

    /// Returns the lines of a step.
    pub fn span(&self, index: usize) -> (usize, usize) {
        self.spans.get(index).copied().unwrap_or((0, 1))
    }
}
