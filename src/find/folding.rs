//! Folding for search: what a person who types a word does not want to care about.

use crate::text::fold;

/// Latin letters with marks, by the letter they are found under. Lower case only.
const LETTERS: &[(&str, &str)] = &[
    ("a", "àáâãäåāăą"),
    ("ae", "æ"),
    ("c", "çćĉċč"),
    ("d", "ďđð"),
    ("e", "èéêëēĕėęě"),
    ("g", "ĝğġģ"),
    ("h", "ĥħ"),
    ("i", "ìíîïĩīĭįı"),
    ("j", "ĵ"),
    ("k", "ķ"),
    ("l", "ĺļľŀł"),
    ("n", "ñńņňŉ"),
    ("o", "òóôõöøōŏő"),
    ("oe", "œ"),
    ("r", "ŕŗř"),
    ("s", "śŝşšș"),
    ("ss", "ß"),
    ("t", "ţťŧț"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűų"),
    ("w", "ŵ"),
    ("y", "ýÿŷ"),
    ("z", "źżž"),
];

/// `text` without case, accents and typography: `“Café”` and `"cafe"` fold alike.
///
/// *Limits*: Latin letters with a mark of their own, and combining marks; other scripts keep theirs.
pub fn search_fold(text: &str) -> String {
    let level = fold(text);
    if level.is_ascii() {
        return level.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(level.len());
    for c in level.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_ascii() => out.push(c),
            '\u{300}'..='\u{36f}' => {}
            '\u{1ea0}'..='\u{1ef9}' => out.push(vietnamese(c)),
            c => match LETTERS.iter().find(|(_, marked)| marked.contains(c)) {
                Some((plain, _)) => out.push_str(plain),
                None => out.push(c),
            },
        }
    }
    out
}

/// The plain vowel of a letter of the block Latin Extended Additional, Vietnamese part.
fn vietnamese(c: char) -> char {
    match c {
        '\u{1ea0}'..='\u{1eb7}' => 'a',
        '\u{1eb8}'..='\u{1ec7}' => 'e',
        '\u{1ec8}'..='\u{1ecb}' => 'i',
        '\u{1ecc}'..='\u{1ee3}' => 'o',
        '\u{1ee4}'..='\u{1ef1}' => 'u',
        _ => 'y',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_quotes_do_not_matter() {
        assert_eq!(search_fold("“Ćafé  Ørsted”"), "\"cafe orsted\"");
        assert_eq!(search_fold("Cafe\u{301}"), "cafe");
        assert_eq!(search_fold("Nguyễn Straße"), "nguyen strasse");
        assert_eq!(search_fold("Київ"), "київ");
    }
}
