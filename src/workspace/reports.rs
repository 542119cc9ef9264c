//! Reports: asked for a place, and written by a job.

use std::path::{Path, PathBuf};

use super::jobs::{Done, Job};
use super::state::Workspace;
use super::{Effect, Severity};
use crate::store::StoreError;
use crate::{export, report, store};

/// What is told of a report that is not there.
const NOT_WRITTEN: &str = "Report not written";

impl Workspace {
    pub(super) fn pick_report(&mut self, format: &'static str) -> Vec<Effect> {
        let Some(document) = &self.document else { return Vec::new() };
        let extension = export::by_key(format).map_or("html", |f| f.extension);
        let stem = document.review.draft().file_name.clone();
        vec![Effect::PickReport(format, format!("{stem}.report.{extension}"))]
    }

    pub(super) fn export(&mut self, format: &'static str, path: PathBuf) -> Vec<Effect> {
        self.dialog = None;
        let Some(document) = &self.document else { return Vec::new() };
        if document.is_first_look {
            let detail = "Its marks are still being read. Try again in a moment.";
            self.notices.push(Severity::Error, NOT_WRITTEN, detail);
            return Vec::new();
        }
        let is_ours = |own: &Path| own == path;
        if is_ours(&document.sidecar_path) || document.article_path.as_deref().is_some_and(is_ours)
        {
            let detail = "A report may not replace the article or its review. Choose another name.";
            self.notices.push(Severity::Error, NOT_WRITTEN, detail);
            return Vec::new();
        }
        let review = document.review.clone();
        let generated = self.outside.now();
        self.jobs.start(Job::Report, move || {
            let report = report::build(&review, &report::Options::new(generated));
            let bytes = export::by_key(format).map(|f| (f.render)(&report)).unwrap_or_default();
            Done::Exported(store::write_atomically(&path, &bytes).map(|()| path))
        });
        self.poll()
    }

    /// A report was written, or was not.
    pub(super) fn report_written(&mut self, written: Result<PathBuf, StoreError>) {
        match written {
            Ok(path) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                self.notices.push(Severity::Info, "Report written", name);
            }
            Err(error) => self.notices.push(Severity::Error, NOT_WRITTEN, error.to_string()),
        }
    }
}
