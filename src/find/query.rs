//! A query line → words and keys; nothing is refused.

use super::filter::{Has, Status, Test};
use super::folding::search_fold;
use crate::model::{ClaimType, DraftFlag, Importance, MarkKind, Method, Verdict, WorkState};

/// The keys of the query line, each with what it asks for, for completion.
pub const KEYS: &[(&str, &str)] = &[
    ("status", "open, settled, recheck, missing, queried, lost, or any work state"),
    ("kind", "claim, quote or source"),
    ("verdict", "confirmed, wrong, disputed and so on"),
    ("type", "what a claim claims: number, name, date and so on"),
    ("importance", "central, supporting or colour"),
    ("method", "how it was checked: document, recording, person and so on"),
    ("draft", "what the last draft made of it: glance, moved, changed, waits, or any"),
    ("tag", "a tag that starts so"),
    ("source", "leans on a source with this in its title"),
    ("by", "initials or name of somebody who worked on it"),
    ("has", "verdict, evidence, fix, note, query or tag"),
];

/// One part of a query line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) negated: bool,
    /// The word in front of an unquoted colon, in lower case.
    pub(super) key: Option<String>,
    pub(super) value: String,
}

/// The parts of `line`: at white space, with quotes holding words together.
pub(super) fn tokens(line: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let (token, after) = token(rest);
        out.extend(token);
        rest = after.trim_start();
    }
    out
}

fn token(text: &str) -> (Option<Token>, &str) {
    let bare = text.strip_prefix('-').filter(|rest| !rest.starts_with(char::is_whitespace));
    let body = bare.unwrap_or(text);
    let (key, body) = split_key(body);
    let (value, rest) = value(body);
    let negated = bare.is_some();
    let is_empty = key.is_none() && value.trim().is_empty();
    ((!is_empty).then(|| Token { negated, key, value: value.to_owned() }), rest)
}

/// A key is letters before a colon; `12:30` and `https://…` have none.
fn split_key(text: &str) -> (Option<String>, &str) {
    let letters = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    match text[letters..].strip_prefix(':') {
        Some(rest) if letters > 0 && !rest.starts_with("//") => {
            (Some(text[..letters].to_ascii_lowercase()), rest)
        }
        _ => (None, text),
    }
}

/// Up to the closing quote where it starts with one, else up to white space.
fn value(text: &str) -> (&str, &str) {
    const QUOTES: [char; 4] = ['"', '“', '”', '„'];
    match text.strip_prefix(QUOTES) {
        Some(quoted) => quoted.split_once(QUOTES).unwrap_or((quoted, "")),
        None => text.split_at(text.find(char::is_whitespace).unwrap_or(text.len())),
    }
}

/// What `key:value` asks for; `None` when there is no such value, an error when no such key.
///
/// # Errors
///
/// The unit error for a key that is not in [`KEYS`].
pub(super) fn tests_of(key: &str, value: &str) -> Result<Option<Vec<Test>>, ()> {
    let folded = search_fold(value);
    let tests = match key {
        "status" => statuses(value),
        "kind" => named(MarkKind::ALL, MarkKind::key, value, Test::Kind),
        "verdict" => named(Verdict::ALL, Verdict::key, value, Test::Verdict),
        "type" => named(ClaimType::ALL, ClaimType::key, value, Test::Type),
        "importance" => named(Importance::ALL, Importance::key, value, Test::Importance),
        "method" => named(Method::ALL, Method::key, value, Test::Method),
        "has" => named(Has::ALL, Has::key, value, Test::Has),
        "draft" => flags(value),
        "tag" => vec![Test::Tag(folded)],
        "source" => vec![Test::Source(folded)],
        "by" => vec![Test::By(folded)],
        _ => return Err(()),
    };
    Ok((!tests.is_empty()).then_some(tests))
}

/// The variant with this key, or all whose key starts so: what is half typed already finds.
fn named<T: Copy>(
    all: &[T],
    key: fn(T) -> &'static str,
    value: &str,
    test: fn(T) -> Test,
) -> Vec<Test> {
    let value = value.trim().to_ascii_lowercase().replace([' ', '_'], "-");
    if let Some(exact) = all.iter().find(|v| key(**v) == value) {
        return vec![test(*exact)];
    }
    all.iter().filter(|v| key(**v).starts_with(&value)).map(|v| test(*v)).collect()
}

/// What the last draft flagged: all of it, what waits for a place, or one flag.
fn flags(value: &str) -> Vec<Test> {
    match value.trim().to_ascii_lowercase().as_str() {
        "any" => DraftFlag::ALL.iter().map(|flag| Test::Flag(*flag)).chain([Test::Waits]).collect(),
        "waits" => vec![Test::Waits],
        other => named(DraftFlag::ALL, DraftFlag::key, other, Test::Flag),
    }
}

/// Groups of states come before the state of the same name: `status:settled` is all that is done.
fn statuses(value: &str) -> Vec<Test> {
    match value.trim().to_ascii_lowercase().as_str() {
        "open" => vec![Test::Status(Status::Open)],
        "settled" | "done" => vec![Test::Status(Status::Settled)],
        "missing" => vec![Test::Status(Status::Is(WorkState::MissingEvidence))],
        "second" => vec![Test::Status(Status::Is(WorkState::SecondRead))],
        other => named(WorkState::ALL, WorkState::key, other, |s| Test::Status(Status::Is(s))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> Vec<String> {
        let show = |t: Token| {
            let sign = if t.negated { "-" } else { "" };
            format!("{sign}{}={}", t.key.unwrap_or_default(), t.value)
        };
        tokens(line).into_iter().map(show).collect()
    }

    #[test]
    fn quotes_hold_words_together() {
        assert_eq!(
            shown("kind:claim \"rose by\" -tag:“big money” end"),
            ["kind=claim", "=rose by", "-tag=big money", "=end"]
        );
        assert_eq!(shown("\"not closed"), ["=not closed"]);
    }

    #[test]
    fn times_and_addresses_have_no_key() {
        assert_eq!(shown("12:30 https://a.example - "), ["=12:30", "=https://a.example", "=-"]);
    }
}
