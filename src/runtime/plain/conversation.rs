use std::io;
use std::sync::mpsc::{Receiver, Sender};

use super::speaker::Speaker;
use crate::results::AssessmentResult;
use crate::runtime::effects::StoreThread;
use crate::runtime::incoming::{Clock, Incoming, RunEnd, StdinLine};
use crate::state::{
    Action, DraftStatus, LineRequest, Message, Overlay, PlainPage, Screen, State, TakeScreen,
    perform, read_line,
};
use crate::text::wrapped;
use crate::view::{FormBefore, PlainMessage, plain};
use crate::words::CommandLine;

/// How a conversation ended.
#[derive(Debug)]
pub enum ConversationEnd {
    /// The result is on disk.
    Saved(Box<AssessmentResult>),
    /// The person left. It has been said what became of the draft.
    Left,
    /// There were no more lines. The same has been said.
    NoMoreLines,
    /// A line asked for nothing, and nobody is there who could be asked again. It has been told.
    Misread,
    /// A file could not be written, and nobody is there to name another one. It has been told.
    NotWritten,
    /// What is said cannot be written: nobody listens any more, or the disk is full.
    Mute(io::Error),
    /// In a way that a screen can end as well.
    Otherwise(RunEnd),
}

/// The form, asked line by line.
pub struct Conversation<V> {
    /// What is asked and answered.
    pub state: State,
    /// Who speaks.
    pub voice: V,
    /// Whether somebody is there who can be asked again.
    pub live: bool,
    /// The command that resumes the draft.
    pub resume: CommandLine,
    pub(crate) store: StoreThread,
    pub(crate) clock: Clock,
    pub(crate) sender: Sender<Incoming>,
    pub(crate) receiver: Receiver<Incoming>,
    /// Asks for a line, which comes as [`Incoming::Line`].
    pub(crate) want: Box<dyn FnMut()>,
    pub(crate) outstanding: usize,
    /// How many lines there were.
    pub(crate) lines: usize,
    /// The category whose question was asked last.
    pub(crate) asked: Option<usize>,
    /// Whether it was asked what to do with open categories.
    pub(crate) choosing: bool,
    /// Whether "not saved" was said, and "saved" is still to be said.
    pub(crate) owed: bool,
    pub(crate) news: Vec<Message>,
    pub(crate) ended: Option<ConversationEnd>,
}

impl<V: Speaker> Conversation<V> {
    /// A conversation that reads what comes from `receiver`, the lines that `want` asks for as well.
    pub fn new(
        state: State,
        voice: V,
        store: StoreThread,
        clock: Clock,
        (sender, receiver): (Sender<Incoming>, Receiver<Incoming>),
        want: Box<dyn FnMut()>,
    ) -> Self {
        Self {
            state,
            voice,
            live: true,
            resume: CommandLine::new("take SLUG").switch("--plain"),
            outstanding: store.asked(),
            store,
            clock,
            sender,
            receiver,
            want,
            lines: 0,
            asked: None,
            choosing: false,
            owed: false,
            news: Vec::new(),
            ended: None,
        }
    }

    /// Asks until the end. Whatever happened, what is on its way to the store is given its time.
    pub fn run(&mut self, screen: Screen) -> ConversationEnd {
        let talked = self.talk(screen);
        if let Err(error) = talked {
            self.ended = Some(ConversationEnd::Mute(error));
        }
        self.finish()
    }

    fn talk(&mut self, screen: Screen) -> io::Result<()> {
        let effects = self.state.start(screen);
        self.carry_out(effects);
        self.settle();
        if self.ended.is_none()
            && let Some(take) = self.take()
        {
            let lines = plain::greeting(take);
            self.say(&lines)?;
            self.tell_news()?;
        }
        while self.ended.is_none() {
            self.ask()?;
            match self.heard()? {
                None => {}
                Some(StdinLine::Text(text)) => self.line(&text)?,
                Some(StdinLine::TooLong) => {
                    self.refuse("this line is too long for an answer", None);
                }
                Some(StdinLine::NotText) => self.refuse("this line is not valid UTF-8", None),
                Some(StdinLine::End) => self.no_more_lines(None),
                Some(StdinLine::Unreadable(why)) => self.no_more_lines(Some(&why)),
            }
        }
        Ok(())
    }

    pub(crate) fn take(&self) -> Option<&TakeScreen> {
        match &self.state.screen {
            Screen::Take(take) => Some(take),
            _ => None,
        }
    }

    /// Asks for the next line: with the question, where it is another one than before.
    pub(crate) fn ask(&mut self) -> io::Result<()> {
        let Some(take) = self.take() else {
            return Ok(());
        };
        let choosing = matches!(self.state.overlay, Some(Overlay::Unanswered));
        let typing = take.editing.is_some();
        let at = take.list.at;
        let new = !typing && !choosing && self.asked != Some(at);
        let lines = match (choosing, new) {
            (true, _) if !self.choosing => plain::choices(take),
            (_, true) => plain::question(take),
            _ => Vec::new(),
        };
        let prompt = plain::prompt(&self.state, take, !new);
        self.choosing = choosing;
        if new {
            self.asked = Some(at);
        }
        self.say(&lines)?;
        self.voice.prompt(&prompt_line(&prompt))
    }

    /// Does what a line asks for, and says what came of it.
    fn line(&mut self, text: &str) -> io::Result<()> {
        let request = match read_line(text, &self.state) {
            Ok(request) => request,
            Err(wrong) => {
                let told = self.take().map(|take| plain::wrong(&wrong, take));
                let (error, hint) = told.unwrap_or_default();
                self.refuse(&error, hint.as_deref());
                return Ok(());
            }
        };
        let Some(before) = self.take().map(FormBefore::of) else {
            return Ok(());
        };
        if !self.live && request == LineRequest::Act(Action::Export) {
            self.refuse("`export` needs a file name", None);
            return Ok(());
        }
        match request {
            // What is asked anew is said in full.
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
                let page = self.take().map(|take| plain::page(page, &self.state, take));
                return self.say(&page.unwrap_or_default());
            }
            _ => {}
        }
        self.do_asked(request.clone());
        self.settle();
        if self.asks_back(&request) {
            return Ok(());
        }
        self.tell_news()?;
        if let Some(take) = self.take() {
            let lines = plain::outcome(&request, &before, take);
            self.owed |= take.is_unsaved();
            self.say(&lines)?;
        }
        self.saved_or_ended(&request);
        Ok(())
    }

    pub(crate) fn do_asked(&mut self, request: LineRequest) {
        let effects = perform(&mut self.state, request);
        self.hear_message();
        self.carry_out(effects);
    }

    /// A line that asks for nothing. Somebody who is there is asked again; where nobody is, what
    /// follows was meant for other questions.
    pub(crate) fn refuse(&mut self, error: &str, hint: Option<&str>) {
        if self.live {
            self.voice.warn(error, hint);
            return;
        }
        let error = format!("line {}: {error}", self.lines);
        self.voice.warn(&error, hint);
        self.ended = Some(ConversationEnd::Misread);
    }

    pub(crate) fn hear_message(&mut self) {
        let message = self.state.message.take();
        self.news.extend(message.map(|(message, _)| message));
    }

    fn is_saved(&self) -> bool {
        self.take()
            .is_some_and(|take| take.draft_status == DraftStatus::Saved)
    }

    pub(crate) fn has_news(&self) -> bool {
        !self.news.is_empty() || self.owed && self.is_saved()
    }

    /// Tells what the reducer has to tell, and that all is saved where it was not before.
    pub(crate) fn tell_news(&mut self) -> io::Result<()> {
        for message in std::mem::take(&mut self.news) {
            match plain::message(&message) {
                PlainMessage::Said(lines) => self.say(&lines)?,
                // What could be typed now is said to somebody who types.
                PlainMessage::Bad(error, _) if !self.live && message.asks_to_type() => {
                    self.voice.warn(&error, None);
                }
                PlainMessage::Bad(error, hint) => self.voice.warn(&error, hint.as_deref()),
            }
        }
        if self.owed && self.is_saved() {
            self.owed = false;
            self.say(&["All answers are saved.".to_owned()])?;
        }
        Ok(())
    }

    pub(crate) fn say(&mut self, lines: &[String]) -> io::Result<()> {
        let width = self.voice.width();
        for line in lines {
            if line.is_empty() {
                self.voice.say("")?;
                continue;
            }
            for line in wrapped(line, width, usize::MAX) {
                self.voice.say(&line)?;
            }
        }
        Ok(())
    }
}

fn prompt_line(prompt: &str) -> String {
    crate::text::visible(prompt).into_owned()
}
