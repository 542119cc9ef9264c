//! Mails, and web pages saved as one file.

use obelus::import::{Imported, import};
use proptest::prelude::*;

use super::imported::{lost, outline};

const FIELDS: &str = "From: =?utf-8?Q?Ana_Nov=C3=A1k?= <ana@orla.example>\r\nTo: desk@orla.example\r\n\
    Subject: Wall\r\n story\r\nDate: Mon, 4 May 2026 09:30:00 +0200\r\nMessage-ID: <1@orla.example>\r\n\
    MIME-Version: 1.0\r\n";

fn mail(rest: &str) -> Imported {
    import(format!("{FIELDS}{rest}").as_bytes(), "story.eml").unwrap()
}

#[test]
fn a_mail_has_its_subject_its_sender_and_its_text() {
    let imported = mail(
        "Content-Type: text/plain; charset=utf-8\r\n\r\nThe wall fell.\r\nAt night.\r\n\r\n> Did it?\r\n\r\nYes.\r\n",
    );
    let expected = "headline: Wall story\nbyline: Ana Novák <ana@orla.example>\n\
                    paragraph: The wall fell.⏎At night.\nquotation 1: Did it?\nparagraph: Yes.\n";
    assert_eq!(outline(&imported), expected);
    assert_eq!((imported.format, imported.encoding.as_str()), ("eml", ""));
    assert_eq!(imported.article.meta.byline.as_deref(), Some("Ana Novák"));
    assert_eq!(imported.article.meta.date.as_deref(), Some("2026-05-04T09:30:00+02:00"));
    assert_eq!(lost(&imported), ["1 receiver was left out"]);
}

#[test]
fn lines_that_flow_are_joined() {
    let imported =
        mail("Content-Type: text/plain; format=flowed\r\n\r\nThe wall \r\nfell.\r\nAt night.\r\n");
    assert!(imported.article.text().ends_with("The wall fell.\nAt night."));
}

#[test]
fn of_two_forms_of_a_text_the_one_with_looks_is_read_and_files_are_told() {
    let imported = mail(
        "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: multipart/alternative; boundary=i\r\n\r\n\
         --i\r\nContent-Type: text/plain\r\n\r\nPlain\r\n--i\r\nContent-Type: text/html; charset=windows-1252\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>F=FCr <b>you</b></p><p hidden>pixel</p>\r\n--i--\r\n\
         --o\r\nContent-Type: application/pdf; name=\"minutes.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--o--\r\n",
    );
    assert!(imported.article.text().ends_with("\n\nFür you"), "{}", imported.article.text());
    let told = lost(&imported);
    assert!(
        told.contains(&"an attached file was left out: minutes.pdf (application/pdf, 4 bytes)"),
        "{told:?}"
    );
    assert!(told.iter().any(|loss| loss.contains("“pixel”")));
}

#[test]
fn a_mail_in_a_mail_follows_under_its_subject() {
    let imported = mail(
        "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n\r\nSee below.\r\n--o\r\nContent-Type: message/rfc822\r\n\r\n\
         From: Jon Aas <jon@hest.example>\r\nSubject: Figures\r\n\r\nIt was 12.\r\n--o--\r\n",
    );
    let expected =
        "heading 2: Figures\nbyline: Jon Aas <jon@hest.example>\nparagraph: It was 12.\n";
    assert!(outline(&imported).ends_with(expected), "{}", outline(&imported));
}

#[test]
fn a_saved_page_is_read_like_a_page() {
    let page = "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://post.example/wall\r\nSubject: Wall\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=b\r\n\r\n--b\r\n\
        Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://post.example/wall\r\n\r\n\
        <html><head><meta charset=3Dwindows-1251></head><body><h1>Wall</h1><p>=CC=E8=F0 fell=\r\n down.</p></body></html>\r\n--b--\r\n";
    let imported = import(page.as_bytes(), "wall.mhtml").unwrap();
    assert_eq!(outline(&imported), "headline: Wall\nparagraph: Мир fell down.\n");
    assert_eq!(imported.article.meta.url.as_deref(), Some("https://post.example/wall"));
    assert_eq!((imported.format, imported.encoding.as_str()), ("mht", "windows-1251"));
}

#[test]
fn a_text_with_a_labelled_head_is_no_mail() {
    let text = "Title: The wall\nDate: 2026-05-04\n\nIt fell at night, and nobody saw it.";
    assert_eq!(import(text.as_bytes(), "wall.txt").unwrap().format, "text");
}

#[test]
fn mails_nested_without_end_are_read_within_limits() {
    let nested = "Content-Type: message/rfc822\r\n\r\n".repeat(50_000);
    let imported = mail(&format!(
        "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n\r\nWords\r\n--o\r\n{nested}\r\n\r\nx\r\n--o--\r\n"
    ));
    assert!(imported.article.text().contains("Words"));
}

proptest! {
    #[test]
    fn a_damaged_mail_is_read_or_refused(cut in 0usize..900, noise in prop::collection::vec((0usize..900, any::<u8>()), 0..9)) {
        let mut bytes = format!("{FIELDS}Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: text/html\r\n\
            Content-Transfer-Encoding: base64\r\n\r\nPHA+V29yZHM8L3A+\r\n--o\r\nContent-Type: message/rfc822\r\n\r\n{FIELDS}\r\nInner\r\n--o--").into_bytes();
        for (at, byte) in noise {
            if let Some(old) = bytes.get_mut(at) { *old = byte; }
        }
        bytes.truncate(cut.max(100));
        for name in ["a.eml", "a.mht", "a.txt"] {
            let _ended = import(&bytes, name).is_ok();
        }
    }
}
