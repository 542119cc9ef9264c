//! One line of the input, read.

use serde::Deserialize;

use crate::model::{MarkKind, Method, Selector, Verdict};

/// The fields as they stand in the JSON.
#[derive(Deserialize)]
struct Raw {
    kind: String,
    #[serde(default)]
    exact: String,
    prefix: Option<String>,
    suffix: Option<String>,
    start: Option<u32>,
    end: Option<u32>,
    verdict: Option<String>,
    method: Option<String>,
    note: Option<String>,
    source: Option<String>,
    url: Option<String>,
    locator: Option<String>,
}

/// A mark that somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) kind: MarkKind,
    pub(super) selector: Selector,
    pub(super) verdict: Option<Verdict>,
    pub(super) method: Option<Method>,
    pub(super) note: String,
    /// Title of an entry of the register.
    pub(super) source: String,
    pub(super) url: String,
    pub(super) locator: String,
}

/// Reads a line; `None` for a blank one, a reason for one that asks for nothing sensible.
pub(super) fn read(line: &[u8]) -> Option<Result<Wanted, String>> {
    if line.trim_ascii().is_empty() {
        return None;
    }
    let raw = std::str::from_utf8(line)
        .map_err(|error| format!("byte {} of it is not UTF-8", error.valid_up_to()))
        .and_then(|text| serde_json::from_str::<Raw>(text).map_err(|error| reason(&error)));
    Some(raw.and_then(wanted))
}

/// serde's reason with the column; the line is always its first.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or(&message);
    format!("{what} (column {})", error.column())
}

fn wanted(raw: Raw) -> Result<Wanted, String> {
    let kind = MarkKind::parse(&raw.kind)
        .ok_or_else(|| unknown("kind", &raw.kind, MarkKind::ALL.iter().map(|v| v.key())))?;
    let position = raw.start.zip(raw.end);
    if raw.exact.is_empty() && position.is_none() {
        return Err("it has neither exact words nor start and end".to_owned());
    }
    let verdict = raw.verdict.filter(|word| !word.trim().is_empty()).map(|word| {
        Verdict::parse(&word)
            .ok_or_else(|| unknown("verdict", &word, Verdict::ALL.iter().map(|v| v.key())))
    });
    let method = raw.method.filter(|word| !word.trim().is_empty()).map(|word| {
        Method::parse(&word)
            .ok_or_else(|| unknown("method", &word, Method::ALL.iter().map(|v| v.key())))
    });
    Ok(Wanted {
        kind,
        selector: Selector {
            position,
            exact: raw.exact,
            prefix: raw.prefix.unwrap_or_default(),
            suffix: raw.suffix.unwrap_or_default(),
        },
        verdict: verdict.transpose()?,
        method: method.transpose()?,
        note: raw.note.unwrap_or_default(),
        source: raw.source.unwrap_or_default().trim().to_owned(),
        url: raw.url.unwrap_or_default().trim().to_owned(),
        locator: raw.locator.unwrap_or_default(),
    })
}

fn unknown<'a>(what: &str, word: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    format!("unknown {what} `{word}`; there are {}", known.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fails(line: &str) -> String {
        read(line.as_bytes()).unwrap().unwrap_err()
    }

    #[test]
    fn a_line_says_what_is_wrong_with_it() {
        assert!(fails("{\"kind\": \"claim\"").contains("column"));
        assert!(fails(r#"{"exact": "a"}"#).contains("missing field `kind`"));
        assert!(fails(r#"{"kind": "claim"}"#).contains("neither"));
        assert!(fails(r#"{"kind": "fact", "exact": "a"}"#).contains("claim, quote, source"));
        assert!(fails(r#"{"kind": "claim", "exact": "a", "verdict": "maybe"}"#).contains("wrong"));
    }

    #[test]
    fn blank_lines_are_none_and_other_fields_are_passed_over() {
        assert!(read(b" \r").is_none());
        let line = r#"{"kind": "Quote", "exact": "a", "id": 7, "status": "x", "note": null}"#;
        assert_eq!(read(line.as_bytes()).unwrap().unwrap().kind, MarkKind::Quote);
    }
}
