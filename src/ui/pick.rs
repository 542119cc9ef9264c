//! Asking for files with the system's own dialogs, behind a trait so that tests can answer.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

/// What was picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// An article or a sidecar to open.
    Article(PathBuf),
    /// A place for a report, and the key of its format.
    Report(&'static str, PathBuf),
}

/// Asks for files. The answer is sent when there is one; none is sent when nobody picks.
pub trait Pick {
    /// Asks for an article, beginning in `folder`.
    fn article(&self, folder: Option<&Path>, answer: Sender<Picked>);
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
        wrap: impl FnOnce(PathBuf) -> Picked + Send + 'static,
    ) {
        let ctx = self.ctx.clone();
        std::thread::spawn(move || {
            if let Some(file) = pollster::block_on(asked) {
                drop(answer.send(wrap(file.path().to_owned()))); // the window may be gone
                ctx.request_repaint();
            }
        });
    }
}

fn dialog(title: &str, folder: Option<&Path>) -> rfd::AsyncFileDialog {
    let dialog = rfd::AsyncFileDialog::new().set_title(title);
    match folder {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    }
}

impl Pick for SystemPicker {
    fn article(&self, folder: Option<&Path>, answer: Sender<Picked>) {
        let mut extensions: Vec<&str> =
            crate::import::FORMATS.iter().flat_map(|format| format.extensions).copied().collect();
        extensions.push("ron");
        let asked = dialog("Open an article or a review", folder)
            .add_filter("Articles and reviews", &extensions)
            .add_filter("All files", &["*"])
            .pick_file();
        self.wait(asked, answer, Picked::Article);
    }

    fn report(
        &self,
        format: &'static str,
        name: &str,
        folder: Option<&Path>,
        answer: Sender<Picked>,
    ) {
        let asked = dialog("Write the report", folder).set_file_name(name).save_file();
        self.wait(asked, answer, move |path| Picked::Report(format, path));
    }
}
