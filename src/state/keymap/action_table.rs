use std::borrow::Cow;

use Action as A;
use Key::{Char, Ctrl};
use KeyContext as C;

use super::action::Action;
use super::key::Key;
use super::key_context::KeyContext;
use crate::state::layout::ListMove;

/// A row of the table behind the keymap, the footer, the help screen, and docs/keys.md.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionSpec {
    pub action: Action,
    pub context: KeyContext,
    /// The default keys in the table, the current ones in a keymap.
    pub keys: Cow<'static, [Key]>,
    /// For people; empty if another row describes this one.
    pub description: &'static str,
    /// The word in the bottom line; empty if it is not shown there.
    pub footer: &'static str,
}

impl ActionSpec {
    /// Returns the full name, such as `take.level-up`.
    pub fn name(&self) -> String {
        format!("{}.{}", self.context.name(), self.action.name())
    }
}

const fn row(
    context: KeyContext,
    action: Action,
    keys: &'static [Key],
    footer: &'static str,
    description: &'static str,
) -> ActionSpec {
    ActionSpec {
        action,
        context,
        keys: Cow::Borrowed(keys),
        description,
        footer,
    }
}

/// All actions, in the order of the help screen and the footer.
#[rustfmt::skip] // One row per line.
pub const ACTIONS: &[ActionSpec] = &[
    row(C::Home, A::Open, &[Key::Enter], "open", "Take the assessment or open the result"),
    row(C::Home, A::Browse, &[Char('b')], "results", "Browse all results"),
    row(C::Home, A::Team, &[Char('t')], "team", "Show the team view of the assessment"),
    row(C::Home, A::Filter, &[Char('/')], "filter", "Filter assessments and results"),
    row(C::Home, A::About, &[Char('i')], "about",
        "Show the description and source of the assessment"),
    row(C::Take, A::Open, &[Key::Enter], "details", "Show category details"),
    row(C::Take, A::LevelUp, &[Char(' ')], "level up", "Turn level up on or off (the next level is the goal)"),
    row(C::Take, A::Rate(1), &[Char('1')], "rate", "Rate and go to the next category"),
    row(C::Take, A::Rate(2), &[Char('2')], "", ""),
    row(C::Take, A::Rate(3), &[Char('3')], "", ""),
    row(C::Take, A::Rate(4), &[Char('4')], "", ""),
    row(C::Take, A::Rate(5), &[Char('5')], "", ""),
    row(C::Take, A::Rate(6), &[Char('6')], "", ""),
    row(C::Take, A::Rate(7), &[Char('7')], "", ""),
    row(C::Take, A::Rate(8), &[Char('8')], "", ""),
    row(C::Take, A::Rate(9), &[Char('9')], "", ""),
    row(C::Take, A::Lower, &[Char('h'), Key::Left], "", "Lower the level"),
    row(C::Take, A::Raise, &[Char('l'), Key::Right], "", "Raise the level"),
    row(C::Take, A::RaiseGoal, &[Char('+'), Char('=')], "", "Raise the goal by one level"),
    row(C::Take, A::LowerGoal, &[Char('-')], "", "Lower the goal by one level"),
    row(C::Take, A::NextUnanswered, &[Key::Tab], "unanswered", "Go to the next unanswered category"),
    row(C::Take, A::PreviousUnanswered, &[Key::BackTab], "", "Go to the previous unanswered category"),
    row(C::Take, A::NotApplicable, &[Char('x')], "", "Answer not applicable"),
    row(C::Take, A::DontKnow, &[Char('d')], "", "Answer don't know"),
    row(C::Take, A::Clear, &[Key::Backspace], "", "Clear the answer and keep the note"),
    row(C::Take, A::CopyPrevious, &[Char('p')], "copy previous", "Copy the previous answer"),
    row(C::Take, A::Note, &[Char('n')], "note", "Add or edit the note"),
    row(C::Take, A::EditNote, &[Char('e')], "",
        "Edit the note in $VISUAL or $EDITOR"),
    row(C::Take, A::Undo, &[Char('u')], "undo", "Undo the last change"),
    row(C::Take, A::Redo, &[Ctrl('r')], "", "Redo the last undone change"),
    row(C::Take, A::Save, &[Char('s')], "save", "Save the result"),
    row(C::Take, A::OtherDraft, &[Char('w')], "other draft",
        "Switch to the other draft of this assessment"),
    row(C::Take, A::Export, &[Char('o')], "write to file",
        "Write the answers to a file for submit --answers"),
    row(C::Take, A::Name, &[Char('N')], "name", "Change the person's name"),
    row(C::Take, A::CopyAllPrevious, &[Char('P')], "",
        "Copy the previous answers to all unanswered categories"),
    row(C::Take, A::Find, &[Char('/')], "find", "Find a category"),
    row(C::Take, A::About, &[Char('i')], "",
        "Show the description and source of the assessment"),
    row(C::Result, A::NextView, &[Char('v')], "view", "Next view: table, radar, plan"),
    row(C::Result, A::Compare, &[Char('c')], "compare", "Compare with the previous result"),
    row(C::Result, A::Trend, &[Char('t')], "trend", "Show the person's trend"),
    row(C::Result, A::Copy, &[Char('y')], "copy",
        "Copy this view to the clipboard (the plan as a Markdown checklist)"),
    row(C::Result, A::Export, &[Char('o')], "export",
        "Export the result to a .md, .html, .svg, .json, or .txt file"),
    row(C::Result, A::Open, &[Key::Enter], "details", "Show category details"),
    row(C::Result, A::About, &[Char('i')], "",
        "Show the description and source of the assessment"),
    row(C::Browse, A::Open, &[Key::Enter], "open", "Open the result"),
    row(C::Browse, A::Mark, &[Char(' ')], "mark", "Mark or unmark the result"),
    row(C::Browse, A::Compare, &[Char('c')], "compare", "Compare the marked results"),
    row(C::Browse, A::Unmark, &[Char('M')], "", "Unmark all results"),
    row(C::Browse, A::Filter, &[Char('/')], "filter", "Filter by name, assessment, date, or note"),
    row(C::Browse, A::Delete, &[Char('D')], "delete", "Move the result to trash (can be undone)"),
    row(C::Browse, A::Restore, &[Char('u')], "undo", "Undo the last delete"),
    row(C::Compare, A::Open, &[Key::Enter], "open", "Open the selected result"),
    row(C::Compare, A::Left, &[Char('h'), Key::Left], "", "Go to the result on the left"),
    row(C::Compare, A::Right, &[Char('l'), Key::Right], "next result",
        "Go to the result on the right"),
    row(C::Team, A::NextView, &[Char('v')], "next view", "Next view: heat map, gaps, who can help, latest results"),
    row(C::Team, A::HideNames, &[Char('a')], "names", "Show or hide names"),
    row(C::Team, A::Left, &[Char('h'), Key::Left], "", "Go to the column on the left"),
    row(C::Team, A::Right, &[Char('l'), Key::Right], "next column", "Go to the column on the right"),
    row(C::Team, A::Open, &[Key::Enter], "open", "Open the selected person's result"),
    row(C::Unanswered, A::GoToUnanswered, &[Key::Enter], "", "Go to the first unanswered category"),
    row(C::Unanswered, A::CountAsLowest, &[Char('l')], "", "Count them as level 1 and save"),
    row(C::Unanswered, A::SaveUnanswered, &[Char('s')], "", "Save them as unanswered"),
    row(C::Unanswered, A::Back, &[Key::Esc, Char('q')], "", "Back to the form"),
    row(C::Help, A::Filter, &[Char('/')], "filter", "Filter keys"),
    row(C::Everywhere, A::Move(ListMove::Down), &[Char('j'), Key::Down], "", "Move down"),
    row(C::Everywhere, A::Move(ListMove::Up), &[Char('k'), Key::Up], "", "Move up"),
    row(C::Everywhere, A::Move(ListMove::First), &[Char('g'), Key::Home], "", "Go to the first row"),
    row(C::Everywhere, A::Move(ListMove::Last), &[Char('G'), Key::End], "", "Go to the last row"),
    row(C::Everywhere, A::Move(ListMove::PageDown), &[Key::PageDown], "", "Page down"),
    row(C::Everywhere, A::Move(ListMove::PageUp), &[Key::PageUp], "", "Page up"),
    row(C::Everywhere, A::Help, &[Char('?')], "help", "Show the keys for this screen"),
    row(C::Everywhere, A::Back, &[Char('q'), Key::Esc], "back",
        "Go back, or quit from the first screen"),
    row(C::Everywhere, A::Palette, &[Char(':')], "", "Open the command palette"),
    row(C::Everywhere, A::Messages, &[Char('m')], "", "Show recent messages"),
    row(C::Everywhere, A::Redraw, &[Ctrl('l')], "", "Redraw the screen"),
    row(C::Everywhere, A::Suspend, &[Ctrl('z')], "", "Suspend (fg resumes)"),
    row(C::Everywhere, A::Quit, &[Ctrl('c')], "", "Quit immediately"),
];
