//! The PDF among the samples: set here, two columns to a page, with all that a printed page adds to a story.

use std::fmt::Write as _;

use obelus::import::{Imported, Origin, import};
use obelus::model::BlockKind;
use obelus::text::TextPos;

use super::imported::{check_sample, words};
use super::pdf_writer::{Pdf, escaped, font};

const FILE: &str = "lighthouse_keepers.pdf";

/// Width, height, and where the columns begin.
const PAGE: (u32, u32) = (420, 595);
const COLUMNS: [f32; 2] = [40.0, 220.0];
const WIDTH: f32 = 160.0;
const SIZE: f32 = 10.0;
const LEADING: f32 = 12.5;
const TOP: f32 = 530.0;
const BOTTOM: f32 = 60.0;

const HEADLINE: &str = "The last keepers of Skarvholm";
const DECK: &str = "A lighthouse goes dark after 162 years, or does it?";
const BYLINE: &str = "By Mara Lindvall";

/// Paragraphs; `=` begins a cross-head, `*` an entry of a list, and `|` is where a word may be divided.
const STORY: &[&str] = &[
    "For one hun|dred and six|ty-two years some|body has climbed the 141 steps of the light|house on \
     Skarv|holm every eve|ning. On 30 Sep|tem|ber the last keep|ers, Ola and Berit Thorsen, will turn the \
     key and take the boat to the main|land. From then on the lamp is to be watched from an of|fice in \
     Var|dal, 84 kilo|metres away.",
    "“The light will not go out,” says the har|bour ad|min|is|tra|tion. “What goes is the rent for two \
     people.” It puts the sav|ing at 310,000 crowns a year, which would be 3.1 mil|lion in ten.",
    "The tower was be|gun in 1861 and lit on 1 No|vem|ber 1864. It is 47 metres high, the sec|ond-tall|est \
     on this coast, and stands on a rock that mea|sures no more than 190 metres from end to end. No tree \
     grows there. The keep|ers’ gar|den, a ter|race be|hind a dry-stone wall, was filled with soil that \
     came over in pota|to sacks.",
    "= What the lamp costs",
    "A bud|get of the ad|min|is|tra|tion that this pa|per has seen lists three items for the com|ing year:",
    "* re|mote con|trol and a ca|ble to the main|land, 2.4 mil|lion crowns",
    "* two vis|its by a tech|ni|cian in each month, 96,000 crowns",
    "* paint and mor|tar, as be|fore",
    "The cable would have paid for it|self af|ter eight years, the bud|get says. Sub|tract the vis|its from \
     the sav|ing, how|ever, and 214,000 crowns are left in a year; then it takes more than eleven. Asked \
     about this, a spokes|woman said the vis|its had been “count|ed else|where”.",
    "= Who was saved, and by whom",
    "The book of the light|house re|cords 63 res|cues. The best known is that of the fish|ing boat Terna, \
     which ran on the skerry in the night of 9 Jan|u|ary 1953 with nine men on board. Eight of them were \
     brought to the tower on a line. Berit Thor|sen’s grand|fa|ther held its end.",
    "The coast guard says that it has answered every call from these wa|ters with|in forty min|utes since \
     2009. The Thor|sens, who kept a list of their own, count four calls in that time that took lon|ger, \
     one of them an hour and ten min|utes. The coast guard has not seen that list.",
    "“A sen|sor tells you that the lamp burns,” says Ola Thor|sen. “It does not tell you that some|body is \
     swim|ming.”",
    "In Var|dal they see it in an|oth|er way. The of|fice there watches nine|teen lights al|ready, and none \
     of them has failed for more than twelve hours since the first was con|nect|ed in 1998. Fog, says its \
     head, Inge Ro|stad, is where peo|ple were nev|er much good: “A keep|er sees as lit|tle as the rest of \
     us. The horn is what counts, and the horn has been au|to|mat|ic for thir|ty years.”",
    "= An is|land for sale",
    "What be|comes of the house is open. The coun|cil of Var|dal vot|ed on 14 May, with eleven mem|bers \
     against eight, to ask the state for it. A ho|tel|ier from the cap|i|tal has of|fered 5 mil|lion crowns. \
     The state has an|swered nei|ther of them, and its own re|port on the build|ing, of which on|ly the \
     sum|ma|ry is pub|lic, says that the roof will last “five win|ters, per|haps six”.",
    "The Thor|sens have tak|en a flat above the school. From its kitchen one sees the light: three flash|es, \
     then nine sec|onds of dark.",
];

/// The widths of Times from the space to the tilde, in thousandths of an em.
/// *Source*: the font metrics that Adobe published for the fourteen fonts every program has.
const WIDTHS: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

fn width(words: &str) -> f32 {
    let of = |c: char| match c {
        '“' | '”' => 444,
        '’' => 333,
        '•' => 350,
        _ => WIDTHS.get((c as usize).wrapping_sub(0x20)).copied().unwrap_or(500),
    };
    words.chars().map(|c| f32::from(of(c))).sum::<f32>() * SIZE / 1000.0
}

/// The lines of a paragraph in a column that is `width_left` wide for the first of them.
fn broken(paragraph: &str, indent: f32) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    for word in paragraph.split_whitespace() {
        let mut parts: Vec<&str> = word.split('|').collect();
        loop {
            let room = WIDTH - if lines.is_empty() { indent } else { 0.0 };
            let gap = if line.is_empty() { "" } else { " " };
            let fits = (1..=parts.len()).rev().find(|n| {
                let hyphen = if *n < parts.len() { "-" } else { "" };
                width(&format!("{line}{gap}{}{hyphen}", parts[..*n].concat())) <= room
            });
            match fits {
                Some(n) if n == parts.len() => {
                    line = format!("{line}{gap}{}", parts.concat());
                    break;
                }
                Some(n) => {
                    line = format!("{line}{gap}{}-", parts[..n].concat());
                    parts.drain(..n);
                }
                None => {}
            }
            lines.push(std::mem::take(&mut line));
        }
    }
    lines.push(line);
    lines
}

/// The pages while they are set.
struct Setter {
    pages: Vec<String>,
    column: usize,
    /// Where the columns of the page begin, and where the next line stands.
    top: f32,
    y: f32,
}

impl Setter {
    fn put(&mut self, font: &str, size: f32, x: f32, stretch: f32, words: &str) {
        let page = self.pages.last_mut().unwrap();
        writeln!(
            page,
            "BT /{font} {size} Tf {stretch:.3} Tw 1 0 0 1 {x:.2} {:.2} Tm ({}) Tj ET",
            self.y,
            escaped(words)
        )
        .unwrap();
    }

    fn line(&mut self, font: &str, size: f32, indent: f32, stretch: f32, words: &str) {
        if self.y < BOTTOM {
            self.column = (self.column + 1) % 2;
            if self.column == 0 {
                self.pages.push(String::new());
                self.top = TOP;
            }
            self.y = self.top;
        }
        let x = COLUMNS[self.column] + indent;
        self.put(font, size, x, stretch, words);
        self.y -= LEADING;
    }

    fn paragraph(&mut self, text: &str) {
        if let Some(heading) = text.strip_prefix("= ") {
            self.y -= LEADING * 0.8;
            self.line("Bold", 12.0, 0.0, 0.0, &heading.replace('|', ""));
            return;
        }
        let (text, indent, hang) = match text.strip_prefix("* ") {
            Some(entry) => (format!("•|| {entry}"), 0.0, 8.0),
            None => (text.to_owned(), 10.0, 0.0),
        };
        let lines = broken(&text, indent + hang);
        for (n, line) in lines.iter().enumerate() {
            let indent = if n == 0 { indent } else { hang };
            let gaps = line.matches(' ').count().max(1) as f32;
            let is_last = n + 1 == lines.len() || hang > 0.0;
            let stretch = if is_last { 0.0 } else { (WIDTH - indent - width(line)) / gaps };
            self.line("Text", SIZE, indent, stretch, line);
        }
    }
}

fn sample() -> Vec<u8> {
    let mut setter = Setter { pages: vec![String::new()], column: 0, top: 0.0, y: 542.0 };
    setter.put("Bold", 24.0, COLUMNS[0], 0.0, HEADLINE);
    setter.y -= 22.0;
    setter.put("Slanted", 11.0, COLUMNS[0], 0.0, DECK);
    setter.y -= 18.0;
    setter.put("Text", SIZE, COLUMNS[0], 0.0, BYLINE);
    setter.y -= 24.0;
    setter.top = setter.y;
    for paragraph in STORY {
        setter.paragraph(paragraph);
    }
    let mut pdf = Pdf::new();
    pdf.size = PAGE;
    pdf.fonts = font("Text", "Times-Roman")
        + &font("Bold", "Times-Bold")
        + &font("Slanted", "Times-Italic");
    "/Title (The last keepers of Skarvholm) /Author (Mara Lindvall) /CreationDate (D:20260318101500Z)".clone_into(&mut pdf.info);
    "/Lang (en-GB) /PageLabels << /Nums [0 << /S /D /St 14 >>] >>".clone_into(&mut pdf.catalog);
    let pages = setter.pages;
    let [comment, answer] = comments(&mut pdf, &pages[0]);
    for (n, page) in pages.iter().enumerate() {
        let head = "The Vardal Courier";
        let number = (14 + n).to_string();
        let annotations = match n {
            0 => format!("/Annots [{comment} 0 R {answer} 0 R]"),
            _ => String::new(),
        };
        let content = format!(
            "BT /Slanted 8 Tf 1 0 0 1 40 572 Tm ({head}) Tj ET\n{page}BT /Text 8 Tf 1 0 0 1 206 28 Tm ({number}) Tj ET\n"
        );
        pdf.page_with(&content, &annotations, "");
    }
    pdf.bytes()
}

/// Where a word was set on a page: left, lower, right, upper.
fn place_of(page: &str, word: &str) -> [f32; 4] {
    let line = page.lines().find(|line| line.contains(word)).unwrap();
    let number = |at: usize| line.split(' ').nth(at).unwrap().parse::<f32>().unwrap();
    let (stretch, x, y) = (number(4), number(10), number(11));
    let (before, _) = line.split_once('(').unwrap().1.split_once(word).unwrap();
    let from = x + width(before) + stretch * before.matches(' ').count() as f32;
    [from, y - 2.0, from + width(word), y + 8.0]
}

/// A comment over a word of a page, and the answer to it.
fn comments(pdf: &mut Pdf, page: &str) -> [usize; 2] {
    let [left, lower, right, upper] = place_of(page, "1861");
    let comment = pdf.object(&format!(
        "<< /Type /Annot /Subtype /Highlight /F 4 /C [1 0.9 0.4] \
         /Rect [{left:.2} {lower:.2} {right:.2} {upper:.2}] \
         /QuadPoints [{left:.2} {upper:.2} {right:.2} {upper:.2} {left:.2} {lower:.2} {right:.2} {lower:.2}] \
         /Contents (The deed of the ground is of 1862.) /T (Jonna Reiss) /M (D:20260319084500Z) >>"
    ));
    let answer = pdf.object(&format!(
        "<< /Type /Annot /Subtype /Text /F 4 /Rect [{right:.2} {upper:.2} {right:.2} {upper:.2}] /IRT {comment} 0 R \
         /Contents (They built first and signed afterwards, says the harbour administration.) /T (Mara Lindvall) \
         /M (D:20260319170200Z) >>"
    ));
    [comment, answer]
}

fn read() -> Imported {
    import(&sample(), FILE).unwrap()
}

#[test]
fn the_pdf_sample_is_what_is_built_here() {
    check_sample(FILE, &sample());
}

#[test]
fn the_words_of_the_pdf_sample_are_those_that_were_set() {
    let imported = read();
    let clean = |text: &str| text.trim_start_matches(['=', '*', ' ']).replace('|', "");
    let mut wanted = vec![HEADLINE.to_owned(), DECK.to_owned(), BYLINE.to_owned()];
    wanted.extend(STORY.iter().map(|paragraph| clean(paragraph)));
    let article = &imported.article;
    let read: Vec<&str> =
        article.blocks().iter().map(|block| block.range.of(article.text())).collect();
    assert_eq!(read, wanted);
    assert_eq!(article.blocks()[2].kind, BlockKind::Byline);
    let cross_heads = article.blocks().iter().filter(|block| block.kind == BlockKind::Heading);
    assert!(cross_heads.count() >= 3);
}

#[test]
fn the_pdf_sample_has_a_comment_with_its_answer() {
    let imported = read();
    let [note] = imported.source_notes.as_slice() else { panic!("{:?}", imported.source_notes) };
    assert_eq!((words(&imported, note), note.replies.len()), ("1861", 1));
}

#[test]
fn the_pdf_sample_knows_on_which_page_its_words_stand() {
    let imported = read();
    let text = imported.article.text();
    let at = |words: &str| TextPos::from_usize(text.find(words).unwrap());
    let page = |words: &str| match imported.source_map.origin_at(text, at(words)) {
        Some(Origin::Page { page, .. }) => imported.source_map.parts[page as usize].clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!((page("one hundred"), page("three flashes")), ("14".to_owned(), "15".to_owned()));
    assert!(imported.losses.iter().any(|loss| loss.what.contains("page numbers")));
}
