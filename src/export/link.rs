//! Which addresses may become links.

/// Longer than any address that a person would follow from paper or screen.
const LONGEST: usize = 2048;

/// The address, trimmed, when it may stand in a link: `http`, `https` or `mailto`, nothing hidden.
///
/// Addresses with characters that RFC 3986 does not allow, or with a user name in front of the host,
/// are shown as text and not linked: what they lead to is not what they look like.
pub fn web_link(address: &str) -> Option<&str> {
    let address = address.trim();
    let is_plain = |b: u8| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b);
    if address.len() > LONGEST || !address.bytes().all(is_plain) {
        return None;
    }
    let (scheme, rest) = address.split_once(':')?;
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => {
            let rest = rest.strip_prefix("//")?;
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            (!host.is_empty() && !host.contains('@')).then_some(address)
        }
        "mailto" => (!rest.is_empty()).then_some(address),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_web_and_mail_addresses_are_links() {
        for good in ["https://a.example/b?c#d", " HTTP://a.example ", "mailto:desk@a.example"] {
            assert_eq!(web_link(good), Some(good.trim()), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "//a.example",
            "https:a.example",
            "https://",
            "https:\\\\a.example",
            "https://bank.example@evil.example/",
            "https://аpple.example/",
            "https://a.example/\u{202e}gpj",
            "https://a.example/<script>",
            "https://a.example/\"onclick=x",
            "mailto:",
            "",
        ] {
            assert_eq!(web_link(bad), None, "{bad}");
        }
        assert_eq!(web_link(&format!("https://a.example/{}", "x".repeat(100_000))), None);
    }
}
