//! Source notes: what the writer's own program put beside the text, kept with the draft.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::mark::Place;
use super::vocabulary::vocabulary;
use crate::text::WordsHash;

vocabulary! {
    /// What a source note is in the file.
    pub enum SourceNoteKind {
        /// A comment in the margin.
        Comment = "comment", "comment";
        /// A note at the foot of a page. Its words are a block of the article as well.
        Footnote = "footnote", "footnote";
        /// A note at the end. Its words are a block of the article as well.
        Endnote = "endnote", "endnote";
    }
}

/// A comment or a note that the file brought along. It belongs to the file, not to the review:
/// nobody changes it here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceNote {
    /// What it is.
    pub kind: SourceNoteKind,
    /// The words it hangs on: those the comment was laid over, the sign that points to a note. A
    /// comment at a single point hangs on the word there. Lost when the file does not say where.
    pub place: Place,
    /// What it says.
    pub said: Remark,
    /// The answers, oldest first.
    pub replies: Vec<Remark>,
    /// Whether the writers have closed the thread.
    pub is_resolved: bool,
}

impl SourceNote {
    /// What a note is known by wherever it stands and whatever was answered since: its kind, author,
    /// time and words.
    fn print(&self, nth: usize) -> WordsHash {
        let Remark { author, date, text, .. } = &self.said;
        WordsHash::of(&format!("{}\n{author}\n{date}\n{nth}\n{text}", self.kind.key()))
    }

    /// The prints of `notes`, one for each; of several that say the same each has another one.
    pub fn prints(notes: &[Self]) -> Vec<WordsHash> {
        let mut seen: BTreeMap<WordsHash, usize> = BTreeMap::new();
        let print = |note: &Self| {
            let nth = seen.entry(note.print(0)).or_default();
            *nth += 1;
            note.print(*nth)
        };
        notes.iter().map(print).collect()
    }
}

/// What one person said in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The name, as the file has it; empty when it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// The initials, as the file has them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub initials: String,
    /// The time as the file writes it, mostly ISO 8601, often without a zone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// The words; paragraphs are lines.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(date: &str, text: &str) -> SourceNote {
        let said = Remark { date: date.to_owned(), text: text.to_owned(), ..Remark::default() };
        let (kind, place) = (SourceNoteKind::Comment, Place::nowhere());
        SourceNote { kind, place, said, replies: Vec::new(), is_resolved: false }
    }

    #[test]
    fn notes_are_told_apart_even_where_they_say_the_same() {
        let mut notes = [note("2026", "Check."), note("2026", "Check."), note("2027", "Check.")];
        let prints = SourceNote::prints(&notes);
        assert!(prints[0] != prints[1] && prints[0] != prints[2], "{prints:?}");
        notes[0].replies.push(Remark::default());
        notes[0].is_resolved = true;
        assert_eq!(SourceNote::prints(&notes), prints, "an answer makes no other note of it");
    }
}
