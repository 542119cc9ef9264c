//! Numbers as lists and notes show them.

/// A number in small Roman numerals; one that would be very long is cut.
pub(super) fn roman(mut number: u64) -> String {
    const SIGNS: [(u64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value && out.len() < 20 {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

/// a to z, then aa, bb and so on.
pub(super) fn letter(number: u64) -> String {
    let Some(number) = number.checked_sub(1) else { return "0".to_owned() };
    let letter = char::from(b'a' + u8::try_from(number % 26).unwrap_or_default());
    letter.to_string().repeat(usize::try_from(number / 26 + 1).unwrap_or(4).min(4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_as_on_a_page() {
        assert_eq!([roman(4), roman(19), roman(2026)], ["iv", "xix", "mmxxvi"]);
        assert_eq!([letter(1), letter(26), letter(28)], ["a", "z", "bb"]);
        assert!(roman(u64::MAX).len() <= 24);
    }
}
