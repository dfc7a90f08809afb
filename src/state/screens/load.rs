/// Data that is read from the store.
#[derive(Debug, Clone, Default)]
pub enum Load<T> {
    #[default]
    Loading,
    Loaded(T),
    Failed,
}

impl<T> Load<T> {
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::Loaded(data) => Some(data),
            Self::Loading | Self::Failed => None,
        }
    }

    pub fn is_loading(&self) -> bool {
        matches!(self, Self::Loading)
    }

    /// Loads again after a failure. Loaded data stays until it is replaced.
    pub(crate) fn retry(&mut self) {
        if matches!(self, Self::Failed) {
            *self = Self::Loading;
        }
    }

    /// Reading failed. Loaded data stays.
    pub(crate) fn fail(&mut self) {
        if self.is_loading() {
            *self = Self::Failed;
        }
    }
}
