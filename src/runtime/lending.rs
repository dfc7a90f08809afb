use super::event_loop::{EventLoop, Incoming};
use crate::runtime::terminal::TerminalDevice;
use crate::state::{EditorFailure, Event};

impl<C: TerminalDevice> EventLoop<C> {
    /// Lends the terminal to the editor. What happened meanwhile is taken in afterwards; keys that
    /// were on their way to it are not for this program.
    pub(crate) fn edit(&mut self, category: String, note: &str) -> std::io::Result<()> {
        self.draw()?;
        if let Some(input) = &mut self.input {
            input.pause_and_drop();
        }
        self.typed.clear();
        let mut outcome = Err(EditorFailure::Gone);
        let editor = &self.editor;
        let size = self
            .canvas
            .lend_to(&mut || outcome = editor.edit(&category, note));
        let waiting: Vec<Incoming> = self.receiver.try_iter().collect();
        if let Some(input) = &mut self.input {
            input.resume();
        }
        self.come_back(size?)?;
        self.take_in(Incoming::Event(Event::NoteEdited { category, outcome }))?;
        for incoming in waiting {
            if !matches!(incoming, Incoming::Typed(_)) {
                self.take_in(incoming)?;
            }
        }
        Ok(())
    }
}
