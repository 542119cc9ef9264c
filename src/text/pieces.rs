//! What of a block is looked at on its own: names, and words between quotation marks.
//!
//! Both are told by their looks, and meant for figures: how many there are, and how many of them are
//! accounted for. Nothing is marked by them.

use std::ops::Range;

use super::words;

/// Why the names of a text cannot be told by their looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoNames {
    /// Every noun has a capital.
    EveryNoun,
    /// Its script has no capitals.
    NoCapitals,
}

impl NoNames {
    /// Bytes of a text by which its language is told.
    const SAMPLE: usize = 64 * 1024;

    /// Why not in this text; `None` where capitals do tell names. `language` is its BCP 47 tag, as
    /// far as its file has one: the words are looked at in any case, since tags are often wrong.
    pub fn of(text: &str, language: Option<&str>) -> Option<Self> {
        let sample = &text[..text.floor_char_boundary(Self::SAMPLE)];
        let letters = sample.chars().filter(|c| c.is_alphabetic());
        let (mut all, mut cased) = (0_usize, 0_usize);
        for letter in letters {
            all += 1;
            cased += usize::from(letter.is_lowercase() || letter.is_uppercase());
        }
        if cased * 2 < all {
            return Some(Self::NoCapitals);
        }
        (language.is_some_and(is_german_tag) || is_german(sample)).then_some(Self::EveryNoun)
    }

    /// That they are not counted, and why, in a sentence without a full stop.
    pub fn told(self) -> &'static str {
        match self {
            Self::EveryNoun => "Names are not counted: in this language every noun has a capital",
            Self::NoCapitals => {
                "Names are not counted: this script has no capitals to tell them by"
            }
        }
    }
}

/// German, Low German, Swiss German, Luxembourgish.
fn is_german_tag(tag: &str) -> bool {
    let language = tag.split(['-', '_']).next().unwrap_or_default();
    ["de", "nds", "gsw", "lb"].iter().any(|german| language.eq_ignore_ascii_case(german))
}

/// The most frequent words of German that other languages lack, or hardly have: a fifth of any German
/// text, and a hundredth of others.
const GERMAN: [&str; 24] = [
    "und", "der", "das", "dem", "den", "des", "nicht", "mit", "sich", "auf", "für", "ist", "ein",
    "eine", "einer", "einen", "auch", "aus", "nach", "bei", "wird", "werden", "dass", "sie",
];

/// Whether at least a tenth of the words are among the most frequent of German.
fn is_german(text: &str) -> bool {
    let (mut all, mut german) = (0_usize, 0_usize);
    for word in words(text) {
        all += 1;
        german += usize::from(GERMAN.contains(&text[word].to_lowercase().as_str()));
    }
    all >= 20 && german * 10 >= all
}

/// Names in a block: words with a capital inside a sentence, those beside each other together.
/// `sentences` and `words` are those of the block.
///
/// The first word of a sentence has a capital anyway: it belongs to a name when the next word does.
/// [`NoNames`] says where names cannot be told so.
pub fn names(
    block: &str,
    sentences: &[Range<usize>],
    words: impl Iterator<Item = Range<usize>>,
) -> Vec<Range<usize>> {
    let mut starts = sentences.iter().map(|sentence| sentence.start).peekable();
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut first: Option<Range<usize>> = None;
    for word in words {
        let mut is_first = false;
        while starts.next_if(|start| *start <= word.start).is_some() {
            is_first = true;
        }
        let opening = first.take();
        if !has_capital(&block[word.clone()]) {
            continue;
        }
        if is_first {
            first = Some(word);
            continue;
        }
        let joins = |before: &Range<usize>| is_between(&block[before.end..word.start]);
        if let Some(last) = out.last_mut().filter(|last| joins(last)) {
            last.end = word.end;
        } else if let Some(opening) = opening.filter(joins) {
            out.push(opening.start..word.end);
        } else {
            out.push(word);
        }
    }
    out
}

/// Whether a word begins with a capital and is more than one letter: “I” is none.
fn has_capital(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.next().is_some_and(|second| second.is_alphabetic())
}

/// Whether what stands between two words leaves them one name.
fn is_between(between: &str) -> bool {
    matches!(between, " " | "-" | "\u{a0}" | ". " | "‐" | "\u{2011}")
}

/// The words between quotation marks in a block, without the marks. One that is not closed goes to
/// the end of the block. Single marks are apostrophes more often than not, and left alone.
pub fn quotations(block: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in block.char_indices() {
        match open {
            Some((start, end)) if is_end(c, end) => {
                out.push(start..at);
                open = None;
            }
            Some(_) => {}
            None => open = end_of(c).map(|end| (at + c.len_utf8(), end)),
        }
    }
    out.extend(open.map(|(start, _)| start..block.len()));
    out.retain(|range| block[range.clone()].chars().any(char::is_alphanumeric));
    out
}

/// What closes what `c` opens.
fn end_of(c: char) -> Option<char> {
    Some(match c {
        '“' | '”' => '”',
        '„' => '“',
        '«' => '»',
        '»' => '«',
        '"' => '"',
        '「' => '」',
        '『' => '』',
        _ => return None,
    })
}

/// German closes with “, and many with ”.
fn is_end(c: char, end: char) -> bool {
    c == end || (end == '“' && c == '”')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sentences;

    fn of(text: &str, ranges: Vec<Range<usize>>) -> Vec<&str> {
        ranges.into_iter().map(|range| &text[range]).collect()
    }

    fn names_of(text: &str) -> Vec<&str> {
        of(text, names(text, &sentences(text), words(text)))
    }

    #[test]
    fn words_with_a_capital_inside_a_sentence_are_names() {
        let text =
            "Mara Kern met J. Smith in New York. The council knew, I think. It rained on Hale.";
        assert_eq!(names_of(text), ["Mara Kern", "Smith", "New York", "Hale"]);
        assert_eq!(names_of(""), [""; 0]);
    }

    #[test]
    fn names_are_not_told_where_capitals_do_not_tell_them() {
        let german = "Die Stadt hat für das neue Bad mehr bezahlt, als der Rat wollte, und das ist \
                      nach dem Bericht nicht alles: Auch die Brücke wird teurer.";
        let french = "La ville a payé plus que prévu pour la piscine, et le conseil le savait bien \
                      avant que les travaux ne commencent, dit le rapport de la cour des comptes.";
        let dutch = "De stad heeft voor het nieuwe bad meer betaald dan de raad wilde, en dat is nog \
                     niet alles: ook de brug, die al oud was, wordt volgens het rapport duurder.";
        assert_eq!(NoNames::of(german, None), Some(NoNames::EveryNoun));
        assert_eq!(NoNames::of(german, Some("en")), Some(NoNames::EveryNoun));
        assert_eq!(NoNames::of("Kurz.", Some("de-AT")), Some(NoNames::EveryNoun));
        assert_eq!([NoNames::of(french, None), NoNames::of(dutch, Some("nl"))], [None, None]);
        assert_eq!(NoNames::of("市议会说 Mara 的费用上涨了", None), Some(NoNames::NoCapitals));
        assert_eq!(NoNames::of("12.4", None), None);
    }

    #[test]
    fn words_between_marks_are_quotations() {
        let text = "“One,” he said, „zwei“ and «trois». \"Four\" it’s “five";
        assert_eq!(of(text, quotations(text)), ["One,", "zwei", "trois", "Four", "five"]);
        assert!(quotations("12\" and nothing “”").len() == 1);
    }
}
