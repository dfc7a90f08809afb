//! A person who answers line by line: lines go through the real conversation to the store of a
//! session.

use crate::support::store::put_draft;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::mpsc::channel;

use levelup::testing::{
    CommandLine, Conversation, ConversationEnd, Drafts, Incoming, Program, Speaker, StartScreen,
    StdinLine, StoreError, StoreThread, visible,
};

use crate::support::session::Session;

/// All output and input, in order.
#[derive(Clone, Default)]
pub struct Transcript(Rc<RefCell<String>>);

impl Transcript {
    fn write(&self, text: &str) {
        self.0.borrow_mut().push_str(text);
    }

    /// Errors and notes are on separate lines.
    fn aside(&self, text: &str) {
        if !self.0.borrow().ends_with('\n') {
            self.write("\n");
        }
        self.write(text);
        self.write("\n");
    }
}

impl Speaker for Transcript {
    fn width(&self) -> u16 {
        80
    }

    fn say(&mut self, line: &str) -> std::io::Result<()> {
        self.aside(line);
        Ok(())
    }

    fn prompt(&mut self, text: &str) -> std::io::Result<()> {
        self.aside(text);
        self.0.borrow_mut().pop();
        self.write(" ");
        Ok(())
    }

    fn answered(&mut self, _: bool) {}

    fn warn(&mut self, error: &str, hint: Option<&str>) {
        self.aside(&format!("error: {error}"));
        if let Some(hint) = hint {
            self.aside(&format!("hint: {hint}"));
        }
    }

    fn note(&mut self, text: &str) {
        self.aside(&format!("note: {text}"));
    }
}

/// How a conversation went.
pub struct Talked {
    pub transcript: String,
    pub ended: ConversationEnd,
}

impl Session {
    /// Answers an assessment line by line, as somebody at a terminal. `!full` and `!well` are no
    /// lines: the disk fills, and is emptied again. At `!window` another window changes the draft.
    pub fn talk(&mut self, slug: &str, lines: &[&str]) -> Talked {
        self.talk_as(slug, lines, true)
    }

    /// The same; where it is not live, as a pipe.
    pub fn talk_as(&mut self, slug: &str, lines: &[&str], live: bool) -> Talked {
        let (state, keeper, clock) = self.for_conversation();
        let fault = self.fault_switch();
        let path = self.store_path();
        let full = StoreError::Full { path: path.clone() };
        let transcript = Transcript::default();
        let (store, asked) = (self.store(), slug.to_owned());
        let (sender, receiver) = channel();
        let (mut lines, typed, tell) = (
            lines
                .iter()
                .map(ToString::to_string)
                .collect::<VecDeque<_>>(),
            transcript.clone(),
            sender.clone(),
        );
        let want = move || {
            while lines.front().is_some_and(|next| next.starts_with('!')) {
                let switch = lines.pop_front().unwrap();
                if switch == "!window" {
                    let mut draft = store.draft("Test User", &asked).unwrap().unwrap();
                    draft.entries[0].1.note = "of the other window".into();
                    put_draft(&store, &draft).unwrap();
                    continue;
                }
                *fault.lock().unwrap() = (switch == "!full").then(|| full.clone());
            }
            let came = match lines.pop_front() {
                None => StdinLine::End,
                Some(text) => {
                    typed.write(&format!("{}\n", visible(&text)));
                    StdinLine::Text(text)
                }
            };
            tell.send(Incoming::Line(came)).unwrap();
        };
        let store = StoreThread::start(&path, keeper, sender.clone());
        let assessment = state.catalogue.find(slug).unwrap();
        let screen = StartScreen::Take(assessment).screen(&state);
        let post = (sender, receiver);
        let voice = transcript.clone();
        let program = Program::new(state, store, clock, post);
        let mut talk = Conversation::new(program, voice, Box::new(want));
        talk.interactive = live;
        talk.resume = CommandLine::new("take").operand(slug).switch("--plain");
        let ended = talk.run(screen);
        let directory = self.directory().display().to_string();
        let transcript = transcript.0.borrow().replace(&directory, "[DIR]");
        Talked { transcript, ended }
    }
}

impl Talked {
    /// Compares the output with `snapshots/plain/NAME.snap`.
    pub fn snapshot(&self, name: &str) {
        let mut settings = insta::Settings::clone_current();
        let directory = format!("{}/snapshots/plain", env!("CARGO_MANIFEST_DIR"));
        settings.set_snapshot_path(directory);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let text = self.transcript.replace(" \n", "\n");
        settings.bind(|| insta::assert_snapshot!(name, text));
    }
}
