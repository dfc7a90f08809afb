//! Replaces what people have written by text of the same shape.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation as _;

use super::replace_letters::{blurred, folded, shift, shifted};
use crate::assessment::Assessment;
use crate::results::{AssessmentResult, Draft, ResultRow, SharedName, StoreError};
use crate::state::{ACTIONS, EditorFailure, Event, Key, State, TeamData, TrendData, TypingInto};
use crate::text::text_key;

/// Replaces names, notes, and typed text. Equal names get equal replacements, and equal beginnings
/// get equal beginnings, so that a filter finds the same rows. A note keeps only which characters
/// were letters and which were digits.
#[derive(Debug, Clone)]
pub struct Redactor {
    /// Never written to a file. `None` replaces nothing.
    secret: Option<[u8; 16]>,
    /// The words of assessments and of the program, as text keys. The recording contains them anyway.
    known: Vec<String>,
    /// The words of names seen so far, as text keys.
    names: HashSet<String>,
}

impl Redactor {
    pub fn new(secret: [u8; 16]) -> Self {
        let descriptions = ACTIONS.iter().map(|spec| text_key(spec.description));
        Self {
            secret: Some(secret),
            known: descriptions.collect(),
            names: HashSet::new(),
        }
    }

    /// Replaces nothing.
    pub fn none() -> Self {
        Self {
            secret: None,
            known: Vec::new(),
            names: HashSet::new(),
        }
    }

    pub(super) fn is_on(&self) -> bool {
        self.secret.is_some()
    }

    /// Does not replace filters that are words of these assessments.
    pub(super) fn keep_words_of(&mut self, assessments: &[&Arc<Assessment>]) {
        for assessment in assessments {
            let categories = assessment.categories.iter();
            let texts = categories.flat_map(|c| [Some(&c.name), Some(&c.key), c.group.as_ref()]);
            let texts = texts.flatten().chain([&assessment.name, &assessment.slug]);
            self.known.extend(texts.map(|text| text_key(text)));
        }
    }

    /// The replacement of a name.
    pub(super) fn name(&mut self, name: &str) -> String {
        let words = name.unicode_words().map(text_key);
        self.names.extend(words);
        self.renamed(name)
    }

    fn renamed(&self, name: &str) -> String {
        let Some(secret) = self.secret else {
            return name.to_owned();
        };
        let mut word = String::new();
        let mut renamed = String::new();
        for c in name.chars() {
            if c.is_alphanumeric() {
                let by = shift(secret, &word);
                word.push(folded(c));
                renamed.push(shifted(c, by));
            } else {
                word.clear();
                renamed.push(c);
            }
        }
        renamed
    }

    /// The text with every letter and every digit the same.
    fn shape(&self, text: &str) -> String {
        if self.secret.is_none() {
            return text.to_owned();
        }
        text.chars().map(blurred).collect()
    }

    /// The replacement of text typed after `before`.
    fn typed(&self, into: TypingInto, before: &str, text: &str) -> String {
        let field = format!("{before}{text}");
        match into {
            TypingInto::Note | TypingInto::File => self.shape(text),
            TypingInto::Filter if self.is_known(&field) => text.to_owned(),
            TypingInto::Filter | TypingInto::Name => {
                let renamed = self.renamed(&field).chars().collect::<Vec<_>>();
                let from = renamed.len().saturating_sub(text.chars().count());
                renamed[from..].iter().collect()
            }
        }
    }

    /// Whether a filter is part of a known text, and none of its words begins a name.
    fn is_known(&self, filter: &str) -> bool {
        let filter = text_key(filter);
        let begins_a_name = |word: &str| self.names.iter().any(|name| name.starts_with(word));
        let is_name = filter.unicode_words().any(begins_a_name);
        !is_name && self.known.iter().any(|text| text.contains(&filter))
    }

    /// The event without what people have written.
    pub(super) fn event(&mut self, state: &State, mut event: Event) -> Event {
        if self.secret.is_none() {
            return event;
        }
        match (&mut event, state.typing()) {
            (Event::Key(Key::Char(c)), Some(into)) => {
                let text = self.typed(into, state.typed(), &c.to_string());
                *c = text.chars().next().unwrap_or(*c);
            }
            (Event::Paste(text), into) => {
                let into = into.unwrap_or(TypingInto::Note);
                *text = self.typed(into, state.typed(), text);
            }
            (event, _) => self.loaded(event),
        }
        event
    }

    /// Redacts what the store or the system returned.
    fn loaded(&mut self, event: &mut Event) {
        match event {
            Event::Home(data) => {
                data.name = self.name(&data.name);
                let drafts = data.drafts.iter_mut().chain(&mut data.aside);
                drafts.for_each(|draft| self.draft(draft));
                let rows = data.last.iter_mut().chain(&mut data.recent);
                rows.for_each(|row| self.row(row));
            }
            Event::DraftOpened(found) => {
                found.name = self.name(&found.name);
                found.draft.iter_mut().for_each(|draft| self.draft(draft));
                found.last.iter_mut().for_each(|last| self.result(last));
            }
            Event::LastRead(last) => self.result(last),
            Event::ResultOpened { result, before } => {
                let both = result.iter_mut().chain(before.iter_mut());
                both.for_each(|result| self.result(result));
            }
            Event::Rows(read) => {
                for row in &mut read.rows {
                    self.row(row);
                }
            }
            Event::Compared(results) => self.results(results),
            Event::TrendRead(TrendData {
                results, shared, ..
            })
            | Event::TeamRead(TeamData {
                results, shared, ..
            }) => {
                self.results(results);
                for name in shared {
                    self.shared_name(name);
                }
            }
            Event::Written { path, .. } => *path = self.shape(path),
            Event::NoteEdited { outcome, .. } => self.edited_note(outcome),
            Event::Failed { error, .. } => self.error(error),
            _ => {}
        }
    }

    fn draft(&mut self, draft: &mut Draft) {
        draft.name = self.name(&draft.name);
        for (_, entry) in &mut draft.entries {
            entry.note = self.shape(&entry.note);
        }
    }

    fn results(&mut self, results: &mut [AssessmentResult]) {
        for result in results {
            self.result(result);
        }
    }

    fn result(&mut self, result: &mut AssessmentResult) {
        result.name = self.name(&result.name);
        for note in &mut result.notes {
            *note = self.shape(note);
        }
    }

    fn shared_name(&mut self, name: &mut SharedName) {
        name.person = self.name(&name.person);
        for login in &mut name.logins {
            *login = self.name(login);
        }
    }

    fn row(&mut self, row: &mut ResultRow) {
        row.name = self.name(&row.name);
        for note in &mut row.notes {
            *note = self.shape(note);
        }
    }

    fn edited_note(&self, outcome: &mut Result<String, EditorFailure>) {
        match outcome {
            Ok(text)
            | Err(
                EditorFailure::BadCommand { command: text }
                | EditorFailure::NotStarted { editor: text, .. }
                | EditorFailure::Ended { editor: text, .. }
                | EditorFailure::NotText { kept: text }
                | EditorFailure::TooLong { kept: text, .. },
            ) => *text = self.shape(text),
            Err(EditorFailure::Gone | EditorFailure::System { .. }) => {}
        }
    }

    /// Redacts paths, which contain account names, and what servers report: logins, hosts, databases.
    fn error(&self, error: &mut StoreError) {
        let shape = |path: &Path| PathBuf::from(self.shape(&path.to_string_lossy()));
        if let StoreError::Away { why: text, .. }
        | StoreError::Denied { why: text, .. }
        | StoreError::Io { message: text, .. } = error
        {
            *text = self.shape(text);
        }
        match error {
            StoreError::Busy { path }
            | StoreError::Newer { path }
            | StoreError::Older { path }
            | StoreError::Damaged { path, .. }
            | StoreError::NoFile { path, .. }
            | StoreError::Unreadable { path }
            | StoreError::ReadOnly { path }
            | StoreError::Full { path }
            | StoreError::TooManyFiles { path }
            | StoreError::Away { path, .. }
            | StoreError::Denied { path, .. }
            | StoreError::NotSetUp { path }
            | StoreError::Io { path, .. } => *path = shape(path),
            StoreError::NotFound { .. } | StoreError::Conflict { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn server_errors_are_redacted() {
        let message = || "no pg_hba.conf entry for host 192.0.2.7, user ada".to_owned();
        let path = || PathBuf::from("postgres://ada@db/team");
        let (why, io_message) = (message(), message());
        for mut error in [
            StoreError::Away { path: path(), why },
            StoreError::Denied {
                path: path(),
                why: message(),
            },
            StoreError::Io {
                path: path(),
                message: io_message,
            },
        ] {
            Redactor::new([7; 16]).error(&mut error);
            let text = error.to_string();
            assert!(!text.contains("ada") && !text.contains('7'), "{text}");
            assert!(text.contains("xx xx_xxx.xxxx xxxxx xxx xxxx"), "{text}");
        }
    }

    #[test]
    fn spellings_of_a_name_get_equal_replacements() {
        let mut redactor = Redactor::new([7; 16]);
        for (one, other) in [
            ("Ada Lovelace", "ADA LOVELACE"),
            ("σοφος", "ΣΟΦΟΣ"),
            ("Élodie", "éLODIE"),
        ] {
            let replaced = redactor.name(one);
            assert_eq!(text_key(&replaced), text_key(&redactor.name(other)));
            assert_ne!(text_key(&replaced), text_key(one));
            assert!(!redactor.is_known(other), "{other}");
        }
    }

    #[test]
    fn filters_that_are_words_of_names_are_replaced() {
        let mut redactor = Redactor::new([7; 16]);
        redactor.known.push(text_key("Σοφος assessment"));
        assert!(redactor.is_known("ΣΟΦΟΣ"));

        redactor.name("σοφος");

        assert!(!redactor.is_known("ΣΟΦΟΣ"));
    }
}
