//! RTF as a row of tokens. Every byte belongs to one; nothing here can fail.

/// A piece of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\name` with the number behind it.
    Word(&'a str, Option<i32>),
    /// `\` and a character that is no letter.
    Symbol(u8),
    /// `\'hh`: a byte of text.
    Hex(u8),
    /// Bytes of text as they stand.
    Text(&'a [u8]),
}

/// The longest control word; a longer one is none that anybody knows.
const MOST_NAME: usize = 32;

/// The tokens of a file.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The bytes that were not looked at yet.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let first = self.byte(1)?;
        if !first.is_ascii_alphabetic() {
            return Some(self.symbol(first));
        }
        let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
        let length = rest.iter().take(MOST_NAME).take_while(|b| b.is_ascii_alphabetic()).count();
        let name =
            rest.get(..length).and_then(|name| str::from_utf8(name).ok()).unwrap_or_default();
        self.at += 1 + length;
        let number = self.number();
        if self.byte(0) == Some(b' ') {
            self.at += 1;
        }
        if name == "bin" {
            // Raw bytes follow; a length that lies ends with the file.
            let length = number.and_then(|n| usize::try_from(n).ok()).unwrap_or_default();
            self.at = (self.at + length).min(self.bytes.len());
        }
        Some(Token::Word(name, number))
    }

    /// The number behind a name; one that is too large counts as the largest.
    fn number(&mut self) -> Option<i32> {
        let is_negative = self.byte(0) == Some(b'-');
        let from = usize::from(is_negative);
        let rest = self.bytes.get(self.at + from..).unwrap_or_default();
        let length = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        if length == 0 {
            return None;
        }
        self.at += from + length;
        let add =
            |sum: i32, digit: &u8| sum.saturating_mul(10).saturating_add(i32::from(digit - b'0'));
        let number = rest[..length].iter().fold(0, add);
        Some(if is_negative { -number } else { number })
    }

    fn symbol(&mut self, sign: u8) -> Token<'a> {
        self.at += 2;
        if sign != b'\'' {
            return Token::Symbol(sign);
        }
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok());
        let high = self.byte(0).and_then(digit);
        let low = self.byte(1).and_then(digit);
        match (high, low) {
            (Some(high), Some(low)) => {
                self.at += 2;
                Token::Hex(high * 16 + low)
            }
            _ => Token::Symbol(sign),
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let single = |token, tokens: &mut Self| {
            tokens.at += 1;
            Some(token)
        };
        match self.byte(0)? {
            b'{' => single(Token::Open, self),
            b'}' => single(Token::Close, self),
            b'\\' => match self.control() {
                // A backslash ends the file.
                None => single(Token::Symbol(b'\\'), self),
                token => token,
            },
            b'\r' | b'\n' | 0 => {
                self.at += 1;
                self.next_behind_breaks()
            }
            _ => {
                let rest = self.rest();
                let is_text = |b: &&u8| !matches!(b, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0);
                let length = rest.iter().take_while(is_text).count();
                self.at += length;
                Some(Token::Text(&rest[..length]))
            }
        }
    }
}

impl<'a> Tokens<'a> {
    /// Line breaks of the file are no text; however many there are, they cost no stack.
    fn next_behind_breaks(&mut self) -> Option<Token<'a>> {
        let breaks = self.rest().iter().take_while(|b| matches!(b, b'\r' | b'\n' | 0)).count();
        self.at += breaks;
        self.next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_at_a_space_that_is_theirs_or_at_anything_else() {
        let tokens: Vec<Token<'_>> = Tokens::new(b"{\\b1 a\\par\n\\u-3913?\\'e9\\~}").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word("b", Some(1)),
                Token::Text(b"a"),
                Token::Word("par", None),
                Token::Word("u", Some(-3913)),
                Token::Text(b"?"),
                Token::Hex(0xe9),
                Token::Symbol(b'~'),
                Token::Close,
            ]
        );
    }

    #[test]
    fn raw_bytes_are_left_out_even_when_their_length_lies() {
        let tokens: Vec<Token<'_>> = Tokens::new(b"\\bin3 }}}x\\bin99999 }").collect();
        assert_eq!(
            tokens,
            [Token::Word("bin", Some(3)), Token::Text(b"x"), Token::Word("bin", Some(99999))]
        );
    }
}
