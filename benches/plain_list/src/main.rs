//! The lines of a file in a plain ratatui list, as its documentation has it: one draw a key. With
//! `--line` a program that prints one line.

use std::io;

use ratatui::Frame;
use ratatui::crossterm::event::{self, Event, KeyCode};
use ratatui::layout::{Constraint, Layout};
use ratatui::style::{Style, Stylize};
use ratatui::widgets::{Block, List, ListItem, ListState, Paragraph};

fn main() -> io::Result<()> {
    let path = std::env::args().nth(1).ok_or(io::ErrorKind::InvalidInput)?;
    if path == "--line" {
        println!("one line");
        return Ok(());
    }
    let text = std::fs::read_to_string(path)?;
    let lines: Vec<&str> = text.lines().collect();
    let mut terminal = ratatui::init();
    let (mut at, mut top) = (0, 0);
    loop {
        terminal.draw(|frame| draw(frame, &lines, at, &mut top))?;
        match next_key()? {
            KeyCode::Down => at = (at + 1).min(lines.len() - 1),
            KeyCode::Up => at = at.saturating_sub(1),
            KeyCode::PageDown => at = (at + 32).min(lines.len() - 1),
            KeyCode::Char('q') => break,
            _ => {}
        }
    }
    ratatui::restore();
    Ok(())
}

fn next_key() -> io::Result<KeyCode> {
    loop {
        if let Event::Key(key) = event::read()? {
            return Ok(key.code);
        }
    }
}

fn draw(frame: &mut Frame<'_>, lines: &[&str], at: usize, top: &mut usize) {
    let (one, rest) = (Constraint::Length(1), Constraint::Min(0));
    let [head, body, foot] = Layout::vertical([one, rest, one]).areas(frame.area());
    let height = usize::from(body.height.saturating_sub(2)).max(1);
    *top = (*top).min(at).max((at + 1).saturating_sub(height));
    let shown = lines.iter().skip(*top).take(height);
    let items = shown.map(|line| ListItem::new(*line));
    let list = List::new(items)
        .block(Block::bordered().title("Results"))
        .highlight_style(Style::new().reversed())
        .highlight_symbol("> ");
    let mut chosen = ListState::default().with_selected(Some(at - *top));
    let count = format!("plain list  {}/{}", at + 1, lines.len());
    frame.render_widget(Paragraph::new(count).bold(), head);
    frame.render_stateful_widget(list, body, &mut chosen);
    frame.render_widget(Paragraph::new("q quit  up/down move"), foot);
}
