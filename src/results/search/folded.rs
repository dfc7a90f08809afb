use super::fold_text::fold_text;
use super::search_row::SearchRow;

/// What is compared of a result, folded; one after the other, so that little is allocated.
#[derive(Debug, Clone, Default)]
pub(crate) struct FoldedTexts {
    texts: [String; 3],
}

impl FoldedTexts {
    /// The texts of a result with these notes, in the order of [`super::search_row::SearchField::ALL`].
    pub(crate) fn of<'n>(
        &mut self,
        row: &SearchRow<'_>,
        notes: impl Iterator<Item = &'n str>,
    ) -> [&str; 3] {
        let [name, assessment, words] = &mut self.texts;
        name.clear();
        fold_text(row.name, name);
        assessment.clear();
        fold_text(row.slug, assessment);
        assessment.push('\n');
        fold_text(row.assessment, assessment);
        words.clear();
        // Fuzzy over a whole note would find the letters of any word somewhere.
        for word in notes.flat_map(str::split_whitespace) {
            if !words.is_empty() {
                words.push('\n');
            }
            fold_text(word, words);
        }
        self.texts.each_ref().map(String::as_str)
    }
}
