//! Which characters the bytes of a page stand for: what the person said, a byte order mark, what the
//! page says of itself, and then the look of the bytes.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::import::decode::{Decoded, decode};
use crate::import::{ImportError, ImportOptions};
use crate::model::Loss;

/// How far into a page it may say what its characters are, in bytes. Browsers stop at 1024, but saved
/// pages begin with remarks of the program that saved them.
const HEAD: usize = 4096;

/// How many characters have to be UTF-8 before a page is believed not to be what it says, where that has
/// characters of several bytes too.
const LEAST_SIGNS: usize = 8;

/// The text of a page.
///
/// # Errors
///
/// As [`decode`].
pub(in crate::import) fn text<'a>(
    bytes: &'a [u8],
    options: &ImportOptions<'_>,
) -> Result<Decoded<'a>, ImportError> {
    let is_told = options.encoding.is_some() || Encoding::for_bom(bytes).is_some();
    let declared = declared(bytes).filter(|_| !is_told);
    let Some(declared) = declared else { return decode(bytes, options) };
    // Programs that save pages write UTF-8 and leave in the page what it was.
    let least = if declared.is_single_byte() { 1 } else { LEAST_SIGNS };
    let is_utf8 = declared != UTF_8
        && std::str::from_utf8(bytes).is_ok()
        && bytes.iter().filter(|byte| **byte >= 0xC0).take(least).count() == least;
    let encoding = if is_utf8 { UTF_8 } else { declared };
    let said = ImportOptions { encoding: Some(encoding), ..*options };
    let mut decoded = match decode(bytes, &said) {
        // Nearly nothing of it is what the page says: it says something wrong.
        Err(ImportError::Damaged { .. }) => return decode(bytes, options),
        decoded => decoded?,
    };
    if is_utf8 {
        let name = declared.name();
        let what = format!("the page says that it is {name}, but its characters are UTF-8");
        decoded.losses.push(Loss::everywhere(what));
    }
    Ok(decoded)
}

/// What a page says of itself: the first `charset=` or `encoding=` in its head.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let in_xml = head.strip_prefix("<?xml").and_then(|rest| {
        let (declaration, _) = rest.split_once("?>")?;
        label(declaration, "encoding")
    });
    let mut metas = head.split("<meta").skip(1).filter_map(|rest| rest.split('>').next());
    let encoding = in_xml.or_else(|| metas.find_map(|meta| label(meta, "charset")))?;
    // Whoever could be read up to here is no UTF-16.
    let is_wide = [UTF_16LE, UTF_16BE].contains(&encoding);
    Some(if is_wide { UTF_8 } else { encoding })
}

/// The encoding that is named behind `word=`.
fn label(text: &str, word: &str) -> Option<&'static Encoding> {
    text.split(word).skip(1).find_map(|rest| {
        let value = rest.trim_start().strip_prefix('=')?;
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| c.is_whitespace() || "\"';/>".contains(c));
        Encoding::for_label(value.get(..end.unwrap_or(value.len()))?.as_bytes())
    })
}
