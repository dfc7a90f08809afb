use super::folded::FoldedTexts;
use super::search_row::{NumberedRow, SearchRow};
use super::text_numbers::TextNumbers;
use super::text_table::{TextTable, at};

/// Some results as they are taken in, with the numbers of their texts among them alone.
#[derive(Debug, Clone, Default)]
pub struct SearchRows {
    rows: Vec<NumberedRow>,
    texts: [TextTable; 3],
    numbers: [TextNumbers; 3],
    folded: FoldedTexts,
}

impl SearchRows {
    /// How many results there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Takes a result in, and the notes that are not empty.
    pub fn push<'n>(&mut self, row: &SearchRow<'_>, notes: impl Iterator<Item = &'n str>) {
        let mut texts = [0; 3];
        let folded = self.folded.of(row, notes);
        for (field, text) in folded.into_iter().enumerate() {
            let (number, is_new) = self.numbers[field].number(text);
            if is_new {
                self.texts[field].push(text);
            }
            texts[field] = number;
        }
        let (millis, id) = (row.millis, row.id);
        self.rows.push(NumberedRow { millis, id, texts });
    }

    /// The rows with the numbers that `number` gives their texts, of which it is told the field.
    pub(crate) fn renumbered(
        self,
        mut number: impl FnMut(usize, &str) -> u32,
    ) -> impl Iterator<Item = NumberedRow> {
        let mut field = 0;
        let numbers = self.texts.map(|texts| {
            let new = texts.iter().map(|text| number(field, text)).collect();
            field += 1;
            new
        });
        let numbers: [Vec<u32>; 3] = numbers;
        self.rows.into_iter().map(move |mut row| {
            for (number, new) in row.texts.iter_mut().zip(&numbers) {
                *number = new[at(*number)];
            }
            row
        })
    }
}
