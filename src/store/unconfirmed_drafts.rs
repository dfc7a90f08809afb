use crate::results::Draft;

/// Drafts whose write failed, but which the store may contain.
///
/// After a failed commit, the contents of the file are unknown. When the caller tries again, the
/// store may contain this program's earlier attempt, which is not a change by another window.
#[derive(Debug, Default)]
pub(crate) struct UnconfirmedDrafts(Vec<Draft>);

impl UnconfirmedDrafts {
    /// Whether the stored draft is the one that the caller has seen or tried to write.
    pub(crate) fn is_ours(&self, there: &Draft, seen: Option<&Draft>) -> bool {
        let mut ours = seen.into_iter().chain(&self.0);
        ours.any(|draft| draft.has_same_answers(there))
    }

    /// Call before a draft is written: from then on, the store can contain the old one or the new one.
    pub(crate) fn begin(&mut self, there: Option<&Draft>, draft: &Draft) {
        self.0.clear();
        self.0.extend(there.cloned());
        self.0.push(draft.clone());
    }

    /// Call after a successful write.
    pub(crate) fn settle(&mut self) {
        self.0.clear();
    }
}
