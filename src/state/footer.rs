use std::borrow::Cow;

use super::keymap::{Action, ActionSpec, KeyContext};
use super::layout::cells;
use super::state::State;

/// The cells between two keys.
const BETWEEN: u16 = 3;

/// A key in the footer with the label of its action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FooterKey {
    pub action: Action,
    pub key: String,
    pub label: String,
    /// The first column.
    pub x: u16,
    /// The column after the label.
    pub end: u16,
}

/// Returns the keys of the screen, as many as fit; the help key always.
pub(crate) fn footer_keys(state: &State) -> Vec<FooterKey> {
    let specs = state.keymap.of(state.context());
    let specs = specs.filter(|spec| !spec.footer.is_empty() && !spec.keys.is_empty());
    let specs: Vec<_> = specs.filter(|spec| is_shown(spec, state)).collect();
    let texts: Vec<(String, String)> = specs
        .iter()
        .map(|spec| (key_text(spec, state), label(spec, state)))
        .collect();
    let fits = fitting(&texts, &specs, state.size.width);
    let mut end = 0;
    let mut keys = Vec::new();
    for ((spec, (key, label)), _) in specs.iter().zip(texts).zip(fits).filter(|(_, fits)| *fits) {
        let x = if keys.is_empty() { 0 } else { end + BETWEEN };
        end = x + cells(&key) + 1 + cells(&label);
        let action = spec.action;
        keys.push(FooterKey {
            action,
            key,
            label,
            x,
            end,
        });
    }
    keys
}

fn is_shown(spec: &ActionSpec, state: &State) -> bool {
    let screen = state.screen.as_state();
    spec.context != screen.context() || screen.is_in_footer(spec.action, state.size)
}

/// Returns which of the texts fit into `width`. The keys for help and for drafts come first.
fn fitting(texts: &[(String, String)], specs: &[Cow<'_, ActionSpec>], width: u16) -> Vec<bool> {
    let needs = |index: usize| cells(&texts[index].0) + 1 + cells(&texts[index].1) + BETWEEN;
    let is_vital = |index: &usize| match specs[*index].action {
        Action::Help | Action::OtherDraft => true,
        // Answers that could not be saved.
        Action::Export => specs[*index].context == KeyContext::Take,
        _ => false,
    };
    let mut room = width + BETWEEN;
    let mut fits = vec![false; texts.len()];
    let (vital, others): (Vec<_>, Vec<_>) = (0..texts.len()).partition(is_vital);
    for index in vital {
        if needs(index) <= room {
            room -= needs(index);
            fits[index] = true;
        }
    }
    for index in others {
        if needs(index) > room {
            break;
        }
        room -= needs(index);
        fits[index] = true;
    }
    fits
}

fn key_text(spec: &ActionSpec, state: &State) -> String {
    let ladder = state.screen.as_state().ladder();
    if matches!(spec.action, Action::Rate(_)) && !ladder.is_empty() {
        let top = u8::try_from(ladder.len()).unwrap_or(u8::MAX);
        if state.keymap.digits_rate() {
            return format!("1-{top}");
        }
        return state.keymap.rating_keys(top);
    }
    let first = spec.keys.first();
    first.map(ToString::to_string).unwrap_or_default()
}

fn label(spec: &ActionSpec, state: &State) -> String {
    let quits = spec.action == Action::Back
        && state.below.is_empty()
        && spec.context == KeyContext::Everywhere
        && state.overlay.is_none();
    if quits { "quit" } else { spec.footer }.to_owned()
}
