//! Asking for files with the system's own dialogs, behind a trait so that tests can answer.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::clipboard;
use crate::import::FORMATS;
use crate::workspace::{Dialog, Pasted};

/// The ending of a review's file.
const REVIEW: [&str; 1] = ["ron"];

/// Nobody sees a dialog and cancels it in less time than this.
const NOBODY_ASKED: Duration = Duration::from_millis(300);

/// What was picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// An article or a sidecar to open.
    Article(PathBuf),
    /// The next draft of the open article.
    Draft(PathBuf),
    /// A place for a report, and the key of its format.
    Report(&'static str, PathBuf),
    /// What the clipboard holds, or why that is no article.
    Clipboard(Result<Pasted, String>),
    /// A place for what was pasted.
    Pasted(PathBuf),
    /// Nothing, and so quickly that nobody was asked: the desktop has no dialog to offer.
    NoDialog(Dialog),
}

/// Asks the desktop for files and for its clipboard. The answer is sent when there is one; none is sent when nobody picks.
pub trait Pick {
    /// Asks for an article, beginning in `folder`.
    fn article(&self, folder: Option<&Path>, answer: Sender<Picked>);
    /// Asks for the next draft of the open article.
    fn draft(&self, folder: Option<&Path>, answer: Sender<Picked>);
    /// Asks what the clipboard holds.
    fn clipboard(&self, answer: Sender<Picked>);
    /// Asks where a pasted article goes.
    fn pasted(&self, name: &str, folder: Option<&Path>, answer: Sender<Picked>);
    /// Asks where a report goes.
    fn report(
        &self,
        format: &'static str,
        name: &str,
        folder: Option<&Path>,
        answer: Sender<Picked>,
    );
}

/// Never picks anything.
#[derive(Clone, Copy, Debug)]
pub struct NoPicker;

impl Pick for NoPicker {
    fn article(&self, _folder: Option<&Path>, _answer: Sender<Picked>) {}
    fn draft(&self, _folder: Option<&Path>, _answer: Sender<Picked>) {}
    fn clipboard(&self, _answer: Sender<Picked>) {}
    fn pasted(&self, _: &str, _: Option<&Path>, _: Sender<Picked>) {}
    fn report(&self, _: &'static str, _: &str, _: Option<&Path>, _: Sender<Picked>) {}
}

/// The system's dialogs, each on a thread of its own so that no frame waits.
pub(super) struct SystemPicker {
    pub(super) ctx: egui::Context,
}

impl SystemPicker {
    fn wait(
        &self,
        asked: impl Future<Output = Option<rfd::FileHandle>> + Send + 'static,
        answer: Sender<Picked>,
        instead: Dialog,
        wrap: impl FnOnce(PathBuf) -> Picked + Send + 'static,
    ) {
        let ctx = self.ctx.clone();
        std::thread::spawn(move || {
            let asked_at = Instant::now();
            let picked = match pollster::block_on(asked) {
                Some(file) => wrap(file.path().to_owned()),
                None if asked_at.elapsed() < NOBODY_ASKED => Picked::NoDialog(instead),
                None => return,
            };
            drop(answer.send(picked)); // the window may be gone
            ctx.request_repaint();
        });
    }
}

/// The endings of the files that can be read in.
fn extensions() -> Vec<&'static str> {
    crate::import::FORMATS.iter().flat_map(|format| format.extensions).copied().collect()
}

fn dialog(title: &str, folder: Option<&Path>) -> rfd::AsyncFileDialog {
    let dialog = rfd::AsyncFileDialog::new().set_title(title);
    match folder {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    }
}

impl Pick for SystemPicker {
    fn draft(&self, folder: Option<&Path>, answer: Sender<Picked>) {
        let asked = dialog("Read the next draft", folder)
            .add_filter("Articles", &extensions())
            .add_filter("All files", &["*"])
            .pick_file();
        self.wait(asked, answer, Dialog::DraftPath, Picked::Draft);
    }

    fn article(&self, folder: Option<&Path>, answer: Sender<Picked>) {
        let mut all = extensions();
        all.extend(REVIEW);
        let mut asked = dialog("Open an article or a review", folder)
            .add_filter("Articles and reviews", &all)
            .add_filter("All files", &["*"]);
        for format in FORMATS {
            asked = asked.add_filter(format.label, format.extensions);
        }
        let asked = asked.add_filter("Review", &REVIEW).pick_file();
        self.wait(asked, answer, Dialog::OpenPath, Picked::Article);
    }

    fn clipboard(&self, answer: Sender<Picked>) {
        let ctx = self.ctx.clone();
        std::thread::spawn(move || {
            drop(answer.send(Picked::Clipboard(clipboard::read()))); // the window may be gone
            ctx.request_repaint();
        });
    }

    fn pasted(&self, name: &str, folder: Option<&Path>, answer: Sender<Picked>) {
        let asked = dialog("Save what was pasted", folder).set_file_name(name).save_file();
        self.wait(asked, answer, Dialog::PastedPath, Picked::Pasted);
    }

    fn report(
        &self,
        format: &'static str,
        name: &str,
        folder: Option<&Path>,
        answer: Sender<Picked>,
    ) {
        let asked = dialog("Write the report", folder).set_file_name(name).save_file();
        self.wait(asked, answer, Dialog::ReportPath(format), move |path| {
            Picked::Report(format, path)
        });
    }
}
