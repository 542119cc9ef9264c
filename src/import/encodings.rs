//! The encodings that a person can choose from, and what a file looks like in each.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, IBM866, ISO_2022_JP, ISO_8859_2, ISO_8859_5,
    ISO_8859_7, ISO_8859_15, KOI8_R, KOI8_U, MACINTOSH, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
    WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254,
    WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};

use super::decode::without_mark;

/// The encodings that are offered, each with the writing it is for; the likeliest first.
pub const ENCODINGS: &[(&Encoding, &str)] = &[
    (UTF_8, "all scripts"),
    (UTF_16LE, "all scripts"),
    (UTF_16BE, "all scripts"),
    (WINDOWS_1252, "Western European"),
    (ISO_8859_15, "Western European"),
    (MACINTOSH, "Western European, old Macs"),
    (WINDOWS_1250, "Central European"),
    (ISO_8859_2, "Central European"),
    (WINDOWS_1251, "Cyrillic"),
    (KOI8_R, "Russian"),
    (KOI8_U, "Ukrainian"),
    (ISO_8859_5, "Cyrillic"),
    (IBM866, "Cyrillic, DOS"),
    (WINDOWS_1253, "Greek"),
    (ISO_8859_7, "Greek"),
    (WINDOWS_1254, "Turkish"),
    (WINDOWS_1257, "Baltic"),
    (WINDOWS_1255, "Hebrew"),
    (WINDOWS_1256, "Arabic"),
    (WINDOWS_874, "Thai"),
    (WINDOWS_1258, "Vietnamese"),
    (GB18030, "Chinese, simplified"),
    (BIG5, "Chinese, traditional"),
    (SHIFT_JIS, "Japanese"),
    (EUC_JP, "Japanese"),
    (ISO_2022_JP, "Japanese, mail"),
    (EUC_KR, "Korean"),
];

/// How much of a file a preview is made of, in bytes.
pub const PREVIEW_BYTES: usize = 64 * 1024;

/// Lines of a preview at most.
const MOST_LINES: usize = 6;

/// Characters of a line of a preview at most.
const MOST_CHARACTERS: usize = 160;

/// What the beginning of a file looks like in some encoding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// A few lines: those in which encodings differ, where there are any.
    pub lines: Vec<String>,
    /// Characters of the beginning that cannot be read in it.
    pub unreadable: usize,
}

/// The beginning of a file, of which `head` is at most [`PREVIEW_BYTES`], in `encoding`.
pub fn preview(head: &[u8], encoding: &'static Encoding) -> Preview {
    let (text, _) = encoding.decode_without_bom_handling(without_mark(head, encoding));
    // A character may be cut in two at the end of what was read.
    let end = if head.len() < PREVIEW_BYTES { text.len() } else { text.rfind('\n').unwrap_or(0) };
    let text = text.get(..end).unwrap_or_default();
    let unreadable = text.matches('\u{fffd}').count();
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let telling = lines().filter(|line| !line.is_ascii()).take(MOST_LINES);
    let mut lines: Vec<&str> = telling.chain(lines().filter(|line| line.is_ascii())).collect();
    lines.truncate(MOST_LINES);
    let short = |line: &str| line.chars().take(MOST_CHARACTERS).collect();
    Preview { lines: lines.into_iter().map(short).collect(), unreadable }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_shows_the_lines_in_which_encodings_differ() {
        let (bytes, ..) = WINDOWS_1251.encode("Plain words.\nПривет, мир.\n");
        let cyrillic = preview(&bytes, WINDOWS_1251);
        assert_eq!(cyrillic.lines, ["Привет, мир.", "Plain words."]);
        assert_eq!((cyrillic.unreadable, preview(&bytes, UTF_8).unreadable > 0), (0, true));
        assert_eq!(preview(&bytes, WINDOWS_1252).lines[0], "Ïðèâåò, ìèð.");
    }

    #[test]
    fn a_mark_at_the_start_and_an_empty_file_are_no_lines() {
        assert_eq!(preview("\u{feff}One.".as_bytes(), UTF_8).lines, ["One."]);
        assert_eq!(preview(b"", UTF_16LE), Preview::default());
    }

    #[test]
    fn every_encoding_is_offered_once() {
        let mut names: Vec<&str> = ENCODINGS.iter().map(|(encoding, _)| encoding.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ENCODINGS.len());
    }
}
