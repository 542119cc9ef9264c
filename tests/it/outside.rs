//! A world outside that is always the same.

use std::sync::atomic::{AtomicU64, Ordering};

use obelus::model::{Id, Timestamp};
use obelus::workspace::Outside;

/// One time for everything, and ids that count up.
#[derive(Debug)]
pub(crate) struct Fixed(AtomicU64);

impl Fixed {
    /// The first id that it gives, so that two workspaces of one test give none twice.
    pub(crate) fn counting_from(first: u64) -> Self {
        Self(AtomicU64::new(first))
    }
}

impl Outside for Fixed {
    fn now(&self) -> Timestamp {
        obelus::testing::time(5)
    }

    fn new_id(&self) -> Id {
        Id::new(u128::from(self.0.fetch_add(1, Ordering::Relaxed)))
    }
}
