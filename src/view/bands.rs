use std::borrow::Cow;

use super::paint::Paint;
use super::theme::Role;
use super::words;
use crate::state::{
    Action, ActionSpec, Context, ResultView, Saving, Screen, State, Take, cells, cut, wrapped,
};

/// "levelup", and the space behind it.
const WHERE: u16 = 9;

/// The top line: where one is, and the state that matters.
pub fn top(paint: &mut Paint, crumbs: &[&str], right: &[(String, Role)]) {
    let width = paint.area().width;
    let mut edge = width;
    for (text, role) in right.iter().rev() {
        // Where one is stays readable, however long the rest is.
        let text = cut(
            text,
            usize::from(edge.saturating_sub(if paint.demo { WHERE + 5 } else { WHERE })),
        );
        edge = paint.put_right(edge, 0, &text, *role);
    }
    let room = edge.saturating_sub(2);
    let x = paint.put(0, 0, "levelup", room, Role::Strong);
    let x = if paint.demo {
        paint.put(x, 0, " demo", room.saturating_sub(x), Role::Accent)
    } else {
        x
    };
    let separators = u16::try_from(crumbs.len() * 3).unwrap_or(u16::MAX);
    let rest = room.saturating_sub(x + separators);
    let mut x = x;
    for (crumb, share) in crumbs.iter().zip(shares(crumbs, rest)) {
        if share > 0 {
            x = paint.put(x, 0, " › ", room.saturating_sub(x), Role::Dim);
            x = paint.put(x, 0, crumb, share.min(room.saturating_sub(x)), Role::Text);
        }
    }
}

/// Shares `room` among texts: each what it needs, and where that is too much the longest is cut
/// until all fit.
fn shares(texts: &[&str], room: u16) -> Vec<u16> {
    let mut widths: Vec<u16> = texts.iter().map(|text| cells(text)).collect();
    while widths.iter().map(|w| u32::from(*w)).sum::<u32>() > u32::from(room) {
        match widths.iter_mut().max() {
            Some(longest) if *longest > 0 => *longest -= 1,
            _ => break,
        }
    }
    widths
}

/// The bottom line: what there is to tell, else the keys that do something now.
pub fn bottom(paint: &mut Paint, state: &State) {
    let y = paint.area().height.saturating_sub(1);
    let width = paint.area().width;
    if let Some((message, _)) = &state.message {
        let bad = message.is_bad();
        let role = if bad { Role::Error } else { Role::Strong };
        // What needs two lines gets the empty one above as well.
        let lines = wrapped(&words::message(message, &state.keymap), width, 2);
        let from = (y + 1).saturating_sub(u16::try_from(lines.len()).unwrap_or(1));
        for (y, line) in (from..=y).zip(&lines) {
            paint.put(0, y, &" ".repeat(usize::from(width)), width, Role::Text);
            paint.put(0, y, line, width, role);
        }
    } else if state.waiting {
        paint.put(
            0,
            y,
            "waiting for another levelup, which is writing to the store…",
            width,
            Role::Strong,
        );
    } else {
        keys(paint, state, y);
    }
}

/// The keys of the screen, as many as fit; the help key always.
fn keys(paint: &mut Paint, state: &State, y: u16) {
    let context = state.context();
    let specs = state
        .keymap
        .of(context)
        .filter(|spec| !spec.foot.is_empty() && !spec.keys.is_empty());
    let specs: Vec<_> = specs.filter(|spec| does_something(spec, state)).collect();
    let width = paint.area().width;
    let texts: Vec<(String, String)> = specs.iter().map(|spec| foot(spec, state)).collect();
    let fits = fitting(&texts, &specs, width);
    let mut x = 0;
    for ((key, word), _) in texts.iter().zip(fits).filter(|(_, fits)| *fits) {
        if x > 0 {
            x = paint.put(x, y, " · ", width - x, Role::Dim);
        }
        x = paint.put(x, y, key, width.saturating_sub(x), Role::Strong);
        x = paint.put(
            x,
            y,
            &format!(" {word}"),
            width.saturating_sub(x),
            Role::Dim,
        );
    }
}

/// Whether an action does something now: nothing is rated where there is nothing to rate, and the
/// page of a category is named where there is no pane for it.
fn does_something(spec: &ActionSpec, state: &State) -> bool {
    match &state.screen {
        Screen::Take(take) if spec.context == Context::Take => match spec.action {
            Action::Name => take.assessment.categories.is_empty(),
            Action::TakeOver => take.previous_of(take.list.at).is_some(),
            Action::OtherDraft => take.others > 0,
            Action::WriteOut => matches!(take.saving, Saving::Failed(_)),
            Action::Open => Take::needs_page(state.size) && take.page.is_none(),
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
    let vital = |index: usize| {
        matches!(
            specs[index].action,
            Action::Help | Action::WriteOut | Action::OtherDraft
        )
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
fn foot(spec: &ActionSpec, state: &State) -> (String, String) {
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
        && spec.context == Context::Everywhere
        && state.overlay.is_none();
    (key, if leaves { "leave" } else { spec.foot }.to_owned())
}
