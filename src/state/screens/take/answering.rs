use super::Take;
use super::undo_history::Change;
use crate::results::{Answer, Entry, Previous};
use crate::state::keymap::Action;
use crate::state::message::Message;
use crate::state::transition::{Cx, Step};

impl Take {
    /// Does what a key asked for that is about the answer of the chosen category.
    pub(crate) fn answer(&mut self, action: Action, cx: Cx) -> Step {
        if self.answers.entries.is_empty() {
            return Step::none();
        }
        let top = self.assessment.top(self.list.at);
        match action {
            Action::Rate(level) => self.rate(level, top, cx),
            Action::Lower => self.change(|entry| entry.step(false, top)),
            Action::Raise => self.change(|entry| entry.step(true, top)),
            Action::LevelUp => self.level_up(top),
            Action::WantMore => self.want(true, top),
            Action::WantLess => self.want(false, top),
            Action::NotApplicable => self.change(|entry| entry.say(Answer::NotApplicable)),
            Action::DontKnow => self.change(|entry| entry.say(Answer::Unknown)),
            Action::Clear => self.change(|entry| entry.say(Answer::Unanswered)),
            _ => Step::none(),
        }
    }

    fn rate(&mut self, level: u8, top: u8, cx: Cx) -> Step {
        if level > top {
            return Step::tell(Message::NoSuchLevel { level, top });
        }
        let step = self.change(|entry| entry.rate(level, top));
        if cx.settings.advance {
            self.list.at = (self.list.at + 1).min(self.answers.entries.len() - 1);
        }
        step
    }

    fn level_up(&mut self, top: u8) -> Step {
        let step = self.change(|entry| entry.toggle_level_up(top));
        let at_top = self
            .entry()
            .is_some_and(|e| e.level_up && e.answer.current() == Some(top));
        if at_top {
            step.and_tell(Message::AtTheTop)
        } else {
            step
        }
    }

    fn want(&mut self, more: bool, top: u8) -> Step {
        let Some(current) = self.current() else {
            return Step::tell(Message::NeedsLevel);
        };
        if more && current == top {
            return Step::tell(Message::AtTheTop);
        }
        self.change(|entry| entry.want(more, top))
    }

    /// Changes the entry of the chosen category, so that it can be taken back.
    pub(crate) fn change(&mut self, how: impl FnOnce(&mut Entry)) -> Step {
        let at = self.list.at;
        let Some(entry) = self.answers.entries.get_mut(at) else {
            return Step::none();
        };
        let before = entry.clone();
        how(entry);
        if *entry == before {
            return Step::none();
        }
        let change = Change::Entries(vec![(at, before, entry.clone())]);
        self.history.push(change);
        self.keep();
        Step::none()
    }

    /// Takes over last time's level and wish for the chosen category.
    pub(crate) fn take_over(&mut self) -> Step {
        match self.previous_of(self.list.at) {
            None => Step::tell(Message::NothingBefore),
            Some(Previous { answer: None, .. }) => Step::tell(Message::NotOnThisLadder),
            Some(Previous {
                answer: Some(answer),
                ..
            }) => {
                let answer = *answer;
                self.change(|entry| entry.take_over(answer))
            }
        }
    }

    /// Takes over last time's levels and wishes for all that is unanswered.
    pub(crate) fn take_over_all(&mut self) -> Step {
        let mut changed = Vec::new();
        let open: Vec<usize> = self.answers.open().collect();
        for index in open {
            let Some(answer) = self.previous_of(index).and_then(|previous| previous.answer) else {
                continue;
            };
            let before = self.answers.entries[index].clone();
            self.answers.entries[index].take_over(answer);
            changed.push((index, before, self.answers.entries[index].clone()));
        }
        if changed.is_empty() {
            return Step::tell(Message::NothingBefore);
        }
        let taken = changed.len();
        self.history.push(Change::Entries(changed));
        self.keep();
        Step::tell(Message::TakenOver(taken))
    }

    /// Counts every unanswered category as level 1, so that it can be taken back.
    pub(crate) fn count_as_lowest(&mut self) {
        let before = self.answers.clone();
        self.answers.fill_with_lowest(&self.assessment);
        let pairs = before
            .entries
            .into_iter()
            .zip(&self.answers.entries)
            .enumerate();
        let changed = pairs.filter(|(_, (before, after))| before != *after);
        let entries: Vec<_> = changed
            .map(|(index, (before, after))| (index, before, after.clone()))
            .collect();
        if !entries.is_empty() {
            self.history.push(Change::Entries(entries));
        }
    }

    /// Takes the last change back.
    pub(crate) fn undo(&mut self) -> Step {
        match self.history.undo() {
            None => Step::tell(Message::NothingToUndo),
            Some(Change::Entries(entries)) => {
                self.put(
                    entries
                        .into_iter()
                        .map(|(index, before, _)| (index, before)),
                );
                self.keep();
                Step::tell(Message::Undone)
            }
            Some(Change::Name(before, after)) => {
                self.move_to(before, &after).and_tell(Message::Undone)
            }
            Some(Change::Person(before, _)) => self.open_draft_of(before),
        }
    }

    /// Makes the change again that was taken back last.
    pub(crate) fn redo(&mut self) -> Step {
        match self.history.redo() {
            None => Step::tell(Message::NothingToRedo),
            Some(Change::Entries(entries)) => {
                self.put(entries.into_iter().map(|(index, _, after)| (index, after)));
                self.keep();
                Step::tell(Message::Redone)
            }
            Some(Change::Name(before, after)) => {
                self.move_to(after, &before).and_tell(Message::Redone)
            }
            Some(Change::Person(_, after)) => self.open_draft_of(after),
        }
    }

    fn put(&mut self, entries: impl Iterator<Item = (usize, Entry)>) {
        let mut first = None;
        for (index, entry) in entries {
            self.answers.entries[index] = entry;
            first.get_or_insert(index);
        }
        self.list.at = first.unwrap_or(self.list.at);
    }
}
