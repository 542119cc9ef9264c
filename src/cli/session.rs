//! Opening files for a command: to look at, or to change under the reviewer's name.

use std::path::Path;

use anyhow::{anyhow, bail};

use super::output;
use crate::model::{Id, Reviewer, ReviewerId, Stamp};
use crate::review::{Act, Transaction};
use crate::sidecar;
use crate::store::{self, Opened, Settings, World};

/// Opens a review that may be looked at in full; notes go to standard error.
pub(super) fn open(file: &Path) -> anyhow::Result<Opened> {
    open_as(file, ReviewerId(Id::new(0))) // what is not saved needs no name
}

/// Opens a review under the name of a reviewer.
pub(super) fn open_as(file: &Path, reviewer: ReviewerId) -> anyhow::Result<Opened> {
    let stamp = Stamp { by: reviewer, at: store::now() };
    let opened = store::open(file, stamp).map_err(|error| anyhow!("{error}"))?;
    if let Some(why) = &opened.read_only {
        let path = opened.sidecar_path.display();
        bail!("this review is for reading alone: {why}; use a newer Obelus: {path}");
    }
    let mut notes = opened.notes.clone();
    notes.extend(opened.asked_for.as_ref().map(|asked_for| asked_for.told.clone()));
    notes.extend(opened.article.told());
    output::remarks(&file.display().to_string(), &notes);
    Ok(opened)
}

/// Who works here, from the settings; what is wrong with those is told.
pub(super) fn settings() -> Settings {
    let world = World::from_env();
    let Some(path) = store::settings_path(&world) else { return Settings::fresh(&world) };
    let (settings, problem) = store::load_settings(&path, &world);
    if let Some(problem) = problem {
        output::remark(&problem);
    }
    settings
}

/// Carries out `transaction` as an act of `reviewer`, and saves the review.
pub(super) fn save(
    opened: &mut Opened,
    transaction: Transaction,
    reviewer: &Reviewer,
) -> anyhow::Result<()> {
    opened
        .history
        .commit(&mut opened.review, transaction, act(reviewer.id))
        .map_err(|error| anyhow!("{error}; nothing was saved"))?;
    opened.history.introduce(&mut opened.review, reviewer);
    let ron = sidecar::to_ron(&opened.review)?;
    store::save(&ron, &opened.sidecar_path, opened.fingerprint.as_ref())?;
    Ok(())
}

/// An act of the reviewer, now.
fn act(by: ReviewerId) -> Act {
    let stamp = Stamp { by, at: store::now() };
    Act { stamp, event: crate::model::EventId(store::new_id()) }
}
