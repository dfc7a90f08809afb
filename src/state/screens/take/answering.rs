use super::TakeScreen;
use super::undo_history::UndoStep;
use crate::results::{Answer, AnswerEntry, PreviousAnswer};
use crate::state::context::Context;
use crate::state::keymap::Action;
use crate::state::message::Message;
use crate::state::screens::Transition;

impl TakeScreen {
    /// Runs an action that changes the answer of the selected category.
    pub(crate) fn answer(&mut self, action: Action, cx: Context) -> Transition {
        if self.answers.entries.is_empty() {
            return Transition::none();
        }
        let top = self.assessment.top(self.list.at);
        match action {
            Action::Rate(level) => self.rate(level, top, cx),
            Action::Lower => self.change(|entry| entry.step(false, top)),
            Action::Raise => self.change(|entry| entry.step(true, top)),
            Action::LevelUp => self.level_up(top),
            Action::RaiseGoal => self.move_goal(true, top),
            Action::LowerGoal => self.move_goal(false, top),
            Action::NotApplicable => self.change(|entry| entry.say(Answer::NotApplicable)),
            Action::DontKnow => self.change(|entry| entry.say(Answer::Unknown)),
            Action::Clear => self.change(|entry| entry.say(Answer::Unanswered)),
            _ => Transition::none(),
        }
    }

    fn rate(&mut self, level: u8, top: u8, cx: Context) -> Transition {
        if level > top {
            return Transition::tell(Message::NoSuchLevel { level, top });
        }
        let step = self.change(|entry| entry.rate(level, top));
        if cx.settings.advance {
            self.list.at = (self.list.at + 1).min(self.answers.entries.len() - 1);
        }
        step
    }

    fn level_up(&mut self, top: u8) -> Transition {
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

    fn move_goal(&mut self, more: bool, top: u8) -> Transition {
        let Some(current) = self.current() else {
            return Transition::tell(Message::NeedsLevel);
        };
        if more && current == top {
            return Transition::tell(Message::AtTheTop);
        }
        self.change(|entry| entry.move_goal(more, top))
    }

    /// Changes the entry of the selected category and adds the change to the undo history.
    pub(crate) fn change(&mut self, how: impl FnOnce(&mut AnswerEntry)) -> Transition {
        let at = self.list.at;
        let Some(entry) = self.answers.entries.get_mut(at) else {
            return Transition::none();
        };
        let before = entry.clone();
        how(entry);
        if *entry == before {
            return Transition::none();
        }
        let change = UndoStep::Entries(vec![(at, before, entry.clone())]);
        self.history.push(change);
        self.mark_changed();
        Transition::none()
    }

    /// Copies the previous answer to the selected category.
    pub(crate) fn copy_previous(&mut self) -> Transition {
        match self.previous_of(self.list.at) {
            None => Transition::tell(Message::NothingBefore),
            Some(PreviousAnswer { answer: None, .. }) => Transition::tell(Message::NotOnThisLadder),
            Some(PreviousAnswer {
                answer: Some(answer),
                ..
            }) => {
                let answer = *answer;
                self.change(|entry| entry.copy_previous(answer))
            }
        }
    }

    /// Copies the previous answers to all unanswered categories.
    pub(crate) fn copy_all_previous(&mut self) -> Transition {
        let mut changed = Vec::new();
        let open: Vec<usize> = self.answers.unanswered().collect();
        for index in open {
            let Some(answer) = self.previous_of(index).and_then(|previous| previous.answer) else {
                continue;
            };
            let before = self.answers.entries[index].clone();
            self.answers.entries[index].copy_previous(answer);
            changed.push((index, before, self.answers.entries[index].clone()));
        }
        if changed.is_empty() {
            return Transition::tell(Message::NothingBefore);
        }
        let taken = changed.len();
        self.history.push(UndoStep::Entries(changed));
        self.mark_changed();
        Transition::tell(Message::PreviousAnswersCopied(taken))
    }

    /// Counts every unanswered category as level 1. Can be undone.
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
            self.history.push(UndoStep::Entries(entries));
        }
    }

    pub(crate) fn undo(&mut self) -> Transition {
        match self.history.undo() {
            None => Transition::tell(Message::NothingToUndo),
            Some(UndoStep::Entries(entries)) => {
                self.set_entries(
                    entries
                        .into_iter()
                        .map(|(index, before, _)| (index, before)),
                );
                self.mark_changed();
                Transition::tell(Message::Undone)
            }
            Some(UndoStep::Name(before, after)) => {
                self.move_to(before, &after).and_tell(Message::Undone)
            }
            Some(UndoStep::Person(before, _)) => self.open_draft_of(before),
        }
    }

    pub(crate) fn redo(&mut self) -> Transition {
        match self.history.redo() {
            None => Transition::tell(Message::NothingToRedo),
            Some(UndoStep::Entries(entries)) => {
                self.set_entries(entries.into_iter().map(|(index, _, after)| (index, after)));
                self.mark_changed();
                Transition::tell(Message::Redone)
            }
            Some(UndoStep::Name(before, after)) => {
                self.move_to(after, &before).and_tell(Message::Redone)
            }
            Some(UndoStep::Person(_, after)) => self.open_draft_of(after),
        }
    }

    fn set_entries(&mut self, entries: impl Iterator<Item = (usize, AnswerEntry)>) {
        let mut first = None;
        for (index, entry) in entries {
            self.answers.entries[index] = entry;
            first.get_or_insert(index);
        }
        self.list.at = first.unwrap_or(self.list.at);
    }
}
