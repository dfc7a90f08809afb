//! Keys, pastes, sizes and answers of a store, in any order, into the reducer; and a picture after
//! each.
#![no_main]

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use jiff::{Timestamp, ToSpan as _, tz::TimeZone};
use levelup::testing::{
    Answer, AssessmentResult, Catalogue, CopyOutcome, Draft, DraftEffect, DraftFound, Effect,
    Event, FailedOperation, HomeData, Key, MouseEvent, MouseKind, Origin, ProgramEffect, ResultRow,
    ResultsEffect, RowsRead, Screen, SearchEffect, Size, SourceFile, StartScreen, State,
    StoreError, TeamData, TrendData, built_in, person_key, update,
};
use libfuzzer_sys::fuzz_target;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use uuid::Uuid;

const ODD: &str = "slug = \"odd\"\nname = \"日本語の評価\"\nratings = [\"低い\", \"まあまあ\"]\n\
    categories = [[\"e\\u0301te\\u0301 👩‍👩‍👧 \\u202Eabc\", \"one\"], [\"العربية\", \"two\"]]\n";
const EMPTY: &str = "slug = \"empty\"\nname = \"Empty\"\nratings = []\ncategories = []\n";
const BROKEN: &str = "slug = \"broken\"\nname = 1\ncategoris = []\n";

const KEYS: [Key; 17] = [
    Key::Enter,
    Key::Esc,
    Key::Tab,
    Key::BackTab,
    Key::Backspace,
    Key::Delete,
    Key::Up,
    Key::Down,
    Key::Left,
    Key::Right,
    Key::Home,
    Key::End,
    Key::PageUp,
    Key::PageDown,
    Key::Ctrl('l'),
    Key::Ctrl('r'),
    Key::Ctrl('z'),
];

const PASTES: [&str; 6] = ["", "two\nlines", "\u{1b}[31m", "ü👩‍👩‍👧", "\u{202e}abc", "2"];

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = bytes.iter().copied().take(600);
    let mut store = Model::default();
    let (mut state, effects) = opened(bytes.next().unwrap_or(0));
    store.answer(effects, &mut state, false);
    while let Some(byte) = bytes.next() {
        let Some(event) = event(byte, &mut bytes, &mut store) else {
            break;
        };
        let effects = update(&mut state, event);
        let fails = byte == 0xfe;
        if !store.answer(effects, &mut state, fails) {
            break;
        }
        valid(&state);
        draws(&state);
    }
});

fn opened(byte: u8) -> (State, Vec<Effect>) {
    static CATALOGUE: OnceLock<Arc<Catalogue>> = OnceLock::new();
    let catalogue = CATALOGUE.get_or_init(|| {
        let source = |text: &str, name: &str| SourceFile {
            origin: Origin::Here,
            path: PathBuf::from(name),
            content: Ok(text.as_bytes().to_vec()),
        };
        let mut sources = vec![
            source(ODD, "odd.toml"),
            source(EMPTY, "empty.toml"),
            source(BROKEN, "broken.toml"),
        ];
        sources.extend(built_in());
        Arc::new(Catalogue::new(sources))
    });
    let now = "2026-11-22T10:00:00Z".parse().expect("a time");
    let mut state = State::new(Arc::clone(catalogue), now, TimeZone::UTC);
    state.settings.ascii = byte & 8 != 0;
    state.settings.advance = byte & 16 == 0;
    let first = match byte % 4 {
        0 => StartScreen::Home,
        1 => StartScreen::Browse(String::new()),
        2 => StartScreen::Take(catalogue.find("odd").expect("it is there")),
        _ => StartScreen::Take(catalogue.find("starter").expect("it is there")),
    };
    let screen = first.screen(&state);
    let effects = state.start(screen);
    (state, effects)
}

fn event(byte: u8, rest: &mut impl Iterator<Item = u8>, store: &mut Model) -> Option<Event> {
    let mut next = || rest.next().map(usize::from);
    Some(match byte {
        0..16 => Event::Key(KEYS[usize::from(byte)]),
        16..0x80 => Event::Key(Key::Char(char::from(byte.max(b' ')))),
        0x80..0x90 => Event::Paste(PASTES[next()? % PASTES.len()].to_owned()),
        0x90..0xa0 => Event::Key(Key::Char(
            ['é', '漢', '\u{301}', '👩', '\u{7}'][next()? % 5],
        )),
        0xa0..0xb0 => Event::Resize(Size {
            width: u16::try_from(next()?).ok()? % 180,
            height: u16::try_from(next()?).ok()? % 60,
        }),
        0xb0..0xb8 => Event::Now(store.later(i64::from(byte - 0xaf))),
        0xb8 => Event::Waiting(true),
        0xb9 => Event::Waiting(false),
        0xba => Event::StoreTouched,
        0xbb => Event::Changes(next()? as u64),
        0xbc => Event::Resumed,
        0xbd => Event::ResultOpened {
            result: None,
            before: None,
        },
        0xbe => Event::Deleted(Uuid::from_u128(next()? as u128)),
        0xbf => Event::ResultConflict {
            id: Uuid::from_u128(next()? as u128),
            fresh: store.fresh(),
        },
        0xc0..0xd0 => Event::Failed {
            what: FailedOperation::Result(Uuid::from_u128(next()? as u128)),
            error: fault(byte),
        },
        0xd0..0xe0 => {
            store.of_others(next()?);
            Event::StoreTouched
        }
        0xe0..0xf0 => Event::Mouse(MouseEvent {
            kind: [MouseKind::Click, MouseKind::WheelUp, MouseKind::WheelDown]
                [usize::from(byte) % 3],
            x: u16::try_from(next()?).unwrap_or(0),
            y: u16::try_from(next()?).unwrap_or(0),
        }),
        _ => Event::Key(Key::Char('s')),
    })
}

fn fault(byte: u8) -> StoreError {
    let path = PathBuf::from("/store\u{1b}");
    match byte % 4 {
        0 => StoreError::Full { path },
        1 => StoreError::Busy { path },
        2 => StoreError::ReadOnly { path },
        _ => StoreError::Newer { path },
    }
}

/// A store without a file.
#[derive(Default)]
struct Model {
    results: Vec<AssessmentResult>,
    binned: Vec<AssessmentResult>,
    drafts: HashMap<(String, String), Draft>,
    ids: u128,
    seconds: i64,
    changes: u64,
}

impl Model {
    fn fresh(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128(self.ids)
    }

    fn later(&mut self, seconds: i64) -> Timestamp {
        self.seconds += seconds;
        let start: Timestamp = "2026-11-22T10:00:00Z".parse().expect("a time");
        start.checked_add(self.seconds.seconds()).unwrap_or(start)
    }

    /// Another program saves something.
    fn of_others(&mut self, level: usize) {
        let assessment = Catalogue::new(built_in())
            .find("starter")
            .expect("it is there");
        let level = u8::try_from(level % 3).unwrap_or(0) + 1;
        let answers = (0..assessment.categories.len())
            .map(|index| Answer::rated(level, true, assessment.top(index)));
        self.changes += 1;
        let result = AssessmentResult {
            id: self.fresh(),
            name: "Zoë\u{202e}".to_owned(),
            taken_at: self.later(0),
            answers: answers.collect(),
            notes: vec!["knee\u{7}".to_owned(); assessment.categories.len()],
            assessment,
        };
        self.results.push(result);
    }

    /// Answers everything that is asked, and what is asked then; false where the program ends.
    fn answer(&mut self, effects: Vec<Effect>, state: &mut State, fails: bool) -> bool {
        let mut waiting = effects;
        for _ in 0..50 {
            let Some(effect) = waiting.pop() else {
                return true;
            };
            if matches!(
                effect,
                Effect::Program(ProgramEffect::Quit(_) | ProgramEffect::Fail(_))
            ) {
                return false;
            }
            let answer = if fails {
                Some(failed(&effect))
            } else {
                self.carried_out(effect)
            };
            if let Some(event) = answer {
                waiting.extend(update(state, event));
            }
        }
        true
    }

    fn carried_out(&mut self, effect: Effect) -> Option<Event> {
        let named = |name: Option<String>| name.unwrap_or_else(|| "Ada".to_owned());
        Some(match effect {
            Effect::Results(ResultsEffect::LoadHome { name, .. }) => {
                Event::Home(Box::new(HomeData {
                    name: named(name),
                    drafts: self.drafts.values().cloned().collect(),
                    aside: Vec::new(),
                    last: self.rows(),
                    recent: self.rows(),
                    changes: self.changes,
                }))
            }
            Effect::Draft(DraftEffect::OpenDraft { name, slug, .. }) => {
                let name = named(name);
                let key = (person_key(&name), slug.clone());
                let draft = self.drafts.get(&key).cloned();
                let fresh = self.fresh();
                Event::DraftOpened(Box::new(DraftFound {
                    slug,
                    name,
                    draft,
                    last: self.results.last().cloned().map(Box::new),
                    others: 1,
                    fresh,
                }))
            }
            Effect::Draft(DraftEffect::SaveDraft { draft, revision }) => {
                let id = draft.id;
                let key = (person_key(&draft.name), draft.slug.clone());
                self.drafts.insert(key, *draft);
                Event::DraftSaved { id, revision }
            }
            Effect::Draft(DraftEffect::SavePlace { id, category }) => {
                let draft = self.drafts.values_mut().find(|draft| draft.id == id)?;
                draft.cursor = Some(category);
                return None;
            }
            Effect::Draft(DraftEffect::RemoveDraft { name, slug }) => {
                self.drafts.remove(&(person_key(&name), slug));
                return None;
            }
            Effect::Draft(DraftEffect::SaveResult(result)) => {
                let id = result.id;
                self.changes += 1;
                self.results.push(*result);
                Event::ResultSaved(id)
            }
            Effect::Results(ResultsEffect::OpenResult(id)) => {
                let found = self.results.iter().find(|result| result.id == id);
                Event::ResultOpened {
                    result: found.cloned().map(Box::new),
                    before: self.results.first().cloned().map(Box::new),
                }
            }
            Effect::Results(ResultsEffect::LoadRows(rows))
            | Effect::Search(SearchEffect::LoadRows(rows)) => Event::Rows(RowsRead {
                ticket: rows.ticket,
                rows: self.rows(),
                first: 0,
                above: false,
                below: false,
                found: None,
                total: self.results.len() as u64,
                changes: self.changes,
            }),
            Effect::Results(ResultsEffect::Delete(id)) => {
                let at = self.results.iter().position(|result| result.id == id)?;
                self.binned.push(self.results.remove(at));
                Event::Deleted(id)
            }
            Effect::Results(ResultsEffect::Restore(id)) => {
                let at = self.binned.iter().position(|result| result.id == id)?;
                self.results.push(self.binned.remove(at));
                Event::Restored(id)
            }
            Effect::Results(ResultsEffect::Compare(_) | ResultsEffect::CompareWithBefore(_)) => {
                Event::Compared(self.results.clone())
            }
            Effect::Results(ResultsEffect::LoadTrend { .. }) => Event::TrendRead(TrendData {
                shared: Vec::new(),
                results: self.results.iter().rev().cloned().collect(),
                cut: false,
            }),
            Effect::Results(ResultsEffect::LoadTeam { slug, .. }) => Event::TeamRead(TeamData {
                shared: Vec::new(),
                slug,
                results: self.results.clone(),
                changes: self.changes,
            }),
            Effect::Results(ResultsEffect::LookForChanges) => Event::Changes(self.changes),
            Effect::Program(ProgramEffect::EditNote { category, note }) => Event::NoteEdited {
                category,
                outcome: Ok(format!("{note}\nand on")),
            },
            Effect::Program(ProgramEffect::Copy { view, .. }) => Event::Copied {
                view,
                sent: CopyOutcome::ToTerminal,
            },
            _ => return None,
        })
    }

    fn rows(&self) -> Vec<ResultRow> {
        self.results.iter().rev().map(ResultRow::from).collect()
    }
}

fn failed(effect: &Effect) -> Event {
    let what = match effect {
        Effect::Draft(DraftEffect::SaveDraft { draft, revision }) => FailedOperation::Draft {
            id: draft.id,
            revision: *revision,
        },
        Effect::Draft(DraftEffect::SaveResult(result)) => FailedOperation::Result(result.id),
        Effect::Results(ResultsEffect::Delete(id) | ResultsEffect::Restore(id)) => {
            FailedOperation::Bin(*id)
        }
        _ => FailedOperation::Aside,
    };
    Event::Failed {
        what,
        error: fault(0),
    }
}

fn valid(state: &State) {
    let Screen::Take(take) = &state.screen else {
        return;
    };
    assert_eq!(take.answers.entries.len(), take.assessment.categories.len());
    for (index, entry) in take.answers.entries.iter().enumerate() {
        if let Answer::Rated { current, desired } = entry.answer {
            let top = take.assessment.top(index);
            assert!(1 <= current && current <= desired && desired <= top);
            assert!(entry.level_up || desired == current);
        }
    }
}

fn draws(state: &State) {
    let backend = TestBackend::new(state.size.width, state.size.height);
    let mut terminal = Terminal::new(backend).expect("memory");
    terminal
        .draw(|frame| levelup::testing::draw(state, frame))
        .expect("memory");
}
