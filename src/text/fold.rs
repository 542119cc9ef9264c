//! Folding: what does not count as a change of words.

/// `text` with typography levelled: quotes and dashes straight, spaces single, invisible marks gone.
///
/// Two stretches with the same fold have the same words. Digits, letters and their case stay: a
/// changed capital is a changed word. The result is trimmed.
///
/// *Source*: product.md, "New drafts": curly or straight quotes, no-break spaces, soft hyphens and
/// line wrapping do not count as change.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        match c {
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'
            | '\u{feff}' => {}
            c if c.is_whitespace() => gap = !out.is_empty(),
            c => {
                if std::mem::take(&mut gap) {
                    out.push(' ');
                }
                push_level(&mut out, c);
            }
        }
    }
    out
}

fn push_level(out: &mut String, c: char) {
    match c {
        '‘' | '’' | '‚' | '‛' | '′' => out.push('\''),
        '“' | '”' | '„' | '‟' | '″' => out.push('"'),
        '‐' | '‑' => out.push('-'),
        '…' => out.push_str("..."),
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_and_wrapping_are_not_change() {
        assert_eq!(fold("“five\u{a0}mil\u{ad}lion”,\n  he said"), "\"five million\", he said");
    }

    #[test]
    fn digits_and_case_are_words() {
        assert_ne!(fold("5 million"), fold("6 million"));
        assert_ne!(fold("the Council"), fold("the council"));
    }
}
