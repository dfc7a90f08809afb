use std::io;

use super::conversation::{Conversation, ConversationEnd, Speaker};
use crate::runtime::effects::write_result;
use crate::runtime::incoming::RunEnd;
use crate::state::{
    Action, EditKind, LineError, LineRequest, Message, PlainPage, perform, read_line,
};
use crate::view::{FormBefore, plain};

/// The exit code of a program that `Ctrl-C` ended.
const INTERRUPTED: u8 = 130;

impl<V: Speaker> Conversation<V> {
    /// Handles a line, and prints the outcome.
    pub(super) fn handle_line(&mut self, text: &str) -> io::Result<()> {
        let request = match read_line(text, &self.program.state) {
            Ok(request) => request,
            Err(error) => {
                self.refuse(&error);
                return Ok(());
            }
        };
        let Some(before) = self.take().map(FormBefore::of) else {
            return Ok(());
        };
        if !self.interactive && request == LineRequest::Act(Action::Export) {
            self.refuse(&LineError::NoFile);
            return Ok(());
        }
        match request {
            // Clear the last question so that it is printed again.
            LineRequest::Show(PlainPage::Question)
            | LineRequest::Act(
                Action::Undo
                | Action::Redo
                | Action::NextUnanswered
                | Action::GoToUnanswered
                | Action::OtherDraft,
            )
            | LineRequest::Go { .. } => self.asked = None,
            LineRequest::Show(page) => {
                let state = &self.program.state;
                let page = self.take().map(|take| plain::page(page, state, take));
                return self.say(&page.unwrap_or_default());
            }
            _ => {}
        }
        self.perform(request.clone());
        self.settle();
        if self.needs_another_line(&request) {
            return Ok(());
        }
        self.print_messages()?;
        if let Some(take) = self.take() {
            let lines = plain::outcome(&request, &before, take);
            self.owes_saved |= take.is_unsaved();
            self.say(&lines)?;
        }
        self.end_if_not_saved(&request);
        Ok(())
    }

    /// Performs a request, and runs its effects.
    fn perform(&mut self, request: LineRequest) {
        let effects = perform(&mut self.program.state, request);
        self.collect_message();
        self.run_effects(effects);
    }

    /// Reports an invalid line. Ends plain mode if the input is not interactive: the next lines
    /// were written for other questions.
    pub(super) fn refuse(&mut self, error: &LineError) {
        let Some((error, hint)) = self.take().map(|take| plain::line_error(error, take)) else {
            return;
        };
        if self.interactive {
            self.speaker.warn(&error, hint.as_deref());
            return;
        }
        let error = format!("line {}: {error}", self.lines);
        self.speaker.warn(&error, hint.as_deref());
        self.ended = Some(ConversationEnd::BadLine);
    }

    /// Ends plain mode, and returns `true`, if a line opened a field without requesting it and the
    /// input is not interactive: the next line would be its text, but was written for the next
    /// question.
    fn needs_another_line(&mut self, request: &LineRequest) -> bool {
        let is_requested = matches!(request, LineRequest::Act(Action::Note | Action::Name));
        let field = self.take().and_then(|take| take.editing.as_ref());
        let Some(kind) = field.map(|field| field.kind) else {
            return false;
        };
        if self.interactive || is_requested || self.ended.is_some() {
            return false;
        }
        let failed = self.messages.iter().find_map(|message| match message {
            Message::NotWritten { path, why } => Some((path.clone(), why.clone())),
            _ => None,
        });
        match (kind, failed) {
            (EditKind::File, Some((path, why))) => {
                let is_valid_path = !write_result::cannot_be_named(&path);
                self.refuse(&LineError::NotWritten { path, why });
                if is_valid_path {
                    self.ended = Some(ConversationEnd::FileNotWritten);
                }
            }
            (EditKind::Name, _) => self.refuse(&LineError::NoName),
            _ => self.refuse(&LineError::NeedsAnotherLine),
        }
        true
    }

    /// Ends plain mode if the result could not be saved and the input is not interactive.
    fn end_if_not_saved(&mut self, request: &LineRequest) {
        let saves = matches!(
            request,
            LineRequest::Save(_) | LineRequest::Act(Action::CountAsLowest | Action::SaveUnanswered)
        );
        let error = self.take().and_then(|take| take.save_error().cloned());
        if saves && !self.interactive && error.is_some() {
            let end = ConversationEnd::Other(RunEnd::Unsaved(error));
            self.ended.get_or_insert(end);
        }
    }

    /// Quits at the end of the input. `why` is the error if the input could not be read.
    pub(super) fn end_of_input(&mut self, why: Option<String>) {
        if let Some(why) = why {
            self.speaker.warn(&plain::unreadable_input(&why), None);
        }
        // Try again to save the answers that are only in memory.
        self.perform(LineRequest::Quit);
        self.messages.clear();
        self.settle();
        self.ended = Some(match self.ended.take() {
            Some(ConversationEnd::Quit) | None => ConversationEnd::EndOfInput,
            Some(other) => other,
        });
    }

    /// Waits for the last writes, prints whether there is a draft, and returns how plain mode
    /// ended.
    pub fn finish(&mut self) -> ConversationEnd {
        self.program.write_pending();
        let ended = self.ended.take().unwrap_or(ConversationEnd::Quit);
        let keeps_draft = matches!(
            ended,
            ConversationEnd::Quit
                | ConversationEnd::EndOfInput
                | ConversationEnd::BadLine
                | ConversationEnd::FileNotWritten
                | ConversationEnd::Other(RunEnd::Code(INTERRUPTED))
        );
        if (keeps_draft || matches!(ended, ConversationEnd::OutputFailed(_)))
            && let Some(unsaved) = self.program.unsaved()
        {
            return ConversationEnd::Other(unsaved);
        }
        if let Some(take) = self.take()
            && keeps_draft
        {
            let farewell = plain::farewell(take, &self.resume);
            match ended {
                ConversationEnd::Quit => drop(self.say(&[farewell])),
                ConversationEnd::EndOfInput => {
                    self.speaker.note(&plain::ended_by_input(&farewell));
                }
                ConversationEnd::BadLine | ConversationEnd::FileNotWritten => {
                    self.speaker.note(&plain::ended_by_line(&farewell));
                }
                _ => self.speaker.note(&plain::interrupted(&farewell)),
            }
        }
        ended
    }
}
