//! Recognising what a single line says about the article: labels, dates, bylines, headlines.
//!
//! Each function looks at one line and gives parts of it back; what stands around the line, and so
//! whether the recognition is to be believed, is for the caller. A wrong "no" costs a reviewer
//! nothing, a wrong "yes" prints a sentence as a headline: all of them rather say no.

use crate::model::begins_with_sign;

/// What a labelled line speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// `Title: …`
    Title,
    /// `Author: …`
    Byline,
    /// `Date: …`
    Date,
}

/// The longest line that can be a headline, in characters.
const MOST_HEADLINE: usize = 140;

/// The longest byline, in characters.
const MOST_BYLINE: usize = 120;

/// Words that name a date when one follows.
const DATE_LABELS: &[&str] = &["date", "dated", "published", "posted"];

/// Small words inside names and between them.
const NAME_PARTICLES: &[&str] = &[
    "al", "and", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn",
    "la", "le", "ten", "ter", "van", "von", "y", "&",
];

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// `Title: value`, `Author: value` or `Date: value` as a whole line.
pub(super) fn labelled(line: &str) -> Option<(Field, &str)> {
    let (label, value) = line.split_once(':')?;
    let (label, value) = (label.trim().to_lowercase(), value.trim());
    let field = match label.as_str() {
        "title" | "headline" => Field::Title,
        "by" | "byline" | "author" | "authors" => Field::Byline,
        _ if DATE_LABELS.contains(&label.as_str()) && has_year(value) && value.len() <= 40 => {
            Field::Date
        }
        _ => return None,
    };
    (!value.is_empty() && value.chars().count() <= 300).then_some((field, value))
}

/// The date of `date 2023-11-01 The director …`, with or without a colon, and what follows it.
pub(super) fn date_prefix(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let label_len = line.find(|c: char| !c.is_alphabetic())?;
    let (label, rest) = line.split_at(label_len);
    if !DATE_LABELS.contains(&label.to_lowercase().as_str()) {
        return None;
    }
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let date = rest.strip_prefix([' ', '\t'])?.trim_start();
    let (date, after) = date.split_at_checked(10)?;
    let ends = after.is_empty() || after.starts_with(char::is_whitespace);
    (ends && is_iso_date(date)).then(|| (date, after.trim()))
}

/// A line that is a date and nothing else: `2023-11-02`, `2 November 2023`, `Nov. 2, 2023`.
pub(super) fn whole_date(line: &str) -> Option<&str> {
    let line = line.trim();
    if is_iso_date(line) {
        return Some(line);
    }
    if line.len() > 40 {
        return None;
    }
    let (mut days, mut months, mut years) = (0, 0, 0);
    for word in line.split([' ', ',', '.']).filter(|word| !word.is_empty()) {
        match word.parse::<u32>() {
            Ok(1..=31) => days += 1,
            Ok(1000..=2999) => years += 1,
            _ if is_month(word) => months += 1,
            _ if word.to_lowercase().ends_with("day") => {}
            _ => return None,
        }
    }
    ((days, months, years) == (1, 1, 1)).then_some(line)
}

/// Who wrote it, when `line` is a byline: `By Ana Novák and Jo van Dijk, city desk`.
///
/// The names run to the first comma or bar and are capitalised; `By the river …` is a sentence.
pub(super) fn byline(line: &str) -> Option<&str> {
    let line = line.trim();
    let who = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "))?.trim();
    let is_short = who.chars().count() <= MOST_BYLINE && who.split_whitespace().count() <= 16;
    if !is_short || who.contains('\n') || ends_sentence(who) || who.ends_with([':', ';', ',']) {
        return None;
    }
    let names = who.split([',', '|', '–', '—']).next().unwrap_or(who);
    let starts_upper = |word: &str| {
        word.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase())
            && !word.starts_with(|c: char| c.is_ascii_digit())
    };
    let first = names.split_whitespace().next()?;
    let all_names =
        names.split_whitespace().all(|w| starts_upper(w) || NAME_PARTICLES.contains(&w));
    (starts_upper(first) && all_names).then_some(who)
}

/// Whether `line` could be a headline: short, begins like one, no full stop at its end.
pub(super) fn is_like_headline(line: &str) -> bool {
    let line = line.trim();
    begins_sentence(line)
        && line.chars().count() <= MOST_HEADLINE
        && !ends_statement(line)
        && !is_list_item(line)
}

/// Whether `line` could be a cross-head: as a headline, and shorter, ending in a letter or digit.
pub(super) fn is_like_heading(line: &str) -> bool {
    let line = line.trim();
    is_like_headline(line)
        && line.chars().count() <= 70
        && line.split_whitespace().count() <= 10
        && line.ends_with(char::is_alphanumeric)
        && line.chars().any(char::is_alphabetic)
}

/// Whether `line` is an entry of a list: `- item`, `• item`, `1. item`, `b) item`, `iv. item`.
pub(super) fn is_list_item(line: &str) -> bool {
    let line = line.trim_start();
    // A longer dash begins what somebody says.
    let may_be = !line.starts_with(['–', '—', '+', '·']);
    may_be && begins_with_sign(line) && line.split_whitespace().nth(1).is_some()
}

/// Whether the first letter or digit of `line` is not a small letter.
pub(super) fn begins_sentence(line: &str) -> bool {
    line.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase())
}

/// Whether `line` ends as a sentence does, closing quotes and brackets aside.
pub(super) fn ends_sentence(line: &str) -> bool {
    without_closers(line).ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔'])
}

/// As [`ends_sentence`], but a headline may ask or exclaim, and may not stop at a comma.
fn ends_statement(line: &str) -> bool {
    without_closers(line)
        .ends_with(['.', '…', '。', '।', '۔', ',', ';', ':', '，', '；', '：', '、', '،', '؛'])
}

fn without_closers(line: &str) -> &str {
    line.trim_end().trim_end_matches(['"', '\'', '”', '’', '»', '«', ')', ']', '」', '』'])
}

fn is_iso_date(word: &str) -> bool {
    let shape = word.len() == 10
        && word.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let part = |from, to| word.get(from..to).and_then(|part: &str| part.parse::<u32>().ok());
    shape && matches!(part(5, 7), Some(1..=12)) && matches!(part(8, 10), Some(1..=31))
}

fn has_year(value: &str) -> bool {
    value.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4)
}

fn is_month(word: &str) -> bool {
    let word = word.to_lowercase();
    word.len() >= 3 && MONTHS.iter().any(|month| month.starts_with(&word) || word == "sept")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_text_that_begins_with_by_is_no_byline() {
        assert_eq!(byline("By Ana Novák"), Some("Ana Novák"));
        assert_eq!(byline("By Jo van Dijk, city desk"), Some("Jo van Dijk, city desk"));
        for text in ["By the river Orla", "By Monday the council had met.", "By 2024", "Byron Hale"]
        {
            assert_eq!(byline(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_in_front_of_a_sentence_needs_its_label() {
        assert_eq!(date_prefix("date 2023-11-01 The end."), Some(("2023-11-01", "The end.")));
        assert_eq!(date_prefix("Date: 2023-11-01"), Some(("2023-11-01", "")));
        for text in
            ["2023-11-01 The end.", "date 2023-13-01 x", "date palms grow", "dates 2023-11-01"]
        {
            assert_eq!(date_prefix(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_is_known_in_words() {
        for text in ["2 November 2023", "Nov. 2, 2023", "Thursday, 2 November 2023", "2023-11-02"] {
            assert_eq!(whole_date(text), Some(text), "{text}");
        }
        for text in ["2 November", "2023", "2 cows 2023", "2 ma 2023"] {
            assert_eq!(whole_date(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_at_the_start_of_a_line_is_no_list_number() {
        assert!(is_list_item("12) two"));
        assert!(is_list_item("- one"));
        assert!(!is_list_item("1999. A year"));
        assert!(!is_list_item("-one"));
    }
}
