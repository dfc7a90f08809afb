//! Plain mode: the form line by line, on the same state and store as the screen.

mod conversation;
mod end;
mod speaker;
mod stdin_lines;
mod wait_for_line;

use std::io;
use std::sync::Arc;

pub use conversation::{Conversation, ConversationEnd};
pub use speaker::Speaker;

use super::incoming::RunEnd;
use super::opening_store::OpeningStore;
use super::panics;
use super::run_screen::StartScreen;
use super::terminal::Listening;
use crate::assessment::{Assessment, Catalogue};
use crate::state::State;
use crate::words::CommandLine;

/// What a conversation needs from outside.
pub(crate) struct PlainOptions {
    /// The assessments.
    pub catalogue: Arc<Catalogue>,
    /// The person, where one was named; else the last one used, else the account's.
    pub name: Option<String>,
    /// Whether somebody is there who can be asked again.
    pub live: bool,
    /// The command that resumes the draft.
    pub resume: CommandLine,
}

/// Asks the questions of an assessment on standard input, until the result is saved or the person
/// leaves.
///
/// # Errors
/// Where the threads that listen cannot be begun.
pub(crate) fn converse<V: Speaker>(
    assessment: Arc<Assessment>,
    setting: PlainOptions,
    voice: V,
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
    panics::tell(sender.clone());
    let mut state = State::new(setting.catalogue, clock(), zone);
    state.name = setting.name;
    let want = stdin_lines::read_stdin(sender.clone())?;
    let screen = StartScreen::Take(assessment).screen(&state);
    let mut talk = Conversation::new(state, voice, store, clock, (sender, receiver), want);
    talk.live = setting.live;
    talk.resume = setting.resume;
    let ended = panics::caught(|| talk.run(screen));
    Ok(ended.unwrap_or_else(|bug| {
        let _ = panics::caught(|| talk.finish());
        ConversationEnd::Otherwise(RunEnd::Bug(bug))
    }))
}
