use std::io;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use crate::results::AssessmentResult;
use crate::runtime::incoming::{Incoming, RunEnd, StdinLine};
use crate::runtime::program::{LAST_WRITES, Program};
use crate::state::{
    Action, DraftStatus, Effect, Event, LineError, LineRequest, Message, Overlay, Screen,
    TakeScreen, perform,
};
use crate::text::{visible, wrapped};
use crate::view::{PlainMessage, plain};
use crate::words::CommandLine;

/// Maximum time to wait for the store before the next question. After that, "saved" is printed when
/// the answers are saved.
const GRACE: Duration = Duration::from_secs(1);

/// How plain mode ended. All messages about it are already printed, except for `Other`.
#[derive(Debug)]
pub enum ConversationEnd {
    /// The result was saved.
    Saved(Box<AssessmentResult>),
    Quit,
    EndOfInput,
    /// A line is invalid, and the input is not interactive.
    BadLine,
    /// A file could not be written, and the input is not interactive.
    FileNotWritten,
    /// The output is closed, or its disk is full.
    OutputFailed(io::Error),
    /// An end that a screen can have, too.
    Other(RunEnd),
}

/// The output of plain mode.
pub trait Speaker {
    /// Returns the number of columns of a line.
    fn width(&self) -> u16;

    /// Prints a line without hidden characters, at most [`Speaker::width`] wide.
    fn say(&mut self, line: &str) -> io::Result<()>;

    /// Prints a prompt; input follows in the same line.
    fn prompt(&mut self, text: &str) -> io::Result<()>;

    /// Called when a line was read. `ended` is `true` if it had a line break.
    fn answered(&mut self, ended: bool);

    /// Prints an error and its hint.
    fn warn(&mut self, error: &str, hint: Option<&str>);

    /// Prints a note that is not about an answer.
    fn note(&mut self, text: &str);
}

/// The form in plain mode.
pub struct Conversation<V> {
    pub program: Program,
    pub speaker: V,
    /// Whether input is interactive, so that a question can be repeated.
    pub interactive: bool,
    /// The command that resumes the draft.
    pub resume: CommandLine,
    /// Requests a line, which arrives as [`Incoming::Line`].
    pub(super) request_line: Box<dyn FnMut()>,
    /// The number of lines read so far.
    pub(super) lines: usize,
    /// The category of the last question.
    pub(super) asked: Option<usize>,
    /// Whether the last question was about unanswered categories.
    pub(super) is_choosing: bool,
    /// Whether "not saved" was printed, and "saved" was not printed since then.
    pub(super) owes_saved: bool,
    /// Messages to print next.
    pub(super) messages: Vec<Message>,
    pub(super) ended: Option<ConversationEnd>,
}

impl<V: Speaker> Conversation<V> {
    /// Creates a conversation. The lines that `request_line` requests must arrive at the receiver
    /// of `program`.
    pub fn new(program: Program, speaker: V, request_line: Box<dyn FnMut()>) -> Self {
        Self {
            program,
            speaker,
            interactive: true,
            resume: CommandLine::new("take SLUG").switch("--plain"),
            request_line,
            lines: 0,
            asked: None,
            is_choosing: false,
            owes_saved: false,
            messages: Vec::new(),
            ended: None,
        }
    }

    /// Runs the form until it ends. Waits for the last writes in every case, including errors.
    pub fn run(&mut self, screen: Screen) -> ConversationEnd {
        if let Err(error) = self.run_form(screen) {
            self.ended = Some(ConversationEnd::OutputFailed(error));
        }
        self.finish()
    }

    /// Runs the form until it ends.
    ///
    /// # Errors
    /// If the output fails.
    fn run_form(&mut self, screen: Screen) -> io::Result<()> {
        let effects = self.program.state.start(screen);
        self.run_effects(effects);
        self.settle();
        if self.ended.is_none()
            && let Some(take) = self.take()
        {
            let lines = plain::greeting(take);
            self.say(&lines)?;
            self.print_messages()?;
        }
        while self.ended.is_none() {
            self.ask()?;
            match self.next_line()? {
                None => {}
                Some(StdinLine::Text(text)) => self.handle_line(&text)?,
                Some(StdinLine::TooLong) => self.refuse(&LineError::TooLong),
                Some(StdinLine::NotText) => self.refuse(&LineError::NotText),
                Some(StdinLine::End) => self.end_of_input(None),
                Some(StdinLine::Unreadable(why)) => self.end_of_input(Some(why)),
            }
        }
        Ok(())
    }

    /// Returns the form; `None` if another screen is shown.
    pub(super) fn take(&self) -> Option<&TakeScreen> {
        match &self.program.state.screen {
            Screen::Take(take) => Some(take),
            _ => None,
        }
    }

    /// Prints the prompt, preceded by the question if it changed.
    fn ask(&mut self) -> io::Result<()> {
        let Some(take) = self.take() else {
            return Ok(());
        };
        let state = &self.program.state;
        let is_choosing = matches!(state.overlay, Some(Overlay::Unanswered));
        let at = take.list.at;
        let is_new = take.editing.is_none() && !is_choosing && self.asked != Some(at);
        let lines = if is_choosing && !self.is_choosing {
            plain::choices(take)
        } else if is_new {
            plain::question(take)
        } else {
            Vec::new()
        };
        let prompt = plain::prompt(state, take, !is_new);
        self.is_choosing = is_choosing;
        if is_new {
            self.asked = Some(at);
        }
        self.say(&lines)?;
        self.speaker.prompt(&visible(&prompt))
    }

    /// Waits for a line, and handles other messages until it arrives. Returns `None` if plain mode
    /// ends first.
    fn next_line(&mut self) -> io::Result<Option<StdinLine>> {
        (self.request_line)();
        while self.ended.is_none() {
            match self.program.next(None) {
                Some(Incoming::Line(line)) => {
                    self.speaker.answered(matches!(line, StdinLine::Text(_)));
                    self.lines += 1;
                    return Ok(Some(line));
                }
                Some(incoming) => self.handle(incoming),
                None => self.handle(Incoming::Event(self.program.now())),
            }
            let has_news = !self.messages.is_empty() || self.owes_saved && self.is_saved();
            if self.ended.is_none() && has_news {
                self.print_messages()?;
                self.ask()?;
            }
        }
        Ok(None)
    }

    /// Waits for the store: without limit if the next question depends on it or the input is not
    /// interactive, otherwise for at most [`GRACE`].
    pub(super) fn settle(&mut self) {
        let deadline = Instant::now() + GRACE;
        while self.program.outstanding > 0 && self.ended.is_none() {
            let must_wait = !self.interactive
                || self
                    .take()
                    .is_some_and(|take| take.is_opening() || take.is_saving());
            let left = deadline.saturating_duration_since(Instant::now());
            if !must_wait && left.is_zero() {
                break;
            }
            let wait = if must_wait { LAST_WRITES } else { left };
            match self.program.receiver.recv_timeout(wait) {
                Ok(incoming) => self.handle(incoming),
                Err(RecvTimeoutError::Timeout) if !self.program.store.is_lost() => {}
                Err(_) => break,
            }
        }
    }

    /// Handles a message that is not a line.
    fn handle(&mut self, incoming: Incoming) {
        let Some(event) = self.program.receive(incoming) else {
            return self.end_with_program();
        };
        let is_opened = matches!(event, Event::DraftOpened(_));
        let id = self.take().map(|take| take.id);
        if event == Event::Waiting(true) {
            self.speaker.note(plain::WAITING_FOR_STORE);
        }
        for event in [self.program.now(), event] {
            let effects = self.program.update(event);
            self.collect_message();
            self.run_effects(effects);
        }
        if is_opened && self.take().map(|take| take.id) != id {
            self.asked = None;
            self.go_to_unanswered();
        }
        if let Screen::Result(screen) = &self.program.state.screen {
            let result = Box::new(screen.result.clone());
            self.ended.get_or_insert(ConversationEnd::Saved(result));
        }
    }

    /// Goes to the next unanswered category if the selected one of a resumed draft is answered.
    fn go_to_unanswered(&mut self) {
        let is_answered = self.take().is_some_and(|take| {
            take.answers.unanswered().next().is_some()
                && take.entry().is_some_and(|entry| entry.answer.is_answered())
        });
        if is_answered {
            let request = LineRequest::Act(Action::NextUnanswered);
            perform(&mut self.program.state, request);
        }
    }

    /// Runs the effects. Ignores those that need a screen.
    pub(super) fn run_effects(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.program.run(effect);
        }
        self.end_with_program();
    }

    /// Ends plain mode if the program ended.
    fn end_with_program(&mut self) {
        if let Some(exit) = self.program.exit.take() {
            self.ended.get_or_insert(match exit {
                RunEnd::Code(0) => ConversationEnd::Quit,
                exit => ConversationEnd::Other(exit),
            });
        }
    }

    /// Moves the message of the state to the messages to print.
    pub(super) fn collect_message(&mut self) {
        let message = self.program.state.message.take();
        self.messages.extend(message.map(|(message, _)| message));
    }

    /// Returns whether the draft is saved.
    fn is_saved(&self) -> bool {
        self.take()
            .is_some_and(|take| take.draft_status == DraftStatus::Saved)
    }

    /// Prints the collected messages, and that everything is saved if it was not before.
    pub(super) fn print_messages(&mut self) -> io::Result<()> {
        for message in std::mem::take(&mut self.messages) {
            match plain::message(&message) {
                PlainMessage::Said(lines) => self.say(&lines)?,
                // The hint is about a next line, which non-interactive input cannot add.
                PlainMessage::Bad(error, _) if !self.interactive && message.asks_to_type() => {
                    self.speaker.warn(&error, None);
                }
                PlainMessage::Bad(error, hint) => self.speaker.warn(&error, hint.as_deref()),
            }
        }
        if self.owes_saved && self.is_saved() {
            self.owes_saved = false;
            self.say(&[plain::ALL_SAVED.to_owned()])?;
        }
        Ok(())
    }

    /// Prints lines, wrapped to the width of the output.
    pub(super) fn say(&mut self, lines: &[String]) -> io::Result<()> {
        let width = self.speaker.width();
        for line in lines {
            if line.is_empty() {
                self.speaker.say("")?;
                continue;
            }
            for line in wrapped(line, width, usize::MAX) {
                self.speaker.say(&line)?;
            }
        }
        Ok(())
    }
}
