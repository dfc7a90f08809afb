use crate::results::Draft;

/// Drafts whose writing failed, and which may be in the store all the same.
///
/// After a failed commit nobody can be sure what the file says. When the caller tries again, what
/// is found there may be this program's own earlier attempt, and not another window's change.
#[derive(Debug, Default)]
pub(crate) struct UnconfirmedDrafts(Vec<Draft>);

impl UnconfirmedDrafts {
    /// Whether what is kept is what the caller has seen, or tried to write.
    pub(crate) fn is_ours(&self, there: &Draft, seen: Option<&Draft>) -> bool {
        let mut ours = seen.into_iter().chain(&self.0);
        ours.any(|draft| draft.has_same_answers(there))
    }

    /// A draft is about to be written over what is there: from now on the file says either.
    pub(crate) fn begin(&mut self, there: Option<&Draft>, draft: &Draft) {
        self.0.clear();
        self.0.extend(there.cloned());
        self.0.push(draft.clone());
    }

    /// It is known what the file says.
    pub(crate) fn settle(&mut self) {
        self.0.clear();
    }
}
