//! Bytes, signs and numbers → characters, and where these go.

use super::body::Body;
use super::encoding::Page;
use super::state::Destination;
use crate::import::symbol;

impl Body<'_> {
    pub(super) fn take_bytes(&mut self, bytes: &[u8], are_raw: bool) {
        let passed_over = self.passed_over.min(bytes.len());
        self.passed_over -= passed_over;
        if self.are_raw != are_raw {
            // Two bytes of one character may be written in different ways, but not in UTF-8.
            if self.raw.is_some() {
                self.flush();
            }
            self.are_raw = are_raw;
        }
        self.bytes.extend(bytes.get(passed_over..).unwrap_or_default());
    }

    /// Reads the bytes that were collected.
    pub(super) fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let page = match self.raw {
            Some(raw) if self.are_raw => raw,
            _ => self.pages.of(self.state.font),
        };
        if page == Page::Symbol {
            let name = self.pages.name(self.state.font).to_owned();
            let text: String = bytes.iter().map(|byte| symbol_of(&name, *byte)).collect();
            return self.text(&text);
        }
        let text = page.decode(&bytes).into_owned();
        self.text(&text);
    }

    pub(super) fn symbol(&mut self, sign: u8) {
        if self.passed_over > 0 {
            self.passed_over -= 1;
            return;
        }
        // These may be the second half of a character of two bytes.
        if matches!(sign, b'\\' | b'{' | b'}') {
            return self.take_bytes(&[sign], false);
        }
        self.flush();
        match sign {
            b'*' => self.state.is_starred = true,
            b'~' => self.text("\u{a0}"),
            b'-' => self.text("\u{ad}"),
            b'_' => self.text("\u{2011}"),
            b'\r' | b'\n' => self.end_paragraph(),
            b'\t' => self.text("\t"),
            _ => {}
        }
    }

    /// A character of Unicode, or half of one; what follows it stands in for it elsewhere.
    pub(super) fn unicode(&mut self, number: i32) {
        self.passed_over = self.state.fallback;
        let Ok(unit) = u16::try_from(number.rem_euclid(0x1_0000)) else { return };
        let half = self.half.take();
        if (0xD800..0xDC00).contains(&unit) {
            if half.is_some() {
                self.text("\u{fffd}");
            }
            self.half = Some(unit);
            return;
        }
        let text: String = char::decode_utf16(half.into_iter().chain([unit]))
            .map(|sign| match sign {
                // Signs of fonts with codes of their own.
                Ok(sign @ '\u{f020}'..='\u{f0ff}') => {
                    symbol_of(self.pages.name(self.state.font), u32::from(sign).to_le_bytes()[0])
                }
                Ok(sign) => sign,
                Err(_) => char::REPLACEMENT_CHARACTER,
            })
            .collect();
        self.text(&text);
    }

    /// Text, wherever it goes; half a character before it has no other half.
    pub(super) fn text(&mut self, text: &str) {
        if self.half.take().is_some() {
            self.text("\u{fffd}");
        }
        match self.state.destination {
            Destination::Nowhere => {}
            Destination::Fonts => self.pages.font(self.state.font.unwrap_or_default(), None, text),
            Destination::Styles => self.styles.push_name(text),
            Destination::Collected => {
                if let Some(collected) = self.collected.last_mut() {
                    collected.push_str(text);
                }
            }
            Destination::Body => self.push(text),
        }
    }
}

/// A sign of a font with codes of its own.
fn symbol_of(font: &str, code: u8) -> char {
    let known = symbol::character(font, &format!("F0{code:02X}"));
    known.unwrap_or(if code.is_ascii_graphic() || code == b' ' {
        char::from(code)
    } else {
        char::REPLACEMENT_CHARACTER
    })
}
