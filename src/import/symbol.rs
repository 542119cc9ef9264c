//! Signs of fonts that have a code of their own, as Unicode.
//!
//! *Source*: the mapping of Adobe's Symbol encoding in the Unicode character database's vendor tables;
//! of Wingdings, the signs that stand in running text and lists.

/// Symbol from 0x22 on; a space where the code has no sign.
const SYMBOL: &str =
    "∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";

/// Symbol from 0xA0 on.
const SYMBOL_HIGH: &str = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";

const WINGDINGS: &[(u8, char)] = &[
    (0x28, '☎'),
    (0x2A, '🖂'),
    (0x4A, '☺'),
    (0x4B, '😐'),
    (0x4C, '☹'),
    (0x6C, '●'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x71, '❑'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0xA7, '▪'),
    (0xA8, '◻'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xE8, '➔'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

/// The character of a sign: `code` in hexadecimal, as the file has it; `None` when it is not known.
pub(super) fn character(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code.trim(), 16).ok()?;
    // Word puts the signs of such fonts into a range for private use.
    let is_private = (0xF000..=0xF0FF).contains(&code);
    let low = u8::try_from(code & 0xFF).ok()?;
    match font.to_lowercase().as_str() {
        "symbol" => symbol(low),
        "wingdings" => WINGDINGS.iter().find(|(sign, _)| *sign == low).map(|(_, c)| *c),
        _ if is_private => None,
        _ => char::from_u32(code),
    }
}

fn symbol(code: u8) -> Option<char> {
    let found = match code {
        0x20 => return Some(' '),
        0x21 => return Some('!'),
        0x22..=0x7E => SYMBOL.chars().nth(usize::from(code) - 0x22),
        0xA0.. => SYMBOL_HIGH.chars().nth(usize::from(code) - 0xA0),
        _ => None,
    };
    found.filter(|c| *c != ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_as_long_as_their_codes() {
        assert_eq!(character("Symbol", "F061"), Some('α'));
        assert_eq!(character("Symbol", "7E"), Some('∼'));
        assert_eq!(character("Symbol", "F0B7"), Some('•'));
        assert_eq!(character("Symbol", "FE"), Some('⎭'));
        assert_eq!(character("Wingdings", "F0FC"), Some('✓'));
        assert_eq!(character("Wingdings", "F021"), None);
        assert_eq!(character("Arial", "2713"), Some('✓'));
    }
}
