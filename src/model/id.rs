//! Ids: random 128-bit values, written as 26 letters and digits. Never counters, never reused.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A random 128-bit value.
///
/// Written in Crockford's base 32 in lower case: no `i`, `l`, `o`, `u` to misread, 26 characters,
/// sorts like the number.
///
/// Kept as bytes, the most significant first: a `u128` would widen everything it is part of to a
/// multiple of 16 bytes, and a long review has tens of thousands of them in memory.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id([u8; 16]);

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LEN: usize = 26;

impl Id {
    /// The id of this value.
    pub const fn new(value: u128) -> Self {
        Self(value.to_be_bytes())
    }

    /// Its value.
    pub const fn value(self) -> u128 {
        u128::from_be_bytes(self.0)
    }

    /// Reads the written form; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != LEN {
            return None;
        }
        let mut value: u128 = 0;
        for (i, byte) in text.bytes().enumerate() {
            let digit = DIGITS.iter().position(|d| *d == byte.to_ascii_lowercase())?;
            if i == 0 && digit > 7 {
                return None; // 26 digits hold 130 bits
            }
            value = (value << 5) | digit as u128;
        }
        Some(Self::new(value))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = [0u8; LEN];
        let mut value = self.value();
        for slot in out.iter_mut().rev() {
            *slot = DIGITS[(value & 31) as usize];
            value >>= 5;
        }
        f.write_str(std::str::from_utf8(&out).unwrap_or_default())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Id;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id of 26 letters and digits")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Id, E> {
                Id::parse(text).ok_or_else(|| E::custom(format!("`{text}` is not an id")))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

macro_rules! id_of {
    ($($(#[$meta:meta])* $name:ident;)*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Id);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
    )*};
}

id_of! {
    /// Names a mark.
    MarkId;
    /// Names an entry of the source register.
    SourceId;
    /// Names a piece of evidence.
    EvidenceId;
    /// Names a person in a role.
    ReviewerId;
    /// Names a query.
    QueryId;
    /// Names an exempt stretch.
    ExemptId;
    /// Names a signature.
    SignOffId;
    /// Names an event of the log.
    EventId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back_what_they_write() {
        for value in [0, 1, 31, u128::MAX, 0x0123_4567_89ab_cdef] {
            let text = Id::new(value).to_string();
            assert_eq!(text.len(), LEN);
            assert_eq!(Id::parse(&text), Some(Id::new(value)));
        }
    }

    #[test]
    fn what_is_too_long_or_foreign_is_not_an_id() {
        assert_eq!(Id::parse("zzzzzzzzzzzzzzzzzzzzzzzzzz"), None);
        assert_eq!(Id::parse("../../../etc/passwd-------"), None);
        assert_eq!(Id::parse(""), None);
    }
}
