mod heat_map;
mod lists;

use crate::results::{Member, SHARED_MARK};
use crate::state::{Action, KeyContext, MARKER, Role, State, TeamScreen, TeamView};
use crate::text::count;
use crate::view::painter::Painter;
use crate::view::{header_footer, messages, widgets};
use crate::words::shared_words;

/// Under this width the top line shows only the view.
const BREADCRUMBS_FROM: u16 = 50;

/// Draws a team as a heat map or as one of three lists.
pub(crate) fn draw(paint: &mut Painter, state: &State, screen: &TeamScreen) {
    let crumbs = [&*screen.assessment, "Team", title(screen.view)];
    let Some(team) = &screen.team else {
        header_footer::header(paint, &crumbs[..2], &[]);
        return empty(paint, state, screen);
    };
    let mut right = count(team.people.len(), "person", "people");
    if screen.view == TeamView::Map && screen.grid.scrolls() {
        let noun = if screen.turned {
            "categories"
        } else {
            "people"
        };
        right = format!("{} {noun}", widgets::visible_columns(&screen.grid));
    }
    if team.anonymous {
        right = format!("{right}, names hidden");
    }
    let is_narrow = state.size.width < BREADCRUMBS_FROM;
    let crumbs = if is_narrow { &crumbs[2..] } else { &crumbs[..] };
    header_footer::header(paint, crumbs, &[(right, Role::Text)]);
    match screen.view {
        TeamView::Map => heat_map::draw(paint, state, screen, team),
        TeamView::Gaps => lists::gaps(paint, state, screen),
        TeamView::Help => lists::helpers(paint, state, screen, team),
        TeamView::Answered => lists::latest_results(paint, state, screen),
    }
}

fn title(view: TeamView) -> &'static str {
    match view {
        TeamView::Map => "Heat map",
        TeamView::Gaps => "Gaps",
        TeamView::Help => "Who can help",
        TeamView::Answered => "Latest results",
    }
}

fn empty(paint: &mut Painter, state: &State, screen: &TeamScreen) {
    if screen.named.get().is_none() {
        paint.put_line(MARKER, 2, "loading…", Role::Dim);
    } else if state.sync_status.away {
        widgets::empty_state(paint, 2, "Server offline", [messages::OFFLINE_HINT]);
    } else {
        let back = state.keymap.name(KeyContext::Team, Action::Back);
        let open = state.keymap.name(KeyContext::Home, Action::Open);
        let take = format!("Press {back} to go back, then {open} to take the assessment.");
        let import = "Run levelup import to add other people's results.";
        widgets::empty_state(paint, 2, "No results yet", [&take, import]);
    }
}

/// What the mark of a name means: the logins of the selected person, otherwise a short text before
/// the rest of the legend. `None` if no name has a mark.
fn mark_words(screen: &TeamScreen, rest: Option<&str>) -> Option<String> {
    let selected = screen.selected();
    if let Some(words) = selected.and_then(|member| shared_words(&member.name, &member.logins)) {
        return Some(words);
    }
    let mut people = screen.team.iter().flat_map(|team| &team.people);
    let legend = format!("{SHARED_MARK} several logins");
    let legend = [Some(&*legend), rest].into_iter().flatten();
    let legend = || legend.collect::<Vec<_>>().join(" · ");
    people.any(|member| !member.logins.is_empty()).then(legend)
}

/// Writes a person's name with its mark. Returns the column after it.
fn put_name(
    paint: &mut Painter,
    (x, y): (u16, u16),
    member: &Member,
    width: u16,
    role: Role,
) -> u16 {
    let end = paint.put(x, y, &member.name, width, role);
    if member.logins.is_empty() {
        return end;
    }
    paint.put(end, y, SHARED_MARK, 1, role)
}
