//! A user of the program: keys go through the real loop to a real store in a temporary directory.

use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use levelup::testing::{
    AssessmentResult, Bulk, Catalogue, Clock, CopyOutcome, DateFormat, Draft, Drafts, Effect,
    EffectRunner, Event, EventLoop, Incoming, Key, Keymap, MouseEvent, MouseKind, NoteEditor,
    Origin, Paths, Program, Recording, Redactor, RedbStore, Relay, RemoteStore, Results, Role,
    RunEnd, Scope, ServerTiming, Settings, SharedName, Size, SourceFile, StartScreen, State,
    StoreError, StoreThread, Styles, TerminalBackend, TerminalDevice, built_in, draw, read_config,
    send_sync_status,
};
use ratatui::Terminal;
use ratatui::buffer::{Buffer, Cell as BufferCell};
use tempfile::TempDir;
use uuid::Uuid;

use super::fake_store::{Call, FakeStore, Faults};

/// Short pauses.
const BRISK: ServerTiming = ServerTiming {
    first_pause: std::time::Duration::from_millis(20),
    longest_pause: std::time::Duration::from_millis(20),
};

/// A running program and its directory.
pub struct Session {
    directory: Rc<TempDir>,
    sources: Vec<SourceFile>,
    size: Size,
    settings: Settings,
    keymap: Keymap,
    dates: DateFormat,
    name: Option<String>,
    first: FirstScreen,
    demo: bool,
    editor: String,
    recorded: Option<Redactor>,
    now: Arc<AtomicI64>,
    ids: Arc<AtomicU64>,
    fault: Arc<Mutex<Option<StoreError>>>,
    /// Whether the index is rebuilt before the next search reads its rows.
    rebuilt: Arc<AtomicBool>,
    shared: Vec<SharedName>,
    server: Option<Arc<dyn RemoteStore>>,
    running: Option<EventLoop<TestCanvas>>,
    sender: Option<Sender<Incoming>>,
}

#[derive(Clone)]
enum FirstScreen {
    Home,
    Take(String),
    Browse(String),
}

/// Draws into memory, and counts draws.
pub struct TestCanvas {
    /// Whether the terminal is closed.
    gone: bool,
    terminal: Terminal<TerminalBackend<Vec<u8>>>,
    shown: Buffer,
    draws: Rc<Cell<usize>>,
    copied: Rc<RefCell<Vec<String>>>,
}

/// A terminal in memory, which is empty and shows no cursor.
pub fn terminal(size: Size) -> Terminal<TerminalBackend<Vec<u8>>> {
    let size = (size.width, size.height).into();
    Terminal::new(TerminalBackend::new(Vec::new(), size)).unwrap()
}

impl TerminalDevice for TestCanvas {
    fn draw(&mut self, state: &State) -> std::io::Result<()> {
        self.draws.set(self.draws.get() + 1);
        let drawn = self.terminal.draw(|frame| draw(state, frame))?;
        self.shown.clone_from(drawn.buffer);
        Ok(())
    }

    fn resize(&mut self, size: Size) -> std::io::Result<()> {
        let size = (size.width, size.height).into();
        self.terminal.backend_mut().set_size(size);
        self.terminal.resize(size.into())
    }

    fn copy(&mut self, text: &str) -> std::io::Result<CopyOutcome> {
        self.copied.borrow_mut().push(text.to_owned());
        Ok(CopyOutcome::ToTerminal)
    }

    fn lend_to(&mut self, job: &mut dyn FnMut()) -> std::io::Result<Option<Size>> {
        job();
        Ok(None)
    }

    fn suspend(&mut self) -> std::io::Result<Option<Size>> {
        if self.gone {
            return Err(std::io::ErrorKind::BrokenPipe.into());
        }
        Ok(None)
    }
}

impl Session {
    /// An empty store, at 80x24, on 22 November 2026.
    pub fn new() -> Self {
        let noon: Timestamp = "2026-11-22T10:00:00Z".parse().unwrap();
        Self {
            directory: Rc::new(TempDir::new().unwrap()),
            sources: Vec::new(),
            size: Size {
                width: 80,
                height: 24,
            },
            settings: Settings::default(),
            keymap: Keymap::default(),
            dates: DateFormat::default(),
            name: Some("Test User".into()),
            first: FirstScreen::Home,
            demo: false,
            editor: "false".into(),
            recorded: None,
            now: Arc::new(AtomicI64::new(noon.as_millisecond())),
            ids: Arc::new(AtomicU64::new(1)),
            fault: Arc::default(),
            rebuilt: Arc::default(),
            shared: Vec::new(),
            server: None,
            running: None,
            sender: None,
        }
    }

    /// With an assessment, in a file that is named after its slug.
    pub fn assessment(mut self, text: &str) -> Self {
        let slug = text.split('"').nth(1).unwrap();
        self.sources.push(SourceFile {
            origin: Origin::Here,
            path: PathBuf::from(format!("assessments/{slug}.toml")),
            content: Ok(text.as_bytes().to_vec()),
        });
        self
    }

    /// With the built-in assessments.
    pub fn shipped(mut self) -> Self {
        self.sources.extend(built_in());
        self
    }

    /// Without the assessments there were.
    pub fn without_assessments(mut self) -> Self {
        self.sources.clear();
        self
    }

    /// With the built-in assessments and sample data, like `levelup demo`.
    pub fn demo(mut self) -> Self {
        let now = Timestamp::from_millisecond(self.now.load(Ordering::SeqCst)).unwrap();
        let mut results = levelup::testing::demo(now).into_iter().map(Ok);
        self.store().import(&mut results, false).unwrap();
        self.demo = true;
        self.shipped().named(Some("Chiara Conti"))
    }

    /// With a name under which these logins saved results.
    pub fn shared(mut self, person: &str, logins: &[&str]) -> Self {
        self.shared.push(SharedName {
            person: person.to_owned(),
            logins: logins.iter().map(|login| (*login).to_owned()).collect(),
        });
        self
    }

    /// At this time.
    pub fn clock(self, time: Timestamp) -> Self {
        self.now.store(time.as_millisecond(), Ordering::SeqCst);
        self
    }

    /// At this size.
    pub fn at(mut self, width: u16, height: u16) -> Self {
        self.size = Size { width, height };
        self
    }

    /// With other settings.
    pub fn set(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// With this in $EDITOR.
    pub fn editor(mut self, command: &str) -> Self {
        command.clone_into(&mut self.editor);
        if let Some(running) = &mut self.running {
            running.editor = NoteEditor::new(command);
        }
        self
    }

    /// With --record.
    pub fn recorded(mut self, disguise: Redactor) -> Self {
        self.recorded = Some(disguise);
        self
    }

    /// Ends the program, and returns the recording.
    pub fn recording(mut self) -> String {
        self.stop();
        std::fs::read_to_string(self.directory().join("run.jsonl")).unwrap()
    }

    /// Sends a mouse event at a cell.
    pub fn mouse(mut self, kind: MouseKind, x: u16, y: u16) -> Self {
        self.event(Event::Mouse(MouseEvent { kind, x, y }));
        self
    }

    /// Clicks on the first occurrence of `text`.
    pub fn clicks(mut self, text: &str) -> Self {
        let (x, y) = self.place_of(text);
        self.mouse(MouseKind::Click, x, y)
    }

    /// The position of the first occurrence of `text`.
    pub fn place_of(&mut self, text: &str) -> (u16, u16) {
        let frame = self.frame();
        let found = frame.lines().enumerate().find_map(|(y, line)| {
            let before = &line[..line.find(text)?];
            Some((unicode_width::UnicodeWidthStr::width(before), y))
        });
        let (x, y) = found.unwrap_or_else(|| panic!("{text} does not show:\n{frame}"));
        (x.try_into().unwrap(), y.try_into().unwrap())
    }

    /// With these lines below `[keys]` in the configuration.
    pub fn bound(mut self, lines: &str) -> Self {
        let directory = self.directory.path();
        let paths = Paths {
            home: directory.to_path_buf(),
            store: self.store_path(),
            servers: directory.join("servers"),
            config: directory.join("config.toml"),
            assessments: directory.join("assessments"),
        };
        let source = SourceFile {
            origin: Origin::Given,
            path: paths.config.clone(),
            content: Ok(format!("[keys]\n{lines}\n").into_bytes()),
        };
        let read = read_config(source, &paths);
        assert!(!read.has_errors(), "{:?}", read.diagnostics);
        self.keymap = read.config.keys;
        self
    }

    /// With another date format.
    pub fn dates(mut self, pattern: &str) -> Self {
        self.dates = DateFormat::new(pattern).unwrap();
        self
    }

    /// As another person, or without a name.
    pub fn named(mut self, name: Option<&str>) -> Self {
        self.name = name.map(str::to_owned);
        self
    }

    /// `levelup take SLUG`.
    pub fn take(mut self, slug: &str) -> Self {
        self.first = FirstScreen::Take(slug.into());
        self
    }

    /// `levelup browse QUERY`.
    pub fn browse(mut self, query: &str) -> Self {
        self.first = FirstScreen::Browse(query.into());
        self
    }

    /// `levelup`.
    pub fn home(mut self) -> Self {
        self.first = FirstScreen::Home;
        self
    }

    /// Presses keys, by name, one after the other; each has its full effect before the next.
    pub fn keys(mut self, keys: &str) -> Self {
        for key in keys.split_whitespace() {
            self.event(Event::Key(key_named(key)));
        }
        self
    }

    /// Types a text, character by character.
    pub fn types(mut self, text: &str) -> Self {
        for c in text.chars() {
            self.event(Event::Key(Key::Char(c)));
        }
        self
    }

    /// Pastes a text.
    pub fn pastes(mut self, text: &str) -> Self {
        self.event(Event::Paste(text.into()));
        self
    }

    /// Sends all keys in two reads of the terminal, which one step handles.
    pub fn keys_at_once(mut self, keys: &str) -> Self {
        self.open();
        let sender = self.sender.clone().unwrap();
        let keys = keys.split_whitespace().map(key_named);
        let mut first: Vec<Event> = keys.map(Event::Key).collect();
        let second = first.split_off(first.len().div_ceil(2));
        sender.send(Incoming::Typed(second)).unwrap();
        let running = self.running.as_mut().unwrap();
        running.step(Incoming::Typed(first)).unwrap();
        running.settle().unwrap();
        self
    }

    /// Sends a key and then a suspend request, which fails because the terminal is closed.
    pub fn key_and_stop_without_a_terminal(mut self, key: &str) -> Self {
        self.open();
        let stop = Incoming::StopRequested;
        self.sender.as_ref().unwrap().send(stop).unwrap();
        let running = self.running.as_mut().unwrap();
        running.canvas.gone = true;
        let pressed = Incoming::Event(Event::Key(key_named(key)));
        assert!(running.step(pressed).is_err());
        self.stop();
        self
    }

    /// The terminal gets another size.
    pub fn resized(mut self, width: u16, height: u16) -> Self {
        self.event(Event::Resize(Size { width, height }));
        self
    }

    /// Advances the clock, and runs timers.
    pub fn after_seconds(mut self, seconds: i64) -> Self {
        self.now.fetch_add(seconds * 1_000, Ordering::SeqCst);
        if self.running.is_some() {
            self.event(Event::Resumed);
        }
        self
    }

    /// With this server.
    pub fn server(mut self, server: Arc<dyn RemoteStore>) -> Self {
        self.server = Some(server);
        self
    }

    /// Makes each write fail with this error, or succeed again with `None`.
    pub fn fault(self, fault: Option<StoreError>) -> Self {
        *self.fault.lock().unwrap() = fault;
        self
    }

    /// Ends the program, and starts it again on the same store.
    pub fn again(mut self) -> Self {
        self.stop();
        self
    }

    /// A second program on the same store.
    pub fn beside(&self) -> Self {
        let mut other = Self::new();
        other.directory = Rc::clone(&self.directory);
        other.sources.clone_from(&self.sources);
        other.now = Arc::clone(&self.now);
        other.ids = Arc::clone(&self.ids);
        other
    }

    /// Sends an event, and waits for its effects.
    pub fn event(&mut self, event: Event) {
        self.open();
        let running = self.running.as_mut().unwrap();
        if running.program.exit.is_none() {
            running.step(Incoming::Event(event)).unwrap();
            running.settle().unwrap();
        }
    }

    /// Starts the program, if it does not run yet.
    pub fn open(&mut self) -> &EventLoop<TestCanvas> {
        if self.running.is_none() {
            self.start();
        }
        self.running.as_ref().unwrap()
    }

    fn start(&mut self) {
        let now = Arc::clone(&self.now);
        let clock: Clock =
            Arc::new(move || Timestamp::from_millisecond(now.load(Ordering::SeqCst)).unwrap());
        let catalogue = Arc::new(Catalogue::new(self.sources.clone()));
        let mut state = State::new(catalogue, clock(), TimeZone::UTC);
        state.size = self.size;
        state.settings = self.settings;
        state.keymap = self.keymap.clone();
        state.dates = self.dates.clone();
        state.name.clone_from(&self.name);
        state.demo = self.demo;
        let first = match &self.first {
            FirstScreen::Home => StartScreen::Home,
            FirstScreen::Browse(query) => StartScreen::Browse(query.clone()),
            FirstScreen::Take(slug) => StartScreen::Take(state.catalogue.find(slug).unwrap()),
        };
        let recorder = self.recorded.clone().map(|disguise| {
            let path = self.directory().join("run.jsonl");
            Recording::create(&path, disguise)
                .unwrap()
                .start(&state, &first)
        });
        let screen = first.screen(&state);
        let effects = state.start(screen);
        let canvas = TestCanvas {
            gone: false,
            terminal: terminal(self.size),
            shown: Buffer::default(),
            draws: Rc::default(),
            copied: Rc::default(),
        };
        let (sender, receiver) = channel();
        let mut runner = self.runner(&clock);
        if let Some(server) = &self.server {
            runner.store = Arc::new(Relay::for_screen(
                RedbStore::at(self.store_path()),
                Arc::clone(server),
                Arc::clone(server),
                BRISK,
                send_sync_status(sender.clone()),
            ));
        }
        let store = StoreThread::start(&self.store_path(), runner, sender.clone());
        let mut program = Program::new(state, store, clock, (sender.clone(), receiver));
        program.journal = Some(Vec::new());
        program.recorder = recorder;
        let mut running = EventLoop::new(program, canvas);
        running.editor = NoteEditor::new(&self.editor);
        running.begin(effects).unwrap();
        running.settle().unwrap();
        self.running = Some(running);
        self.sender = Some(sender);
    }

    /// Ends the program, and returns what plain mode needs on the same store.
    pub fn for_conversation(&mut self) -> (State, EffectRunner, Clock) {
        self.stop();
        let now = Arc::clone(&self.now);
        let clock: Clock =
            Arc::new(move || Timestamp::from_millisecond(now.load(Ordering::SeqCst)).unwrap());
        let catalogue = Arc::new(Catalogue::new(self.sources.clone()));
        let mut state = State::new(catalogue, clock(), TimeZone::UTC);
        state.name.clone_from(&self.name);
        let runner = self.runner(&clock);
        (state, runner, clock)
    }

    /// Makes the store rebuild its index between the next search and its rows.
    pub fn index_rebuilt(self) -> Self {
        self.rebuilt.store(true, Ordering::Relaxed);
        self
    }

    /// The switch that makes the store fail.
    pub fn fault_switch(&self) -> Arc<Mutex<Option<StoreError>>> {
        Arc::clone(&self.fault)
    }

    fn runner(&self, clock: &Clock) -> EffectRunner {
        let ids = Arc::clone(&self.ids);
        let store = RedbStore::at(self.store_path());
        EffectRunner {
            store: Arc::new(FakeStore {
                store,
                faults: SessionFaults {
                    fault: Arc::clone(&self.fault),
                    rebuilt: Arc::clone(&self.rebuilt),
                    shared: self.shared.clone(),
                },
            }),
            clock: Arc::clone(clock),
            ids: Box::new(move || numbered(ids.fetch_add(1, Ordering::SeqCst))),
            zone: TimeZone::UTC,
            account: || "account".into(),
            open_drafts: levelup::testing::OpenDrafts::default(),
            remembered: None,
        }
    }

    fn stop(&mut self) {
        if let Some(mut running) = self.running.take() {
            running.finish();
        }
        self.sender = None;
    }

    /// The directory of this session.
    pub fn directory(&self) -> PathBuf {
        self.directory.path().to_path_buf()
    }

    /// The path of the store.
    pub fn store_path(&self) -> PathBuf {
        self.directory.path().join("levelup/levelup.redb")
    }

    /// The store, opened again.
    pub fn store(&self) -> RedbStore {
        RedbStore::at(self.store_path())
    }

    /// All results, latest first.
    pub fn results(&self) -> Vec<AssessmentResult> {
        let store = self.store();
        let rows = store.page(&Scope::default(), None, 1_000).unwrap().rows;
        rows.iter()
            .map(|row| store.result(row.id).unwrap().unwrap())
            .collect()
    }

    /// The draft of a person.
    pub fn draft_of(&self, name: &str, slug: &str) -> Option<Draft> {
        self.store().draft(name, slug).unwrap()
    }

    /// All effects, in order.
    pub fn effects(&mut self) -> Vec<Effect> {
        self.open().program.journal.clone().unwrap()
    }

    /// All copied texts.
    pub fn copied(&mut self) -> Vec<String> {
        self.open().canvas.copied.borrow().clone()
    }

    /// The number of draws.
    pub fn draws(&mut self) -> usize {
        self.open().canvas.draws.get()
    }

    /// The number of bytes sent to the terminal.
    pub fn bytes(&mut self) -> usize {
        self.open().canvas.terminal.backend().writer().len()
    }

    /// The end of the program, if it has ended.
    pub fn exit(&mut self) -> Option<RunEnd> {
        self.open().program.exit.clone()
    }

    /// Ends the program like the loop, and returns how it ended.
    pub fn finished(mut self) -> RunEnd {
        self.open();
        self.running.as_mut().unwrap().finish()
    }

    /// The state.
    pub fn state(&mut self) -> &State {
        &self.open().program.state
    }

    /// Draws the same state again with other settings.
    pub fn redrawn(&mut self, settings: Settings) -> &mut Self {
        self.open();
        let running = self.running.as_mut().unwrap();
        let mut state = running.program.state.clone();
        state.settings = settings;
        running.canvas.draw(&state).unwrap();
        self
    }

    /// The frame as text.
    pub fn frame(&mut self) -> String {
        let buffer = self.buffer();
        let width = usize::from(buffer.area.width);
        let rows = buffer.content.chunks(width).map(row_text);
        rows.collect::<Vec<_>>().join("\n")
    }

    /// The pieces of the frame that are not plain text, by role.
    pub fn styles(&mut self) -> String {
        let theme = Styles::new(&self.settings.theme);
        let buffer = self.buffer();
        let width = usize::from(buffer.area.width);
        let rows = buffer.content.chunks(width).enumerate();
        let told = rows
            .map(|(y, row)| (y, row_styles(row, theme)))
            .filter(|(_, runs)| !runs.is_empty());
        told.map(|(y, runs)| format!("{y:>2} {runs}"))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The frame itself.
    pub fn buffer(&mut self) -> Buffer {
        self.open();
        self.running.as_ref().unwrap().canvas.shown.clone()
    }

    /// Compares the frame with the two files of a scene.
    pub fn scene(&mut self, screen: &str, name: &str) {
        let directory = format!("{}/snapshots/{screen}", env!("CARGO_MANIFEST_DIR"));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(directory);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let (frame, styles) = (self.frame(), self.styles());
        settings.bind(|| {
            insta::assert_snapshot!(format!("{name}.text"), frame);
            insta::assert_snapshot!(format!("{name}.styled"), styles);
        });
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.stop();
    }
}

fn row_text(row: &[BufferCell]) -> String {
    let mut text = String::new();
    let mut skip = 0;
    for cell in row {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        text.push_str(cell.symbol());
        skip = unicode_width::UnicodeWidthStr::width(cell.symbol()).saturating_sub(1);
    }
    text.trim_end().to_owned()
}

fn row_styles(row: &[BufferCell], theme: Styles) -> String {
    let mut runs: Vec<(Option<Role>, usize, String)> = Vec::new();
    for (x, cell) in row.iter().enumerate() {
        let role = role_of(cell, theme);
        match runs.last_mut() {
            Some((last, _, text)) if *last == role => text.push_str(cell.symbol()),
            _ => runs.push((role, x, cell.symbol().to_owned())),
        }
    }
    let told = runs
        .iter()
        .filter(|(role, _, text)| *role != Some(Role::Text) && !text.trim().is_empty());
    let words = told.map(|(role, x, text)| {
        let role = role.map_or("?".to_owned(), |role| format!("{role:?}"));
        format!("{x}:{role} {:?}", text.trim_end())
    });
    words.collect::<Vec<_>>().join("  ")
}

/// The role with the style of a cell.
pub fn role_of(cell: &BufferCell, theme: Styles) -> Option<Role> {
    Role::ALL.into_iter().find(|role| {
        let style = theme.style(*role);
        cell.fg == style.fg.unwrap_or_default()
            && cell.bg == style.bg.unwrap_or_default()
            && cell.modifier == style.add_modifier
    })
}

/// The ID that the program creates as its nth.
pub fn numbered(n: u64) -> Uuid {
    Uuid::from_u128(0x019a_aaaa_bbbb_7ccc_8ddd_0000_0000_0000 | u128::from(n))
}

fn key_named(name: &str) -> Key {
    let key = name.parse();
    key.unwrap_or_else(|_| panic!("there is no key {name}"))
}

struct SessionFaults {
    fault: Arc<Mutex<Option<StoreError>>>,
    rebuilt: Arc<AtomicBool>,
    shared: Vec<SharedName>,
}

impl Faults for SessionFaults {
    fn check(&self, call: Call) -> Result<(), StoreError> {
        match self.fault.lock().unwrap().clone() {
            Some(error) if !matches!(call, Call::Read | Call::ReadLocal) => Err(error),
            _ => Ok(()),
        }
    }

    fn is_index_rebuilt(&self) -> bool {
        self.rebuilt.swap(false, Ordering::Relaxed)
    }

    fn shared(&self) -> Vec<SharedName> {
        self.shared.clone()
    }
}
