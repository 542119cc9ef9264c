//! The words of a line with their text in one piece.

use super::lines::Word;

/// Words in order of reading. Their text is one string, with the spaces between them.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    text: Box<str>,
    /// Each with the place in the text where it ends.
    each: Box<[Word<u32>]>,
}

impl Words {
    /// These words, side by side.
    pub(super) fn new(words: &[Word]) -> Self {
        let room = words.iter().map(|word| word.text.len() + 1).sum();
        let mut text = String::with_capacity(room);
        let mut each = Vec::with_capacity(words.len());
        for word in words {
            if !each.is_empty() && !word.is_glued {
                text.push(' ');
            }
            text.push_str(&word.text);
            each.push(word.with_text(u32::try_from(text.len()).unwrap_or(u32::MAX)));
        }
        Self { text: text.into(), each: each.into() }
    }

    /// Words by the places in their text where they end.
    pub(super) fn from_parts(text: Box<str>, each: Box<[Word<u32>]>) -> Self {
        Self { text, each }
    }

    /// All of them with the spaces between them.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.each.len()
    }

    /// How long they are together, without the spaces between them, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.iter().map(|word| word.text.len()).sum()
    }

    /// The word with this number, from 0.
    pub(super) fn get(&self, n: usize) -> Option<Word<&str>> {
        let word = self.each.get(n)?;
        let before = n.checked_sub(1).and_then(|n| self.each.get(n));
        let from = before.map_or(0, |before| before.text as usize + usize::from(!word.is_glued));
        Some(word.with_text(self.text.get(from..word.text as usize).unwrap_or_default()))
    }

    pub(super) fn first(&self) -> Option<Word<&str>> {
        self.get(0)
    }

    pub(super) fn last(&self) -> Option<Word<&str>> {
        self.get(self.len().checked_sub(1)?)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Word<&str>> {
        (0..self.len()).filter_map(|n| self.get(n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, is_glued: bool) -> Word {
        Word { text: text.to_owned(), from: 0.0, to: 1.0, look: Default::default(), is_glued }
    }

    #[test]
    fn words_are_cut_out_of_their_text_as_they_were_put_there() {
        let words = [word("Zoë", false), word("1", true), word("said", false), word("so", false)];
        let words = Words::new(&words);
        assert_eq!(words.text(), "Zoë1 said so");
        let texts: Vec<&str> = words.iter().map(|word| word.text).collect();
        assert_eq!(texts, ["Zoë", "1", "said", "so"]);
        assert_eq!((words.bytes(), words.last().map(|word| word.text)), (11, Some("so")));
    }
}
