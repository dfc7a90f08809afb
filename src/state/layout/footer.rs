use std::borrow::Cow;

use super::category_columns::cells;
use crate::state::effect::ResultView;
use crate::state::keymap::{Action, ActionSpec, KeyContext};
use crate::state::screen::Screen;
use crate::state::screens::TakeScreen;
use crate::state::state::State;

/// What stands between two keys of the bottom line.
const BETWEEN: u16 = 3;

/// A key in the bottom line, with the word for what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FooterKey {
    /// What it does.
    pub action: Action,
    /// The key, as people read it.
    pub key: String,
    /// The word.
    pub word: String,
    /// The column in which it begins.
    pub x: u16,
    /// The column behind the word.
    pub end: u16,
}

/// The keys of the screen, as many as fit; the help key always.
pub(crate) fn foot(state: &State) -> Vec<FooterKey> {
    let specs = state
        .keymap
        .of(state.context())
        .filter(|spec| !spec.footer.is_empty() && !spec.keys.is_empty());
    let specs: Vec<_> = specs.filter(|spec| does_something(spec, state)).collect();
    let texts: Vec<(String, String)> = specs.iter().map(|spec| words(spec, state)).collect();
    let fits = fitting(&texts, &specs, state.size.width);
    let mut end = 0;
    let mut keys = Vec::new();
    for ((spec, (key, word)), _) in specs.iter().zip(texts).zip(fits).filter(|(_, fits)| *fits) {
        let x = if keys.is_empty() { 0 } else { end + BETWEEN };
        end = x + cells(&key) + 1 + cells(&word);
        let action = spec.action;
        keys.push(FooterKey {
            action,
            key,
            word,
            x,
            end,
        });
    }
    keys
}

/// Whether an action does something now: nothing is rated where there is nothing to rate, and the
/// page of a category is named where there is no pane for it.
fn does_something(spec: &ActionSpec, state: &State) -> bool {
    match &state.screen {
        Screen::Take(take) if spec.context == KeyContext::Take => match spec.action {
            Action::Name => take.assessment.categories.is_empty(),
            Action::CopyPrevious => take.previous_of(take.list.at).is_some(),
            Action::OtherDraft => take.others > 0,
            Action::Export => take.save_error().is_some(),
            Action::Open => TakeScreen::needs_page(state.size) && take.page.is_none(),
            _ => !take.assessment.categories.is_empty(),
        },
        Screen::Team(team) => team.does(spec.action),
        Screen::Result(screen) => {
            let opens = screen.page.is_none() && screen.view != ResultView::Plan;
            spec.action != Action::Open || opens
        }
        _ => true,
    }
}

/// Which of the texts fit into `width`, in their order; what leads to help and back is kept.
fn fitting(texts: &[(String, String)], specs: &[Cow<'_, ActionSpec>], width: u16) -> Vec<bool> {
    let needs = |index: usize| cells(&texts[index].0) + 1 + cells(&texts[index].1) + 3;
    let vital = |index: usize| match specs[index].action {
        Action::Help | Action::OtherDraft => true,
        // Answers that could not be saved.
        Action::Export => specs[index].context == KeyContext::Take,
        _ => false,
    };
    let mut room = width + 3;
    let mut fits = vec![false; texts.len()];
    let order = (0..texts.len())
        .filter(|i| vital(*i))
        .chain((0..texts.len()).filter(|i| !vital(*i)));
    for index in order {
        if needs(index) <= room {
            room -= needs(index);
            fits[index] = true;
        } else if !vital(index) {
            break;
        }
    }
    fits
}

/// The key and the word of an action in the bottom line.
fn words(spec: &ActionSpec, state: &State) -> (String, String) {
    let key = match (spec.action, &state.screen) {
        (Action::Rate(_), Screen::Take(take)) if !take.assessment.categories.is_empty() => {
            let top = take.assessment.top(take.list.at);
            if state.keymap.digits_rate() {
                format!("1-{top}")
            } else {
                state.keymap.rating_keys(top)
            }
        }
        (_, _) => spec
            .keys
            .first()
            .map(ToString::to_string)
            .unwrap_or_default(),
    };
    let leaves = spec.action == Action::Back
        && state.below.is_empty()
        && spec.context == KeyContext::Everywhere
        && state.overlay.is_none();
    (key, if leaves { "quit" } else { spec.footer }.to_owned())
}
