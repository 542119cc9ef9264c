//! Which parts of a book are locked.

use std::collections::BTreeSet;

use super::super::ImportError;
use super::super::package::Package;
use super::super::xml::{Node, Xml};
use super::book::unescaped;

/// The part that says what is locked and how.
const ENCRYPTION: &str = "META-INF/encryption.xml";

/// Ways to make a font useless outside of its book; they lock nothing that is read.
const FONTS: &[&str] = &["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// The paths of the parts that are locked.
///
/// # Errors
///
/// When the list of them cannot be unpacked.
pub(super) fn locked(package: &mut Package<'_>) -> Result<BTreeSet<String>, ImportError> {
    let text = package.xml(ENCRYPTION)?.unwrap_or_default();
    let mut locked = BTreeSet::new();
    let mut is_font = false;
    let mut xml = Xml::new(&text);
    while let Some(node) = xml.next() {
        let Node::Start(tag) = node else { continue };
        match tag.name() {
            "EncryptedData" => is_font = false,
            "EncryptionMethod" => {
                let method = tag.attribute("Algorithm").unwrap_or_default();
                is_font |= FONTS.contains(&method.as_str());
            }
            "CipherReference" if !is_font => {
                let address = tag.attribute("URI");
                locked.extend(address.map(|address| unescaped(address.trim_start_matches('/'))));
            }
            _ => {}
        }
    }
    Ok(locked)
}
