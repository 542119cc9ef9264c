//! Folding for search: what a person who types a word does not want to care about.

/// What a character is found under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fold {
    /// Not there at all: accents, soft hyphens, signs of direction.
    Nothing,
    /// One space, however many of them stand in a row.
    Space,
    /// Another character, or the same.
    Char(char),
    /// Several characters.
    Text(&'static str),
}

/// Whether capitals are kept apart from small letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Kept,
    Folded,
}

/// `c` without accents and typography, and without its case where that is not kept.
///
/// Quotes, apostrophes and primes are level, single apart from double; dashes, hyphens and minus
/// are one sign; all white space is a space.
///
/// *Limits*: Latin and Greek letters with a mark of their own, and combining marks; other scripts
/// keep theirs.
pub(super) fn fold_char(c: char, case: Case) -> Fold {
    if c.is_ascii() {
        return match c {
            '\t'..='\r' | ' ' => Fold::Space,
            '`' => Fold::Char('\''),
            c if case == Case::Folded => Fold::Char(c.to_ascii_lowercase()),
            c => Fold::Char(c),
        };
    }
    match c {
        c if is_unseen(c) => Fold::Nothing,
        c if c.is_whitespace() => Fold::Space,
        '‘' | '’' | '‚' | '‛' | '′' | '´' | 'ʼ' | '‹' | '›' => Fold::Char('\''),
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => Fold::Char('"'),
        '‐'..='―' | '−' | '﹘' | '﹣' | '－' => Fold::Char('-'),
        '…' => Fold::Text("..."),
        c => fold_letter(c, case),
    }
}

fn fold_letter(c: char, case: Case) -> Fold {
    let lower = lower(c);
    let plain = plain_letter(lower).unwrap_or(Fold::Char(lower));
    if case == Case::Folded || lower == c {
        return plain;
    }
    match plain {
        Fold::Char(plain) if plain == lower => Fold::Char(c),
        Fold::Char(plain) => Fold::Char(upper(plain)),
        Fold::Text("ae") => Fold::Text("AE"),
        Fold::Text("oe") => Fold::Text("OE"),
        Fold::Text("ss") => Fold::Text("SS"),
        other => other,
    }
}

/// The small letter, where it is one character.
fn lower(c: char) -> char {
    let mut all = c.to_lowercase();
    match (all.next(), all.next()) {
        (Some(small), None) => small,
        // `İ`, the only letter whose small form is two: a dotted i.
        _ if c == 'İ' => 'i',
        _ => c,
    }
}

fn upper(c: char) -> char {
    let mut all = c.to_uppercase();
    all.next().filter(|_| all.next().is_none()).unwrap_or(c)
}

/// Combining marks of Latin, Greek, Cyrillic, Hebrew and Arabic, and characters without a shape.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}'
        | '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{487}'
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{feff}')
}

/// The letter without its mark; small letters only.
fn plain_letter(c: char) -> Option<Fold> {
    let plain = match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | '\u{1ea0}'..='\u{1eb7}' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | '\u{1eb8}'..='\u{1ec7}' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' | 'ħ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ǐ' | '\u{1ec8}'..='\u{1ecb}' => 'i',
        'ĵ' => 'j',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŉ' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ǒ' | 'ơ' | '\u{1ecc}'..='\u{1ee3}' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ŧ' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ǔ' | 'ư' | '\u{1ee4}'..='\u{1ef1}' => {
            'u'
        }
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' | '\u{1ef2}'..='\u{1ef9}' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'æ' => return Some(Fold::Text("ae")),
        'œ' => return Some(Fold::Text("oe")),
        'ß' => return Some(Fold::Text("ss")),
        'þ' => return Some(Fold::Text("th")),
        'ﬁ' => return Some(Fold::Text("fi")),
        'ﬂ' => return Some(Fold::Text("fl")),
        'ﬀ' => return Some(Fold::Text("ff")),
        _ => return None,
    };
    Some(Fold::Char(plain))
}

/// `text` folded; white space at its ends is kept as one space.
pub(super) fn fold_text(text: &str, case: Case) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_space = false;
    for c in text.chars() {
        let fold = fold_char(c, case);
        match fold {
            Fold::Nothing => continue,
            Fold::Space if !in_space => out.push(' '),
            Fold::Space => {}
            Fold::Char(c) => out.push(c),
            Fold::Text(text) => out.push_str(text),
        }
        in_space = fold == Fold::Space;
    }
    out
}

/// `text` without case, accents and typography, trimmed: `“Café”` and `"cafe"` fold alike.
pub fn search_fold(text: &str) -> String {
    fold_text(text.trim(), Case::Folded)
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
        assert_eq!(search_fold("2024–25, it’s “so”…"), "2024-25, it's \"so\"...");
    }

    #[test]
    fn case_is_kept_where_that_is_asked() {
        assert_eq!(fold_text("Élan Æsir ΆΒ ÎLE", Case::Kept), "Elan AEsir ΑΒ ILE");
    }

    #[test]
    fn points_of_hebrew_and_arabic_are_accents() {
        assert_eq!(search_fold("שָׁלוֹם"), "שלום");
        assert_eq!(search_fold("مُحَمَّد"), "محمد");
    }
}
