//! Characters as PDF files have them, as people type them: ligatures taken apart, the shapes of Arabic
//! letters back to the letters, strings of the file decoded.

/// What a sign of a font stands for in text, added to `out`.
///
/// Control characters become spaces, private ones U+FFFD: nobody can read them outside of the font.
pub(super) fn push_readable(out: &mut String, sign: char) {
    match sign {
        'ﬀ' => out.push_str("ff"),
        'ﬁ' => out.push_str("fi"),
        'ﬂ' => out.push_str("fl"),
        'ﬃ' => out.push_str("ffi"),
        'ﬄ' => out.push_str("ffl"),
        'ﬅ' | 'ﬆ' => out.push_str("st"),
        'Ĳ' => out.push_str("IJ"),
        'ĳ' => out.push_str("ij"),
        '\u{fe70}'..='\u{fefc}' => push_arabic(out, sign),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => out.push(' '),
        '\u{200b}' | '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' => {}
        '\u{e000}'..='\u{f8ff}' => out.push(char::REPLACEMENT_CHARACTER),
        sign if sign.is_control() => out.push(' '),
        sign => out.push(sign),
    }
}

/// The letters of the block Arabic Presentation Forms-B in its order, with the number of shapes that
/// each has in it. *Source*: the Unicode Standard, chart UFE70.
const ARABIC: &[(char, u32)] = &[
    ('ء', 1),
    ('آ', 2),
    ('أ', 2),
    ('ؤ', 2),
    ('إ', 2),
    ('ئ', 4),
    ('ا', 2),
    ('ب', 4),
    ('ة', 2),
    ('ت', 4),
    ('ث', 4),
    ('ج', 4),
    ('ح', 4),
    ('خ', 4),
    ('د', 2),
    ('ذ', 2),
    ('ر', 2),
    ('ز', 2),
    ('س', 4),
    ('ش', 4),
    ('ص', 4),
    ('ض', 4),
    ('ط', 4),
    ('ظ', 4),
    ('ع', 4),
    ('غ', 4),
    ('ف', 4),
    ('ق', 4),
    ('ك', 4),
    ('ل', 4),
    ('م', 4),
    ('ن', 4),
    ('ه', 4),
    ('و', 2),
    ('ى', 2),
    ('ي', 4),
];

/// The vowel signs that begin the block, two shapes each.
const VOWELS: [char; 8] =
    ['\u{64b}', '\u{64c}', '\u{64d}', '\u{64e}', '\u{64f}', '\u{650}', '\u{651}', '\u{652}'];

fn push_arabic(out: &mut String, sign: char) {
    let code = u32::from(sign);
    if code < 0xfe80 {
        let vowel = VOWELS.get(((code - 0xfe70) / 2) as usize);
        out.push(vowel.copied().unwrap_or(sign));
        return;
    }
    // The ligatures of lam and alef close the block, two shapes each.
    if let Some(pair) = code.checked_sub(0xfef5) {
        let alef = ['آ', 'أ', 'إ', 'ا'].get((pair / 2) as usize);
        out.push('ل');
        out.extend(alef);
        return;
    }
    let mut at = 0xfe80;
    for (letter, shapes) in ARABIC {
        if code < at + shapes {
            out.push(*letter);
            return;
        }
        at += shapes;
    }
    out.push(sign);
}

/// `PDFDocEncoding` from 0x18 to 0x1F and from 0x80 to 0xA0, where it is not Latin-1.
/// *Source*: ISO 32000-1, annex D.2.
const LOW: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
const HIGH: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™',
    'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
];

/// A text string of a PDF file: UTF-16 or UTF-8 with its mark, else `PDFDocEncoding`.
pub(super) fn text_string(bytes: &[u8]) -> String {
    let units = |pair: fn([u8; 2]) -> u16| {
        let (pairs, _) = bytes.get(2..).unwrap_or_default().as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|two| pair(*two)).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFE, 0xFF, ..] => units(u16::from_be_bytes),
        [0xFF, 0xFE, ..] => units(u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, text @ ..] => String::from_utf8_lossy(text).into_owned(),
        _ => bytes.iter().map(|byte| document_sign(*byte)).collect(),
    }
}

fn document_sign(byte: u8) -> char {
    match byte {
        0x18..=0x1F => LOW[usize::from(byte) - 0x18],
        0x80..=0xA0 => HIGH[usize::from(byte) - 0x80],
        _ => char::from(byte),
    }
}

/// Whether signs like this one stand side by side without spaces, so that a line may end between any two.
pub(super) fn is_without_spaces(sign: char) -> bool {
    matches!(sign,
        '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}'
        | '\u{ff5b}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readable(signs: &str) -> String {
        let mut out = String::new();
        signs.chars().for_each(|sign| push_readable(&mut out, sign));
        out
    }

    #[test]
    fn ligatures_and_shapes_become_letters() {
        assert_eq!(readable("eﬃcient ﬂow"), "efficient flow");
        assert_eq!(readable("\u{fee3}\u{fea4}\u{fee4}\u{feaa}"), "محمد");
        assert_eq!(readable("\u{fefb}\u{fe76}"), "لا\u{64e}");
        assert_eq!(readable("\u{fef4}\u{fe80}"), "يء");
    }

    #[test]
    fn strings_of_the_file_are_decoded() {
        assert_eq!(text_string(b"\xFE\xFF\x00A\x20\xAC"), "A€");
        assert_eq!(text_string(b"\xEF\xBB\xBF\xC3\xA9"), "é");
        assert_eq!(text_string(b"\x8Da\x8E \xE9"), "“a” é");
    }
}
