//! Which scripts a text is written in, and the fonts and the language that follow from it.
//!
//! The system's own fall-back knows one font for a script, and it is a sans nearly everywhere. The
//! page is set in a serif, so it names text faces for each script first.

use parley::fontique::Language;

use super::engine::Face;

/// A script that the page's own serif does not hold.
struct Script {
    letters: &'static [(char, char)],
    /// Text faces that go with a serif, the best first.
    faces: &'static [&'static str],
}

const fn script(letters: &'static [(char, char)], faces: &'static [&'static str]) -> Script {
    Script { letters, faces }
}

const SCRIPTS: &[Script] = &[
    script(
        &[
            ('\u{600}', '\u{6ff}'),
            ('\u{750}', '\u{77f}'),
            ('\u{8a0}', '\u{8ff}'),
            ('\u{fb50}', '\u{fefc}'),
        ],
        &["Noto Naskh Arabic", "Amiri", "Geeza Pro", "Sakkal Majalla", "Traditional Arabic"],
    ),
    script(
        &[('\u{590}', '\u{5ff}'), ('\u{fb1d}', '\u{fb4f}')],
        &["Noto Serif Hebrew", "Frank Ruehl CLM", "New Peninim MT", "David"],
    ),
    script(
        &[('\u{900}', '\u{97f}')],
        &["Noto Serif Devanagari", "Kohinoor Devanagari", "Nirmala UI"],
    ),
    script(&[('\u{980}', '\u{9ff}')], &["Noto Serif Bengali", "Kohinoor Bangla", "Nirmala UI"]),
    script(&[('\u{a00}', '\u{a7f}')], &["Noto Serif Gurmukhi", "Gurmukhi MN", "Nirmala UI"]),
    script(&[('\u{a80}', '\u{aff}')], &["Noto Serif Gujarati", "Kohinoor Gujarati", "Nirmala UI"]),
    script(&[('\u{b00}', '\u{b7f}')], &["Noto Serif Oriya", "Oriya MN", "Nirmala UI"]),
    script(&[('\u{b80}', '\u{bff}')], &["Noto Serif Tamil", "Tamil MN", "Nirmala UI"]),
    script(&[('\u{c00}', '\u{c7f}')], &["Noto Serif Telugu", "Kohinoor Telugu", "Nirmala UI"]),
    script(&[('\u{c80}', '\u{cff}')], &["Noto Serif Kannada", "Kannada MN", "Nirmala UI"]),
    script(&[('\u{d00}', '\u{d7f}')], &["Noto Serif Malayalam", "Malayalam MN", "Nirmala UI"]),
    script(&[('\u{d80}', '\u{dff}')], &["Noto Serif Sinhala", "Sinhala MN", "Nirmala UI"]),
    script(&[('\u{e00}', '\u{e7f}')], &["Noto Serif Thai", "Thonburi", "Leelawadee UI"]),
    script(&[('\u{e80}', '\u{eff}')], &["Noto Serif Lao", "Lao MN", "Leelawadee UI"]),
    script(&[('\u{f00}', '\u{fff}')], &["Noto Serif Tibetan", "Kokonor", "Microsoft Himalaya"]),
    script(&[('\u{1000}', '\u{109f}')], &["Noto Serif Myanmar", "Myanmar MN", "Myanmar Text"]),
    script(&[('\u{10a0}', '\u{10ff}')], &["Noto Serif Georgian"]),
    script(&[('\u{530}', '\u{58f}')], &["Noto Serif Armenian", "Mshtakan"]),
    script(&[('\u{1200}', '\u{139f}')], &["Noto Serif Ethiopic", "Kefa", "Nyala"]),
    script(&[('\u{1780}', '\u{17ff}')], &["Noto Serif Khmer", "Khmer MN", "Leelawadee UI"]),
];

/// How Chinese characters are drawn: the same code point has a form for each language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Han {
    Simplified,
    Traditional,
    HongKong,
    Japanese,
    Korean,
}

impl Han {
    /// The form in which a language draws them; `None` for one that does not use them.
    fn of(language: &Language) -> Option<Self> {
        let is_traditional = language.script() == Some("Hant");
        match (language.language(), language.region()) {
            ("ja", _) => Some(Self::Japanese),
            ("ko", _) => Some(Self::Korean),
            ("yue", _) | ("zh", Some("HK" | "MO")) => Some(Self::HongKong),
            ("zh", Some("TW")) => Some(Self::Traditional),
            ("zh", _) if is_traditional => Some(Self::Traditional),
            ("zh", _) => Some(Self::Simplified),
            _ => None,
        }
    }

    fn tag(self) -> &'static str {
        match self {
            Self::Simplified => "zh-CN",
            Self::Traditional => "zh-TW",
            Self::HongKong => "zh-HK",
            Self::Japanese => "ja",
            Self::Korean => "ko",
        }
    }

    fn serifs(self) -> &'static [&'static str] {
        match self {
            Self::Simplified => {
                &["Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun"]
            }
            Self::Traditional => {
                &["Noto Serif CJK TC", "Source Han Serif TC", "Songti TC", "PMingLiU"]
            }
            Self::HongKong => &["Noto Serif CJK HK", "Noto Serif CJK TC", "Songti TC", "PMingLiU"],
            Self::Japanese => {
                &["Noto Serif CJK JP", "Source Han Serif", "Hiragino Mincho ProN", "Yu Mincho"]
            }
            Self::Korean => &["Noto Serif CJK KR", "Source Han Serif K", "AppleMyungjo", "Batang"],
        }
    }

    fn sans(self) -> &'static [&'static str] {
        match self {
            Self::Simplified => &["Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei"],
            Self::Traditional => &["Noto Sans CJK TC", "PingFang TC", "Microsoft JhengHei"],
            Self::HongKong => &["Noto Sans CJK HK", "PingFang HK", "Microsoft JhengHei"],
            Self::Japanese => &["Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic"],
            Self::Korean => &["Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic"],
        }
    }
}

/// What a text asks of fonts and shaping.
#[derive(Debug, Default)]
pub(super) struct Writing {
    /// Families to look into after those of the face, the best first.
    pub(super) families: Vec<&'static str>,
    /// The language to shape in and to choose forms for.
    pub(super) language: Option<Language>,
}

impl Writing {
    /// Looks at `text`, which stands in something written in `language`.
    pub(super) fn of(text: &str, language: Option<Language>, face: Face) -> Self {
        let mut seen = [false; SCRIPTS.len()];
        let mut has_han = false;
        let mut tells = None;
        for c in text.chars().filter(|c| *c >= '\u{530}' && !is_punctuation(*c)) {
            has_han |= is_east_asian(c);
            tells = tells.or_else(|| tells_language(c));
            let holds = |s: &Script| s.letters.iter().any(|(from, to)| (*from..=*to).contains(&c));
            if c <= '\u{fefc}'
                && let Some(at) = SCRIPTS.iter().position(holds)
            {
                seen[at] = true;
            }
        }
        let mut writing = Self { families: Vec::new(), language };
        if face == Face::Page {
            if language.is_some_and(|l| l.language() == "ur") {
                writing.families.push("Noto Nastaliq Urdu");
            }
            let of_scripts = SCRIPTS.iter().zip(seen).filter(|(_, seen)| *seen);
            writing.families.extend(of_scripts.flat_map(|(script, _)| script.faces));
        }
        if has_han {
            writing.han(tells, face);
        }
        writing
    }

    /// The fonts for Chinese characters: kana and hangul tell the language by themselves, otherwise
    /// it is the article's.
    fn han(&mut self, tells: Option<Han>, face: Face) {
        let told = tells.or_else(|| self.language.as_ref().and_then(Han::of));
        if let Some(han) = told {
            self.language = Language::parse(han.tag()).ok();
        }
        // Where nothing tells, the characters still ask for a face that goes with the rest.
        let han = told.unwrap_or(Han::Simplified);
        self.families.extend(if face == Face::Page { han.serifs() } else { han.sans() });
    }
}

/// Marks and symbols that are written with all scripts.
fn is_punctuation(c: char) -> bool {
    matches!(c, '\u{2000}'..='\u{2bff}')
}

fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// The language that a letter belongs to, where it belongs to one only.
fn tells_language(c: char) -> Option<Han> {
    match c {
        '\u{3041}'..='\u{30fa}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9d}' => {
            Some(Han::Japanese)
        }
        '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' | '\u{ac00}'..='\u{d7af}' => {
            Some(Han::Korean)
        }
        '\u{3105}'..='\u{312f}' => Some(Han::Traditional),
        _ => None,
    }
}

/// The language of a BCP 47 tag; `None` for one that says nothing about the writing.
pub(crate) fn language_of(tag: &str) -> Option<Language> {
    Language::parse(tag).ok()
}

/// Whether a language is written from right to left.
pub(crate) fn runs_from_right(language: &Language) -> bool {
    const SCRIPTS: &[&str] = &["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"];
    const LANGUAGES: &[&str] = &[
        "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur",
        "yi",
    ];
    match language.script() {
        Some(script) => SCRIPTS.contains(&script),
        None => LANGUAGES.contains(&language.language()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(tag: &str) -> Language {
        language_of(tag).unwrap()
    }

    fn first(text: &str, tag: &str) -> Option<&'static str> {
        Writing::of(text, Some(language(tag)), Face::Page).families.first().copied()
    }

    #[test]
    fn chinese_characters_take_the_form_of_the_language() {
        assert_eq!(first("直", "zh-Hant"), Some("Noto Serif CJK TC"));
        assert_eq!(first("直", "zh-HK"), Some("Noto Serif CJK HK"));
        assert_eq!(first("直", "zh"), Some("Noto Serif CJK SC"));
        assert_eq!(first("直", "en"), Some("Noto Serif CJK SC"));
        assert_eq!(first("直します", "zh"), Some("Noto Serif CJK JP"));
        assert_eq!(first("直한국", "en"), Some("Noto Serif CJK KR"));
    }

    #[test]
    fn each_script_has_a_text_face_and_european_scripts_need_none() {
        assert_eq!(first("שלום", "en"), Some("Noto Serif Hebrew"));
        assert_eq!(first("ไทย", "th"), Some("Noto Serif Thai"));
        assert_eq!(first("Ελλάδα Россия – plain", "el"), None);
    }

    #[test]
    fn a_script_in_the_tag_outweighs_the_language() {
        assert!(runs_from_right(&language("ar")));
        assert!(!runs_from_right(&language("ar-Latn")));
        assert!(runs_from_right(&language("pa-Arab")));
        assert!(!runs_from_right(&language("en")));
    }
}
