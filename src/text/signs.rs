//! Characters that show nothing of themselves, or turn round what stands beside them.
//!
//! Most of them do honest work: a zero-width joiner holds a family of emoji together, a
//! right-to-left mark puts a full stop on the right side. Where they have no work to do, they can
//! only deceive: a space of no width inside a number, an override that shows `exe.txt` for
//! `txt.exe`. [`hidden_signs`] finds those, so that a page can show them.
//!
//! The soft hyphen is one of them. Between two letters it says where a word may be divided, which is
//! good typography and stays out of sight; in a number, at an end of a word or beside another one it
//! divides nothing, and hides from whoever looks for the words or copies them.

use std::fmt::Write as _;

use unicode_segmentation::UnicodeSegmentation as _;

/// A character that is to be shown by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HiddenSign {
    /// The byte where it stands.
    pub at: usize,
    /// What it is.
    pub sign: char,
}

/// The characters of `text` that are to be shown by their names, in order.
///
/// - Controls but tab and line feed, and whatever else is never seen: always.
/// - Overrides, with what ends them: always, for no writing needs them.
/// - Embeddings, isolates and direction marks: where they are unpaired, and in lines without a
///   right-to-left letter. A pair ends with its line.
/// - Combining marks that begin a line: there is no letter for them to stand on.
/// - Signs without width: where the letters beside them have no use for them.
///
/// *Source*: UAX #9, section 2 and BD9; `Default_Ignorable_Code_Point` of the Unicode Character
/// Database 16.
pub fn hidden_signs(text: &str) -> Vec<HiddenSign> {
    let mut out = Vec::new();
    if text.bytes().all(|b| b.is_ascii_graphic() || matches!(b, b' ' | b'\n' | b'\t')) {
        return out;
    }
    let mut base = 0;
    for line in text.split_inclusive('\n') {
        if !line.chars().all(is_usual) {
            line_signs(line, base, &mut out);
        }
        base += line.len();
    }
    out
}

/// Whether a character is seen wherever it stands: what nearly all of European writing is made of.
fn is_usual(c: char) -> bool {
    matches!(c, ' '..='~' | '\n' | '\t' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}'
        | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{52f}' | '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{205e}')
}

/// The short name of a character, as it is shown in its place: `RLO`, or its code point in
/// hexadecimal.
pub fn sign_name(sign: char) -> String {
    let known = NAMES.iter().find(|(c, _)| *c == sign);
    if let Some((_, name)) = known {
        return (*name).to_owned();
    }
    let mut out = String::new();
    write!(out, "{:04X}", u32::from(sign)).expect("a string takes what is written to it");
    out
}

const NAMES: &[(char, &str)] = &[
    ('\u{ad}', "SHY"),
    ('\u{61c}', "ALM"),
    ('\u{200b}', "ZWSP"),
    ('\u{200c}', "ZWNJ"),
    ('\u{200d}', "ZWJ"),
    ('\u{200e}', "LRM"),
    ('\u{200f}', "RLM"),
    ('\u{202a}', "LRE"),
    ('\u{202b}', "RLE"),
    ('\u{202c}', "PDF"),
    ('\u{202d}', "LRO"),
    ('\u{202e}', "RLO"),
    ('\u{2060}', "WJ"),
    ('\u{2066}', "LRI"),
    ('\u{2067}', "RLI"),
    ('\u{2068}', "FSI"),
    ('\u{2069}', "PDI"),
    ('\u{feff}', "BOM"),
];

/// What opens a stretch of its own direction.
struct Opened {
    at: HiddenSign,
    is_isolate: bool,
    is_override: bool,
}

/// A line's signs, found from left to right.
struct Line<'a> {
    /// Whether it holds a letter that runs from right to left.
    has_rtl: bool,
    opened: Vec<Opened>,
    /// How many of them are isolates.
    isolates: usize,
    out: &'a mut Vec<HiddenSign>,
}

fn line_signs(line: &str, base: usize, out: &mut Vec<HiddenSign>) {
    let first = out.len();
    let has_rtl = line.chars().any(is_rtl_letter);
    let mut state = Line { has_rtl, opened: Vec::new(), isolates: 0, out };
    // The text given is a block, so that its start is the start of a line.
    let mut before = Before { last: '\n', is_flag: false };
    let mut chars = line.char_indices().peekable();
    while let Some((at, sign)) = chars.next() {
        let here = HiddenSign { at: base + at, sign };
        let after = chars.peek().map(|(_, next)| *next);
        state.meet(here, &before, after);
        before.pass(sign);
    }
    let left = std::mem::take(&mut state.opened);
    state.out.extend(left.into_iter().map(|opened| opened.at));
    out[first..].sort_by_key(|found| found.at);
    out.dedup_by_key(|found| found.at);
}

/// What stands in front of a sign.
struct Before {
    last: char,
    /// Inside the tags of a flag.
    is_flag: bool,
}

impl Before {
    fn pass(&mut self, sign: char) {
        self.is_flag = sign == '\u{1f3f4}' || (self.is_flag && is_tag(sign));
        self.last = sign;
    }
}

impl Line<'_> {
    fn meet(&mut self, here: HiddenSign, before: &Before, after: Option<char>) {
        match here.sign {
            '\n' | '\t' => {}
            '\u{202a}'..='\u{202b}' => self.open(here, false, false),
            '\u{202d}'..='\u{202e}' => self.open(here, false, true),
            '\u{2066}'..='\u{2068}' => self.open(here, true, false),
            '\u{202c}' => self.close_embedding(here),
            '\u{2069}' => self.close_isolate(here),
            '\u{200e}' | '\u{200f}' | '\u{61c}' if self.has_rtl => {}
            sign if breaks_line(before.last) && extends(sign) => self.out.push(here),
            sign if is_idle(sign, before, after) => self.out.push(here),
            _ => {}
        }
    }

    fn open(&mut self, at: HiddenSign, is_isolate: bool, is_override: bool) {
        if is_override || !self.has_rtl {
            self.out.push(at);
        }
        self.isolates += usize::from(is_isolate);
        self.opened.push(Opened { at, is_isolate, is_override });
    }

    fn close_embedding(&mut self, here: HiddenSign) {
        let opened = self.opened.pop_if(|opened| !opened.is_isolate);
        if opened.is_none_or(|opened| opened.is_override) || !self.has_rtl {
            self.out.push(here);
        }
    }

    fn close_isolate(&mut self, here: HiddenSign) {
        // Asked only where one is open: what the search passes is closed by it, and never seen again.
        let start = match self.isolates {
            0 => None,
            _ => self.opened.iter().rposition(|opened| opened.is_isolate),
        };
        let Some(start) = start else {
            self.out.push(here);
            return;
        };
        self.isolates -= 1;
        let unpaired = self.opened.drain(start..).skip(1);
        self.out.extend(unpaired.map(|opened| opened.at));
        if !self.has_rtl {
            self.out.push(here);
        }
    }
}

/// Whether a sign is never seen and has nothing to do where it stands.
fn is_idle(sign: char, before: &Before, after: Option<char>) -> bool {
    match sign {
        '\u{ad}' => !is_in_word(before.last) || !after.is_some_and(is_in_word),
        // Breaks lines where a script has no spaces.
        '\u{200b}' => !is_south_east_asian(before.last) && !after.is_some_and(is_south_east_asian),
        // Join and part letters and emoji.
        '\u{200c}' | '\u{200d}' => !joins(before.last),
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => {
            before.last.is_whitespace() || is_variation(before.last)
        }
        '\u{e0020}'..='\u{e007f}' => !before.is_flag,
        '\u{180e}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{61c}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e001f}'
        | '\u{e0080}'..='\u{e00ff}'
        | '\u{e01f0}'..='\u{e0fff}' => true,
        sign => sign.is_control(),
    }
}

/// Whether a character is a letter, or stands on one.
fn is_in_word(letter: char) -> bool {
    letter.is_alphabetic() || extends(letter)
}

/// Whether a zero-width joiner or non-joiner behind `last` can change anything: not behind what
/// European scripts write, nor behind a space.
fn joins(last: char) -> bool {
    last >= '\u{590}' && !last.is_whitespace() && !('\u{1e00}'..='\u{20ff}').contains(&last)
        || matches!(last, '#' | '*' | '0'..='9' | '©' | '®')
}

fn breaks_line(sign: char) -> bool {
    matches!(sign, '\n' | '\u{2028}' | '\u{2029}')
}

/// Whether a character becomes a part of the one before.
fn extends(sign: char) -> bool {
    if sign < '\u{300}' {
        return false;
    }
    let mut pair = String::from("a");
    pair.push(sign);
    pair.graphemes(true).nth(1).is_none()
}

fn is_variation(sign: char) -> bool {
    matches!(sign, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn is_tag(sign: char) -> bool {
    matches!(sign, '\u{e0020}'..='\u{e007f}')
}

/// Thai, Lao, Tibetan, Myanmar, Khmer and their neighbours.
fn is_south_east_asian(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1950}'..='\u{1aaf}'
        | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aadf}')
}

/// Whether a character is a letter, or another strong character, that runs from right to left.
///
/// *Source*: UAX #9, table 4; the blocks whose default is R or AL, without their digits.
pub fn is_rtl_letter(letter: char) -> bool {
    match letter {
        '\u{660}'..='\u{66c}' | '\u{6dd}' | '\u{6f0}'..='\u{6f9}' => false,
        '\u{590}'..='\u{8ff}' => letter.is_alphabetic() || letter == '\u{5be}',
        '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}' => letter.is_alphabetic(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        hidden_signs(text).iter().map(|found| sign_name(found.sign)).collect()
    }

    #[test]
    fn overrides_are_shown_with_what_ends_them() {
        assert_eq!(names("a\u{202e}txt.exe\u{202c}"), ["RLO", "PDF"]);
        assert_eq!(names("שלום \u{202d}abc\u{202c} עולם"), ["LRO", "PDF"]);
    }

    #[test]
    fn paired_controls_do_their_work_among_right_to_left_letters_only() {
        assert!(
            names("שלום \u{2066}Varnholt\u{2069} עולם \u{202a}abc\u{202c}\u{200f}!").is_empty()
        );
        assert_eq!(names("10 \u{2067}- 20\u{2069}"), ["RLI", "PDI"]);
        assert_eq!(names("10\u{200f}"), ["RLM"]);
    }

    #[test]
    fn what_is_not_closed_in_its_line_is_shown() {
        assert_eq!(names("שלום \u{2067}abc\nאחר\u{2069}"), ["RLI", "PDI"]);
        assert_eq!(names("ש\u{2067}א\u{202b}ב\u{2069}\u{202c}"), ["RLE", "PDF"]);
    }

    #[test]
    fn a_line_of_ends_without_starts_takes_no_longer_than_any_other() {
        let half = 300_000;
        let text = "\u{202a}".repeat(half) + &"\u{2069}".repeat(half);
        assert_eq!(hidden_signs(&text).len(), 2 * half);
    }

    #[test]
    fn joiners_are_shown_where_nothing_joins() {
        assert!(
            names("می\u{200c}خواهم 👩\u{200d}🚒 क्\u{200d}ष #️⃣ 🏴\u{e0067}\u{e007f}").is_empty()
        );
        assert_eq!(names("12\u{200b}345 a\u{200d}b \u{feff}"), ["ZWSP", "ZWJ", "BOM"]);
        assert!(names("ភាសា\u{200b}ខ្មែរ").is_empty());
        assert_eq!(names("a\u{e0067}\u{e0062}"), ["E0067", "E0062"]);
    }

    #[test]
    fn a_soft_hyphen_is_shown_where_it_divides_no_word() {
        assert!(names("Silben\u{ad}trennung, cafe\u{301}\u{ad}haus").is_empty());
        assert_eq!(names("12\u{ad}5 per\u{ad} cent"), ["SHY", "SHY"]);
        assert_eq!(names("\u{ad}a\u{ad}\u{ad}b"), ["SHY", "SHY", "SHY"]);
    }

    #[test]
    fn controls_are_shown_by_their_code_points_where_they_stand() {
        let found = hidden_signs("a\u{7}b\tc\n\u{85}");
        assert_eq!(
            found,
            [HiddenSign { at: 1, sign: '\u{7}' }, HiddenSign { at: 6, sign: '\u{85}' }]
        );
        assert_eq!(sign_name('\u{7}'), "0007");
    }

    #[test]
    fn a_mark_without_a_letter_is_shown_at_the_start_of_a_line() {
        assert_eq!(names("e\u{301}\n\u{301}a\u{2029}\u{fe0f}"), ["0301", "FE0F"]);
        assert_eq!(names("\u{301}a"), ["0301"]);
        assert!(names("e\u{301}").is_empty());
    }

    #[test]
    fn digits_of_arabic_are_no_letters() {
        assert!(is_rtl_letter('ש') && is_rtl_letter('ع') && is_rtl_letter('ی'));
        assert!(!is_rtl_letter('٤') && !is_rtl_letter('a') && !is_rtl_letter('語'));
    }
}
