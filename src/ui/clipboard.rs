//! The system's clipboard, read on a thread of its own: another program has to hand its words over,
//! and may take its time.

use arboard::{Clipboard, Error};

use crate::workspace::Pasted;

/// What the clipboard holds, as an article.
///
/// # Errors
///
/// Why there is none, in a sentence.
pub(super) fn read() -> Result<Pasted, String> {
    let mut clipboard = Clipboard::new().map_err(|error| told(&error))?;
    let page = clipboard.get().html();
    let text = clipboard.get_text();
    if let (Err(_), Err(error)) = (&page, &text) {
        return Err(told(error));
    }
    Pasted::of(page.ok(), text.ok()).ok_or_else(|| NO_TEXT.to_owned())
}

const NO_TEXT: &str = "The clipboard holds no words. Copy the story first.";

fn told(error: &Error) -> String {
    match error {
        Error::ContentNotAvailable => NO_TEXT.to_owned(),
        Error::ClipboardOccupied => {
            "Another program is using the clipboard. Try again in a moment.".to_owned()
        }
        Error::ClipboardNotSupported => {
            "This desktop does not let other programs read its clipboard. Save the story as a file \
             where you copied it, and open that."
                .to_owned()
        }
        Error::ConversionFailure => {
            "What the clipboard holds is damaged. Copy the story again.".to_owned()
        }
        other => format!("The clipboard cannot be read: {other}"),
    }
}
