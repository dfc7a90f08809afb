//! Runs plain mode: the form line by line, with the same program as the screens.

mod conversation;
mod handle_line;
mod stdin_lines;

use std::io;
use std::sync::Arc;

pub use conversation::{Conversation, ConversationEnd, Speaker};

use super::incoming::RunEnd;
use super::opening_store::OpeningStore;
use super::panics;
use super::program::Program;
use super::run_screen::StartScreen;
use super::terminal::Listening;
use crate::assessment::{Assessment, Catalogue};
use crate::state::State;
use crate::words::CommandLine;

/// The options of plain mode.
pub(crate) struct PlainOptions {
    pub catalogue: Arc<Catalogue>,
    /// The person; `None` for the last person, or else the login name.
    pub name: Option<String>,
    /// Whether the input is interactive, so that a question can be repeated.
    pub interactive: bool,
    /// The command that resumes the draft.
    pub resume: CommandLine,
}

/// Runs an assessment on standard input until the result is saved or the user quits.
///
/// # Errors
/// If a thread cannot be started.
pub(crate) fn converse<V: Speaker>(
    assessment: Arc<Assessment>,
    options: PlainOptions,
    speaker: V,
    opening: OpeningStore,
) -> io::Result<ConversationEnd> {
    let OpeningStore {
        clock,
        zone,
        store,
        sender,
        receiver,
    } = opening;
    Listening::for_ends()?.tell(&sender)?;
    panics::notify(sender.clone());
    let mut state = State::new(options.catalogue, clock(), zone);
    state.name = options.name;
    let screen = StartScreen::Take(assessment).screen(&state);
    let request_line = stdin_lines::read_stdin(sender.clone())?;
    let program = Program::new(state, store, clock, (sender, receiver));
    let mut conversation = Conversation::new(program, speaker, request_line);
    conversation.interactive = options.interactive;
    conversation.resume = options.resume;
    let ended = panics::caught(|| conversation.run(screen));
    Ok(ended.unwrap_or_else(|bug| {
        let _ = panics::caught(|| conversation.finish());
        ConversationEnd::Other(RunEnd::Bug(bug))
    }))
}
