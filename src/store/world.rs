//! The clock, chance and the environment, so that no other room needs them.

use std::env;
use std::path::PathBuf;

use chrono::{Local, SubsecRound as _, Utc};
use directories::ProjectDirs;

use crate::model::{Id, Timestamp};

/// What the program is told by the system it runs on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct World {
    /// The folder for settings; `None` where the system has none.
    pub config_dir: Option<PathBuf>,
    /// The name of whoever is logged in; empty when unknown.
    pub user: String,
}

impl World {
    /// As it is: `OBELUS_CONFIG_DIR` comes before the system's own folder for settings.
    pub fn from_env() -> Self {
        let own = env::var_os("OBELUS_CONFIG_DIR").filter(|dir| !dir.is_empty()).map(PathBuf::from);
        let system = || Some(ProjectDirs::from("", "", "obelus")?.config_dir().to_owned());
        let name = |key| env::var(key).ok().filter(|name| !name.trim().is_empty());
        Self {
            config_dir: own.or_else(system),
            user: name("USER").or_else(|| name("USERNAME")).unwrap_or_default(),
        }
    }
}

/// A random id.
///
/// # Panics
///
/// When the system has no random numbers to give; ids that might be given twice would do worse.
pub fn new_id() -> Id {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("every system that is supported gives random bytes");
    Id::new(u128::from_le_bytes(bytes))
}

/// Now, in whole seconds.
pub fn now() -> Timestamp {
    Utc::now().trunc_subsecs(0)
}

/// Today where the user is: `2026-03-01`.
pub fn today() -> String {
    Local::now().format("%Y-%m-%d").to_string()
}
