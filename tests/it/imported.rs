//! What an import gave, as text to compare; and the samples, each against what is built here.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use obelus::import::Imported;
use obelus::model::SourceNote;

/// A line for each block: kind, level and sign where it has them, and its text.
pub(crate) fn outline(imported: &Imported) -> String {
    let mut out = String::new();
    for block in imported.article.blocks() {
        let level = if block.level > 0 { format!(" {}", block.level) } else { String::new() };
        let sign = block.sign.shown().map(|sign| format!(" {sign}")).unwrap_or_default();
        let text = block.range.of(imported.article.text()).replace('\n', "⏎");
        writeln!(out, "{}{level}{sign}: {text}", block.kind.key()).unwrap();
    }
    out
}

/// What was lost, each with its place.
pub(crate) fn losses(imported: &Imported) -> Vec<String> {
    imported.losses.iter().map(|loss| format!("{}: {}", loss.place, loss.what)).collect()
}

/// What was lost, wherever it stood.
pub(crate) fn lost(imported: &Imported) -> Vec<&str> {
    imported.losses.iter().map(|loss| loss.what.as_str()).collect()
}

/// The words that a note hangs on.
pub(crate) fn words<'a>(imported: &'a Imported, note: &SourceNote) -> &'a str {
    note.place.range().map_or("-", |range| range.of(imported.article.text()))
}

/// Compares a sample with the bytes that it is to have; `OBELUS_WRITE_SAMPLES=1` writes it again.
pub(crate) fn check_sample(file: &str, bytes: &[u8]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_docs").join(file);
    if std::env::var_os("OBELUS_WRITE_SAMPLES").is_some() {
        fs::write(&path, bytes).unwrap();
    }
    let there = fs::read(&path).unwrap();
    assert!(there == bytes, "{file}: write it again with OBELUS_WRITE_SAMPLES=1");
}
