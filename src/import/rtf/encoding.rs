//! Which characters the bytes of a file stand for: by its code page, and by that of the font at hand.
//!
//! *Source*: Rich Text Format specification 1.9.1, "Character Set" and "Font Table".

use std::borrow::Cow;
use std::collections::BTreeMap;

use encoding_rs::Encoding;

/// How bytes become characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// As the web decodes it.
    Web(&'static Encoding),
    /// A table of the upper half, of the days of DOS.
    Table(&'static str),
    /// Signs of a font of its own.
    Symbol,
}

/// The upper halves of code pages 437 and 850. *Source*: the Unicode Consortium's vendor tables.
const PAGE_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
const PAGE_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// The fonts of a file and its own code page.
#[derive(Debug)]
pub(super) struct Pages {
    /// Of the file.
    pub(super) own: Page,
    fonts: BTreeMap<i32, Font>,
}

#[derive(Debug, Default)]
struct Font {
    page: Option<Page>,
    name: String,
}

impl Pages {
    pub(super) fn new() -> Self {
        Self { own: Page::Web(encoding_rs::WINDOWS_1252), fonts: BTreeMap::new() }
    }

    /// Adds a font, or what is said of it.
    pub(super) fn font(&mut self, font: i32, page: Option<Page>, name: &str) {
        let font = self.fonts.entry(font).or_default();
        font.page = page.or(font.page);
        font.name.push_str(name);
    }

    /// How the bytes of text in a font are read.
    pub(super) fn of(&self, font: Option<i32>) -> Page {
        let font = font.and_then(|font| self.fonts.get(&font));
        font.and_then(|font| font.page).unwrap_or(self.own)
    }

    /// What the font is called.
    pub(super) fn name(&self, font: Option<i32>) -> &str {
        let font = font.and_then(|font| self.fonts.get(&font));
        font.map_or("", |font| font.name.trim().trim_end_matches(';'))
    }
}

impl Page {
    /// The code page with this number.
    pub(super) fn of_number(number: i32) -> Option<Self> {
        let label = match number {
            437 => return Some(Self::Table(PAGE_437)),
            850 | 858 => return Some(Self::Table(PAGE_850)),
            42 => return Some(Self::Symbol),
            866 => "ibm866",
            874 => "windows-874",
            932 => "shift_jis",
            936 | 54936 => "gbk",
            949 | 1361 => "euc-kr",
            950 => "big5",
            1200 | 65001 => "utf-8",
            10000 => "macintosh",
            10007 => "x-mac-cyrillic",
            20866 => "koi8-r",
            1250..=1258 => {
                return Encoding::for_label(format!("windows-{number}").as_bytes()).map(Self::Web);
            }
            _ => return None,
        };
        Encoding::for_label(label.as_bytes()).map(Self::Web)
    }

    /// The code page of a font by the number of its character set; `None` is that of the file.
    pub(super) fn of_charset(charset: i32) -> Option<Self> {
        let page = match charset {
            0 => 1252,
            2 => 42,
            77 => 10000,
            128 => 932,
            129 => 949,
            130 => 1361,
            134 => 936,
            136 => 950,
            161 => 1253,
            162 => 1254,
            163 => 1258,
            177 => 1255,
            178 => 1256,
            186 => 1257,
            204 => 1251,
            222 => 874,
            238 => 1250,
            254 => 437,
            255 => 850,
            _ => return None,
        };
        Self::of_number(page)
    }

    /// Bytes as text.
    pub(super) fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Web(encoding) => encoding.decode_without_bom_handling(bytes).0,
            Self::Table(upper) => {
                let sign = |byte: &u8| match byte.checked_sub(0x80) {
                    Some(n) => {
                        upper.chars().nth(usize::from(n)).unwrap_or(char::REPLACEMENT_CHARACTER)
                    }
                    None => char::from(*byte),
                };
                bytes.iter().map(sign).collect()
            }
            Self::Symbol => bytes
                .iter()
                .map(|byte| char::from_u32(0xF000 + u32::from(*byte)).unwrap_or(' '))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_pages_of_dos_and_windows_are_known() {
        let page = |number| Page::of_number(number).expect("known");
        assert_eq!(page(437).decode(b"\x81\xe1"), "üß");
        assert_eq!(page(850).decode(b"\x9b\xff"), "ø\u{a0}");
        assert_eq!(page(1251).decode(b"\xcf\xf0"), "Пр");
        assert_eq!(Page::of_charset(128).expect("known").decode(b"\x93\xfa"), "日");
        assert_eq!((PAGE_437.chars().count(), PAGE_850.chars().count()), (128, 128));
    }
}
