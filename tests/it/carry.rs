//! Marks carried into another text: what must hold whatever is done to it.

use obelus::anchor::{Blocks, Carrier};
use obelus::model::Carried;
use obelus::text::{TextRange, fold};
use proptest::prelude::*;
use proptest::sample::Index;

/// A word with the sign behind it, and whether it ends a paragraph. Each stands once in the text.
#[derive(Clone, Debug)]
struct Word {
    text: String,
    ends_paragraph: bool,
}

/// One thing that a writer does.
#[derive(Clone, Debug)]
enum Edit {
    Insert(Index, u8),
    Delete(Index, u8),
    Replace(Index),
    Move(Index, u8, Index),
    Duplicate(Index, u8, Index),
    Digit(Index),
    Negate(Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<Index>;
    prop_oneof![
        (at(), 1..4_u8).prop_map(|(at, len)| Edit::Insert(at, len)),
        (at(), 1..12_u8).prop_map(|(at, len)| Edit::Delete(at, len)),
        at().prop_map(Edit::Replace),
        (at(), 1..12_u8, at()).prop_map(|(at, len, to)| Edit::Move(at, len, to)),
        (at(), 1..12_u8, at()).prop_map(|(at, len, to)| Edit::Duplicate(at, len, to)),
        at().prop_map(Edit::Digit),
        at().prop_map(Edit::Negate),
    ]
}

/// Makes words that were never there before and are in no other: every fifth is a figure.
#[derive(Default)]
struct Writer(u32);

impl Writer {
    fn word(&mut self) -> Word {
        self.0 += 1;
        let n = self.0;
        if n.is_multiple_of(5) {
            return Word { text: format!("{}", 20_000 + n), ends_paragraph: false };
        }
        let letter =
            |power: u32| char::from(b'a' + u8::try_from(n / 26_u32.pow(power) % 26).unwrap());
        let text = ["w", &String::from_iter([letter(2), letter(1), letter(0)]), "x"].concat();
        Word { text, ends_paragraph: false }
    }

    fn story(&mut self, words: usize) -> Vec<Word> {
        let mut story: Vec<Word> = (0..words).map(|_| self.word()).collect();
        for (n, word) in story.iter_mut().enumerate() {
            if n % 8 == 7 {
                word.text.push('.');
            }
            word.ends_paragraph = n % 24 == 23;
        }
        story
    }

    fn apply(&mut self, story: &mut Vec<Word>, edit: &Edit) {
        let len = story.len();
        let stretch = |at: &Index, long: u8| {
            let start = at.index(len);
            start..(start + usize::from(long)).min(len)
        };
        match edit {
            Edit::Insert(at, long) => {
                let new: Vec<Word> = (0..*long).map(|_| self.word()).collect();
                let at = at.index(len);
                story.splice(at..at, new);
            }
            Edit::Delete(at, long) if len > 20 => drop(story.drain(stretch(at, *long))),
            Edit::Delete(..) => {}
            Edit::Replace(at) => story[at.index(len)].text = self.word().text,
            Edit::Move(at, long, to) => {
                let moved: Vec<Word> = story.drain(stretch(at, *long)).collect();
                let to = to.index(story.len() + 1);
                story.splice(to..to, moved);
            }
            Edit::Duplicate(at, long, to) => {
                let copy = story[stretch(at, *long)].to_vec();
                let to = to.index(len + 1);
                story.splice(to..to, copy);
            }
            Edit::Digit(at) => {
                let mut figure = story.iter().cycle().skip(at.index(len)).take(len);
                let figure = figure.position(|word| word.text.starts_with('2'));
                let Some(figure) = figure.map(|n| (n + at.index(len)) % len) else { return };
                self.0 += 5;
                story[figure].text = format!("{}", 40_000 + self.0);
            }
            Edit::Negate(at) => {
                self.0 += 1;
                let text = "not".to_owned();
                story.insert(at.index(len), Word { text, ends_paragraph: false });
            }
        }
    }
}

fn joined(words: &[Word]) -> String {
    let mut out = String::new();
    for word in words {
        out.push_str(&word.text);
        out.push_str(if word.ends_paragraph { "\n\n" } else { " " });
    }
    out.trim_end().to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_600, failure_persistence: None, ..ProptestConfig::default() })]

    /// At least 10,400 edits, four or five at a time; after them every mark of one to six words.
    #[test]
    fn no_changed_mark_keeps_its_verdict_and_no_unchanged_one_loses_it(
        edits in prop::collection::vec(edit(), 4..6),
    ) {
        let mut writer = Writer::default();
        let story = writer.story(72);
        let mut edited = story.clone();
        for edit in &edits {
            writer.apply(&mut edited, edit);
        }
        let (old, new) = (joined(&story), joined(&edited));
        let blocks = (Blocks::of_plain(&old), Blocks::of_plain(&new));
        let carrier = Carrier::new(&blocks.0, &blocks.1);
        for start in 0..story.len() {
            let end = (start + 1 + start % 6).min(story.len());
            let words = joined(&story[start..end]);
            let at = old.find(&words).unwrap();
            let mark = TextRange::checked(&old, at, at + words.len()).unwrap();
            let carried = carrier.carry(mark);
            if carried.keeps_verdict() {
                let place = carried.range().unwrap();
                prop_assert_eq!(fold(place.of(&new)), fold(&words), "{:?}", carried);
            }
            let found: Vec<usize> = new.match_indices(&words).map(|(at, _)| at).collect();
            let is_figure = words.starts_with('2') && end == start + 1;
            if let [only] = found[..] && !(is_figure && matches!(carried, Carried::Changed(_))) {
                prop_assert!(carried.keeps_verdict(), "{words:?} became {carried:?} in\n{new}");
                prop_assert_eq!(carried.range().unwrap().start().as_usize(), only);
            }
            if found.is_empty() {
                prop_assert!(!carried.keeps_verdict(), "{words:?} became {carried:?}");
            }
        }
    }

    #[test]
    fn any_mark_in_any_text_is_answered(old in ".{0,60}", new in ".{0,60}", at in any::<(Index, Index)>()) {
        let blocks = (Blocks::of_plain(&old), Blocks::of_plain(&new));
        let carrier = Carrier::new(&blocks.0, &blocks.1);
        let ends: Vec<usize> = old.char_indices().map(|(at, _)| at).chain([old.len()]).collect();
        let (a, b) = (ends[at.0.index(ends.len())], ends[at.1.index(ends.len())]);
        let mark = TextRange::checked(&old, a.min(b), a.max(b)).unwrap();
        let carried = carrier.carry(mark);
        if let Some(place) = carried.range() {
            prop_assert!(new.get(place.bytes()).is_some());
            let same = fold(place.of(&new)) == fold(mark.of(&old));
            prop_assert!(same || !carried.keeps_verdict());
        }
    }
}

#[test]
fn a_line_of_ten_megabytes_is_carried_in_good_time() {
    let old = "one two three four, five six seven. ".repeat(290_000);
    let new = old.replacen("four", "4", 1_000).replace("six seven. one two three 4", "six");
    let blocks = (Blocks::of_plain(&old), Blocks::of_plain(&new));
    let carrier = Carrier::new(&blocks.0, &blocks.1);
    for at in [0, 36_004, 5_000_000, 10_000_000] {
        let range = TextRange::checked(&old, at, at + 20).unwrap();
        carrier.carry(range);
    }
}
