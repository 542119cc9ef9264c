//! Mails (.eml), and web pages that a browser saved as one (.mht, .mhtml).
//!
//! Of a mail, the subject is the headline and the sender the byline; receivers, pictures and attached
//! files are told as losses, with name, kind and size. A mail inside a mail follows the text of the
//! outer one, under its own subject. A saved page is read like any other page.
//!
//! *Source*: RFC 5322, RFC 2045 to 2047, RFC 2557.

mod message;
mod text;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders as _, PartType};
use memchr::memmem;
use message::Reader;

use super::html::{self, Saved};
use super::probe::{Certainty, Probe};
use super::{ImportError, ImportOptions, Imported, Input};

/// The key of mails in the registry.
pub(super) const KEY: &str = "eml";

/// The key of saved pages in the registry.
pub(super) const PAGE_KEY: &str = "mht";

/// A mail inside a mail may be packed up to this length, in bytes: the parser copies what it unpacks
/// with a step of its stack for each mail in it.
const MOST_PACKED: usize = 16 * 1024;

/// The lines in front of the first empty one that have a name, in small letters.
fn fields<'a>(probe: &'a Probe<'_>) -> impl Iterator<Item = (String, &'a str)> {
    let lines = probe.head.lines().take_while(|line| !line.trim().is_empty());
    lines.filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        (is_name && !name.is_empty()).then(|| (name.to_ascii_lowercase(), value))
    })
}

fn has_field(probe: &Probe<'_>, wanted: &[&str]) -> bool {
    fields(probe).any(|(name, _)| wanted.contains(&name.as_str()))
}

/// The first line is a field, and there are fields that only mails have.
pub(super) fn sniff(probe: &Probe<'_>) -> Certainty {
    let first = probe.head.lines().next().unwrap_or_default();
    let is_field = first.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    if !is_field && !first.starts_with("From ") {
        return Certainty::IfNamed;
    }
    let is_sent = has_field(probe, &["message-id", "received", "mime-version", "return-path"]);
    let is_letter = has_field(probe, &["from"]) && has_field(probe, &["to", "subject"]);
    match (is_sent, is_letter) {
        (true, true) => Certainty::Sure,
        (true, false) | (false, true) if has_field(probe, &["date", "content-type"]) => {
            Certainty::Likely
        }
        _ => Certainty::IfNamed,
    }
}

/// Many parts that belong together, and no sign that anybody sent it.
pub(super) fn sniff_page(probe: &Probe<'_>) -> Certainty {
    let is_saved = has_field(probe, &["snapshot-content-location"]);
    let is_related = fields(probe).any(|(name, value)| {
        name == "content-type" && value.to_ascii_lowercase().contains("multipart/related")
    });
    let is_sent = has_field(probe, &["to", "received", "message-id"]);
    if is_saved || (is_related && !is_sent) { Certainty::Sure } else { Certainty::IfNamed }
}

/// Reads a mail.
///
/// # Errors
///
/// When it has no fields, or its text holds no words.
pub(super) fn read(input: Input<'_>) -> Result<Imported, ImportError> {
    let Input { bytes, options } = input;
    with_message(&bytes, |message| Reader::new(message, options).read(KEY))
}

/// Reads a saved page.
///
/// # Errors
///
/// When there is no page in it, or the page holds no words.
pub(super) fn read_page(input: Input<'_>) -> Result<Imported, ImportError> {
    let Input { bytes, options } = input;
    with_message(&bytes, |message| page(message, &bytes, options))
}

fn page(
    message: &Message<'_>,
    file: &[u8],
    options: &ImportOptions<'_>,
) -> Result<Imported, ImportError> {
    let is_page = |part: &&MessagePart<'_>| matches!(part.body, PartType::Html(_));
    let Some(part) = message.parts.iter().find(is_page) else {
        return Err(ImportError::NoText { what: "no web page is in the file" });
    };
    let saved_from = message.header_raw("Snapshot-Content-Location").map(str::trim);
    let address = saved_from.or_else(|| part.content_location()).map(str::to_owned);
    let address = address.filter(|address| address.starts_with("http"));
    let says_so = part.content_type().is_some_and(|kind| kind.attribute("charset").is_some());
    let text = part.text_contents().unwrap_or_default();
    if says_so || !text.contains(char::REPLACEMENT_CHARACTER) {
        return Saved::parse(text, address, options).read(PAGE_KEY, Vec::new(), String::new());
    }
    let bytes = bytes_of(part, file);
    let decoded = html::decoded(&bytes, options)?;
    let saved = Saved::parse(&decoded.text, address, options);
    saved.read(PAGE_KEY, decoded.losses, decoded.encoding)
}

/// The bytes of a part as they were before they were packed.
fn bytes_of(part: &MessagePart<'_>, file: &[u8]) -> Vec<u8> {
    let raw = file.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    let unpacked = match part.encoding {
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
        Encoding::None => None,
    };
    unpacked.unwrap_or_else(|| raw.to_vec())
}

/// Parses a message for `read`, and takes it apart again.
fn with_message(
    bytes: &[u8],
    read: impl FnOnce(&Message<'_>) -> Result<Imported, ImportError>,
) -> Result<Imported, ImportError> {
    if holds_packed_mail(bytes) {
        let what = "a mail inside it is packed, which the standard of mails does not allow";
        return Err(ImportError::Damaged {
            what: what.to_owned(),
            place: "the attached mail".to_owned(),
        });
    }
    let message = MessageParser::default().parse(bytes).ok_or_else(|| ImportError::Damaged {
        what: "no field of a mail was found".to_owned(),
        place: "its start".to_owned(),
    })?;
    let done = read(&message);
    take_apart(message);
    done
}

/// Whether a mail inside the mail has been packed for the way, and is not small.
fn holds_packed_mail(bytes: &[u8]) -> bool {
    if bytes.len() < MOST_PACKED {
        return false;
    }
    let lower = bytes.to_ascii_lowercase();
    let is_packed = |at: usize| {
        let before = lower.get(at.saturating_sub(2_000)..at).unwrap_or_default();
        let start = blank_line_before(before).map_or(0, |start| start + 2);
        let behind = lower.get(at..(at + 2_000).min(lower.len())).unwrap_or_default();
        let end = blank_line_behind(behind).unwrap_or(behind.len());
        let block =
            [before.get(start..).unwrap_or_default(), behind.get(..end).unwrap_or_default()];
        let holds = |word: &[u8]| block.iter().any(|part| memmem::find(part, word).is_some());
        holds(b"content-transfer-encoding") && (holds(b"base64") || holds(b"quoted-printable"))
    };
    ["rfc822", "message/global", "multipart/digest"]
        .into_iter()
        .any(|word| memmem::find_iter(&lower, word.as_bytes()).any(is_packed))
}

fn blank_line_before(bytes: &[u8]) -> Option<usize> {
    memmem::rfind(bytes, b"\n\n").max(memmem::rfind(bytes, b"\n\r\n"))
}

fn blank_line_behind(bytes: &[u8]) -> Option<usize> {
    let ends = [memmem::find(bytes, b"\n\n"), memmem::find(bytes, b"\n\r\n")];
    ends.into_iter().flatten().min()
}

/// A mail in a mail in a mail, a hundred thousand deep, would be dropped with a step of the stack for
/// each.
fn take_apart(message: Message<'_>) {
    let mut left = vec![message];
    while let Some(message) = left.pop() {
        for part in message.parts {
            if let PartType::Message(inner) = part.body {
                left.push(inner);
            }
        }
    }
}
