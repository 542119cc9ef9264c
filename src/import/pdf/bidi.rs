//! From the order in which signs stand on a line, left to right, to the order in which they are read.
//!
//! A file knows only where each sign stands. The rule that put it there (UAX 9) is undone in its simple
//! form: stretches of letters that run to the left are turned round, and on a line of such letters the
//! stretches themselves. Digits and words that run to the right keep their order.

use crate::text::is_rtl_letter;

/// Which way a sign makes its neighbours run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Left,
    Right,
    /// As what stands around it: white space and points.
    Neutral,
}

fn way(sign: &str) -> Way {
    match sign.chars().next() {
        Some(c) if is_rtl_letter(c) => Way::Left,
        Some(c) if c.is_alphanumeric() => Way::Right,
        _ => Way::Neutral,
    }
}

/// Whether a line of these signs is read from right to left.
pub(super) fn runs_left<'a>(signs: impl Iterator<Item = &'a str>) -> bool {
    let (mut left, mut right) = (0usize, 0usize);
    for sign in signs {
        match way(sign) {
            Way::Left => left += 1,
            // Digits run to the right on lines of any kind.
            Way::Right if sign.starts_with(char::is_alphabetic) => right += 1,
            _ => {}
        }
    }
    left > right
}

/// Puts things that stand from left to right into the order of reading; `sign` gives the text of one.
pub(super) fn to_logical<T>(things: &mut [T], is_line_left: bool, sign: impl Fn(&T) -> &str) {
    let mut ways: Vec<Way> = things.iter().map(|thing| way(sign(thing))).collect();
    if !is_line_left && !ways.contains(&Way::Left) {
        return;
    }
    settle_points(&mut ways, |n| sign(&things[n]));
    settle_neutrals(&mut ways, if is_line_left { Way::Left } else { Way::Right });
    if is_line_left {
        things.reverse();
        ways.reverse();
    }
    let turned = if is_line_left { Way::Right } else { Way::Left };
    let mut from = 0;
    while from < ways.len() {
        let to = ways[from..].iter().position(|way| *way != ways[from]);
        let to = to.map_or(ways.len(), |length| from + length);
        if ways[from] == turned {
            things[from..to].reverse();
        }
        from = to;
    }
}

/// A point or comma between two digits belongs to the number.
fn settle_points<'a>(ways: &mut [Way], sign: impl Fn(usize) -> &'a str) {
    let is_digit = |n: usize| sign(n).starts_with(|c: char| c.is_numeric());
    for n in 1..ways.len().saturating_sub(1) {
        if matches!(sign(n), "." | "," | ":" | "/" | "-") && is_digit(n - 1) && is_digit(n + 1) {
            ways[n] = Way::Right;
        }
    }
}

/// Neutral signs run as both sides of them do, and where these differ as the line does.
fn settle_neutrals(ways: &mut [Way], line: Way) {
    let mut from = 0;
    while from < ways.len() {
        if ways[from] != Way::Neutral {
            from += 1;
            continue;
        }
        let to = ways[from..].iter().position(|way| *way != Way::Neutral);
        let to = to.map_or(ways.len(), |length| from + length);
        let before = from.checked_sub(1).map_or(line, |n| ways[n]);
        let after = ways.get(to).copied().unwrap_or(line);
        ways[from..to].fill(if before == after { before } else { line });
        from = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logical(seen: &str) -> String {
        let mut signs: Vec<String> = seen.chars().map(String::from).collect();
        let is_left = runs_left(signs.iter().map(String::as_str));
        to_logical(&mut signs, is_left, |sign| sign);
        signs.concat()
    }

    #[test]
    fn a_line_of_hebrew_is_turned_round_and_its_numbers_are_not() {
        assert_eq!(logical("12.5 םלוע םולש"), "שלום עולם 12.5");
        assert_eq!(logical(".Hale 2019 רמא ויתורבחל"), "לחברותיו אמר Hale 2019.");
    }

    #[test]
    fn hebrew_words_in_an_english_line_are_turned_in_their_place() {
        assert_eq!(logical("He said םלוע םולש twice"), "He said שלום עולם twice");
        assert_eq!(logical("plain text"), "plain text");
    }
}
