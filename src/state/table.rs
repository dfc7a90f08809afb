use super::{Action, Context, Key, Move};

/// One row of the table that makes the keymap, the footer, the help page and the README's list.
#[derive(Debug, Clone, Copy)]
pub struct ActionSpec {
    /// What it does, for the reducer.
    pub action: Action,
    /// Where it does it.
    pub context: Context,
    /// The keys that it has by default.
    pub keys: &'static [Key],
    /// What it does, for people; empty where another row speaks for this one.
    pub does: &'static str,
    /// The word in the bottom line, where it stands there.
    pub foot: &'static str,
}

const fn row(
    context: Context,
    action: Action,
    keys: &'static [Key],
    foot: &'static str,
    does: &'static str,
) -> ActionSpec {
    ActionSpec {
        action,
        context,
        keys,
        does,
        foot,
    }
}

use Action as A;
use Context as C;
use Key::{Char, Ctrl};

/// Every action there is, in the order in which help and footer name them.
pub const ACTIONS: &[ActionSpec] = &[
    row(
        C::Home,
        A::Open,
        &[Key::Enter],
        "open",
        "take the assessment, or open the result",
    ),
    row(
        C::Home,
        A::Browse,
        &[Char('b')],
        "results browser",
        "open the results browser",
    ),
    row(
        C::Home,
        A::Filter,
        &[Char('/')],
        "filter",
        "filter the assessments and results",
    ),
    row(
        C::Take,
        A::Open,
        &[Key::Enter],
        "details",
        "show the category on a page of its own",
    ),
    row(
        C::Take,
        A::LevelUp,
        &[Char(' ')],
        "level up",
        "level up on or off: one level further",
    ),
    row(
        C::Take,
        A::Rate(1),
        &[Char('1')],
        "rate",
        "rate, and move on to the next category",
    ),
    row(C::Take, A::Rate(2), &[Char('2')], "", ""),
    row(C::Take, A::Rate(3), &[Char('3')], "", ""),
    row(C::Take, A::Rate(4), &[Char('4')], "", ""),
    row(C::Take, A::Rate(5), &[Char('5')], "", ""),
    row(C::Take, A::Rate(6), &[Char('6')], "", ""),
    row(C::Take, A::Rate(7), &[Char('7')], "", ""),
    row(C::Take, A::Rate(8), &[Char('8')], "", ""),
    row(C::Take, A::Rate(9), &[Char('9')], "", ""),
    row(
        C::Take,
        A::Lower,
        &[Char('h'), Key::Left],
        "",
        "lower the rating",
    ),
    row(
        C::Take,
        A::Raise,
        &[Char('l'), Key::Right],
        "",
        "raise the rating",
    ),
    row(
        C::Take,
        A::WantMore,
        &[Char('+'), Char('=')],
        "",
        "want one level more",
    ),
    row(
        C::Take,
        A::WantLess,
        &[Char('-')],
        "",
        "want one level less",
    ),
    row(
        C::Take,
        A::NextOpen,
        &[Key::Tab],
        "next open",
        "next unanswered category",
    ),
    row(
        C::Take,
        A::PreviousOpen,
        &[Key::BackTab],
        "",
        "unanswered category before",
    ),
    row(
        C::Take,
        A::NotApplicable,
        &[Char('x')],
        "",
        "not applicable",
    ),
    row(C::Take, A::DontKnow, &[Char('d')], "", "don't know"),
    row(
        C::Take,
        A::Clear,
        &[Key::Backspace],
        "",
        "clear the answer; the note stays",
    ),
    row(C::Take, A::Note, &[Char('n')], "note", "write a note"),
    row(
        C::Take,
        A::Undo,
        &[Char('u')],
        "undo",
        "take the last change back",
    ),
    row(C::Take, A::Redo, &[Ctrl('r')], "", "make it again"),
    row(C::Take, A::Save, &[Char('s')], "save", "save the result"),
    row(
        C::Take,
        A::OtherDraft,
        &[Char('w')],
        "other draft",
        "to the other draft, where two windows wrote on one",
    ),
    row(
        C::Take,
        A::WriteOut,
        &[Char('o')],
        "write to a file",
        "write the answers to a file, which submit --answers takes",
    ),
    row(
        C::Take,
        A::Name,
        &[Char('N')],
        "name",
        "change the name of the person",
    ),
    row(C::Take, A::Find, &[Char('/')], "find", "find a category"),
    row(
        C::Result,
        A::Open,
        &[Key::Enter],
        "details",
        "show the category on a page of its own",
    ),
    row(C::Browse, A::Open, &[Key::Enter], "open", "open the result"),
    row(
        C::Browse,
        A::Filter,
        &[Char('/')],
        "filter",
        "filter by name, assessment, date, notes",
    ),
    row(
        C::Browse,
        A::Delete,
        &[Char('D')],
        "delete",
        "delete the result (it can be undone)",
    ),
    row(
        C::Browse,
        A::Restore,
        &[Char('u')],
        "undo",
        "take the last deletion back",
    ),
    row(
        C::Ask,
        A::GoToOpen,
        &[Key::Enter],
        "",
        "go to the first open one",
    ),
    row(
        C::Ask,
        A::CountAsLowest,
        &[Char('l')],
        "",
        "count them as level 1, and save",
    ),
    row(
        C::Ask,
        A::SaveOpen,
        &[Char('s')],
        "",
        "save them as unanswered",
    ),
    row(
        C::Ask,
        A::Back,
        &[Key::Esc, Char('q')],
        "",
        "back to the form",
    ),
    row(
        C::Help,
        A::Filter,
        &[Char('/')],
        "filter",
        "filter the keys",
    ),
    row(
        C::Everywhere,
        A::Move(Move::Down),
        &[Char('j'), Key::Down],
        "",
        "down",
    ),
    row(
        C::Everywhere,
        A::Move(Move::Up),
        &[Char('k'), Key::Up],
        "",
        "up",
    ),
    row(
        C::Everywhere,
        A::Move(Move::First),
        &[Char('g'), Key::Home],
        "",
        "to the first",
    ),
    row(
        C::Everywhere,
        A::Move(Move::Last),
        &[Char('G'), Key::End],
        "",
        "to the last",
    ),
    row(
        C::Everywhere,
        A::Move(Move::PageDown),
        &[Key::PageDown],
        "",
        "a page down",
    ),
    row(
        C::Everywhere,
        A::Move(Move::PageUp),
        &[Key::PageUp],
        "",
        "a page up",
    ),
    row(
        C::Everywhere,
        A::Help,
        &[Char('?')],
        "help",
        "show the keys of this screen",
    ),
    row(
        C::Everywhere,
        A::Back,
        &[Char('q'), Key::Esc],
        "back",
        "back; from the first screen, leave",
    ),
    row(
        C::Everywhere,
        A::Suspend,
        &[Ctrl('z')],
        "",
        "suspend; fg comes back",
    ),
    row(C::Everywhere, A::Leave, &[Ctrl('c')], "", "leave at once"),
];
