//! Fields of word processors, by their instructions.

/// The address that a field leads to: `HYPERLINK "https://…"`.
pub(super) fn address(instruction: &str) -> Option<String> {
    let rest = instruction.trim_start().strip_prefix("HYPERLINK")?.trim_start();
    let address = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split_whitespace().next()?,
    };
    // A switch leads to a place in the same file.
    (!address.is_empty() && !address.starts_with('\\')).then(|| address.to_owned())
}
