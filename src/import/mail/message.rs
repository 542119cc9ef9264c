//! A mail as an article: its fields, its text, and the mails in it.

use mail_parser::{Address, Message, MessagePart, MimeHeaders as _, PartType};

use super::super::at::At;
use super::super::builder::ArticleBuilder;
use super::super::html::{Body, Ground, Page, Role, Syntax};
use super::super::walk::Walk;
use super::super::{Counted, ImportError, ImportOptions, Imported, readable_size};
use super::text;

/// How deep mails are read in mails.
const MOST_DEPTH: usize = 8;

/// How many attached files are told one by one.
const MOST_TOLD: usize = 40;

/// The reader of a mail.
pub(super) struct Reader<'m> {
    message: &'m Message<'m>,
    body: Body,
    told: usize,
}

impl<'m> Reader<'m> {
    pub(super) fn new(message: &'m Message<'m>, options: &ImportOptions<'_>) -> Self {
        let builder = ArticleBuilder::new(Vec::new()).watched(options);
        let body = Body::new(Walk::new(builder));
        Self { message, body, told: 0 }
    }

    /// The article.
    ///
    /// # Errors
    ///
    /// When it holds no words.
    pub(super) fn read(mut self, key: &'static str) -> Result<Imported, ImportError> {
        let message = self.message;
        let meta = &mut self.body.walk.builder.meta;
        meta.title = message.subject().map(one_line).filter(|subject| !subject.is_empty());
        meta.date = message.date().map(|date| date.to_rfc3339());
        if let Some(sender) = message.from().and_then(Address::first) {
            let name = sender.name().or_else(|| sender.address()).map(one_line);
            meta.byline = name.filter(|name| !name.is_empty());
        }
        self.mail(message, 0);
        self.body.tell_controls();
        self.body.walk.finish(key, String::new(), Vec::new())
    }

    /// A mail, or one inside another from depth 1.
    fn mail(&mut self, message: &Message<'_>, depth: usize) {
        let role = if depth == 0 { Role::Headline } else { Role::Heading(2) };
        if let Some(subject) = message.subject() {
            self.body.put(role, &one_line(subject));
        }
        if let Some(from) = message.from() {
            self.body.put(Role::Byline, &people(from));
        }
        self.lose_receivers(message);
        let mut shown: Vec<u32> = message.html_body.clone();
        if shown.is_empty() {
            shown.clone_from(&message.text_body);
        }
        let attached = message.attachments.iter().filter(|id| !shown.contains(id));
        let parts: Vec<u32> = shown.iter().chain(attached).copied().collect();
        for (n, id) in parts.iter().enumerate() {
            let builder = &self.body.walk.builder;
            if builder.is_cancelled() {
                return;
            }
            if depth == 0 {
                builder.is_at(n + 1, parts.len(), Counted::Parts);
            }
            match message.parts.get(*id as usize) {
                Some(part) if n < shown.len() => self.text(part),
                Some(part) => self.attached(part, depth),
                None => {}
            }
        }
    }

    fn text(&mut self, part: &MessagePart<'_>) {
        match &part.body {
            PartType::Html(html) => {
                let builder = &self.body.walk.builder;
                let page = Page::parse(html, Syntax::Html, |_| !builder.is_cancelled());
                for (what, at) in &page.losses {
                    self.body.walk.builder.lose(what, *at);
                }
                self.body.read(page.body(), &Ground::new(&page, 0, None));
            }
            PartType::Text(words) => {
                let kind = part.content_type();
                let is_flowed = kind
                    .and_then(|kind| kind.attribute("format"))
                    .is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
                text::read(words, is_flowed, &mut self.body.walk);
            }
            _ => self.attached(part, MOST_DEPTH),
        }
    }

    fn lose_receivers(&mut self, message: &Message<'_>) {
        let count = |address: Option<&Address<'_>>| address.map_or(0, |all| all.iter().count());
        let count = count(message.to()) + count(message.cc()) + count(message.bcc());
        if count > 0 {
            let who = if count == 1 { "receiver was" } else { "receivers were" };
            self.lose(format!("{count} {who} left out"));
        }
    }

    fn attached(&mut self, part: &MessagePart<'_>, depth: usize) {
        if let PartType::Message(inner) = &part.body {
            if depth < MOST_DEPTH {
                return self.mail(inner, depth + 1);
            }
            return self.lose("a mail nested too deeply was left out".to_owned());
        }
        let kind = part.content_type();
        let kind = kind.map_or_else(String::new, |kind| match kind.subtype() {
            Some(subtype) => format!("{}/{subtype}", kind.ctype()),
            None => kind.ctype().to_owned(),
        });
        let name = part.attachment_name().map_or("without a name".to_owned(), one_line);
        let size = readable_size(part.contents().len());
        let kind = if kind.is_empty() { String::new() } else { format!("{kind}, ") };
        self.lose(format!("an attached file was left out: {name} ({kind}{size})"));
    }

    fn lose(&mut self, what: String) {
        self.told += 1;
        if self.told <= MOST_TOLD {
            let block = self.body.walk.builder.next_block();
            self.body.walk.builder.lose_in(what, At::Anywhere, block);
        }
    }
}

/// Names and addresses as a field shows them.
fn people(address: &Address<'_>) -> String {
    let people = address.iter().map(|person| match (person.name(), person.address()) {
        (Some(name), Some(address)) => format!("{} <{address}>", one_line(name)),
        (name, address) => one_line(name.or(address).unwrap_or_default()),
    });
    people.collect::<Vec<_>>().join(", ")
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
