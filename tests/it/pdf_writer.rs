//! Small PDF files for tests: objects in plain text, one after the other, with their table.

use std::fmt::Write as _;

/// A file in the making. The first objects are the catalog and the list of pages.
#[derive(Debug, Default)]
pub(crate) struct Pdf {
    objects: Vec<String>,
    pages: Vec<usize>,
    /// More entries of the catalog.
    pub(crate) catalog: String,
    /// The entries of the file's information.
    pub(crate) info: String,
    /// The fonts, by name: "/F1 << … >>".
    pub(crate) fonts: String,
    /// Width and height of the pages in points.
    pub(crate) size: (u32, u32),
}

/// A font that every program has, with the signs of Windows.
pub(crate) fn font(name: &str, base: &str) -> String {
    format!(
        "/{name} << /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding >> "
    )
}

/// Words at a place, counted from the lower left corner.
pub(crate) fn text(font: &str, size: u32, x: i32, y: i32, words: &str) -> String {
    format!("BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({}) Tj ET\n", escaped(words))
}

/// Words as a string of the file, in the encoding of Windows.
pub(crate) fn escaped(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        let code = match c {
            '‘' => 0x91,
            '’' => 0x92,
            '“' => 0x93,
            '”' => 0x94,
            '•' => 0x95,
            '–' => 0x96,
            '—' => 0x97,
            _ => u32::from(c),
        };
        match c {
            '(' | ')' | '\\' => write!(out, "\\{c}").unwrap(),
            _ if code < 0x80 => out.push(c),
            _ => write!(out, "\\{code:03o}").unwrap(),
        }
    }
    out
}

impl Pdf {
    pub(crate) fn new() -> Self {
        Self {
            objects: vec![String::new(); 2],
            fonts: font("F1", "Helvetica") + &font("F2", "Times-Bold"),
            size: (595, 842),
            ..Self::default()
        }
    }

    /// Adds an object; gives its number.
    pub(crate) fn object(&mut self, object: &str) -> usize {
        self.objects.push(object.to_owned());
        self.objects.len()
    }

    /// Adds a stream with more entries.
    pub(crate) fn stream(&mut self, entries: &str, data: &str) -> usize {
        let length = data.len();
        self.object(&format!("<< {entries} /Length {length} >>\nstream\n{data}\nendstream"))
    }

    /// Adds a page on which this is drawn.
    pub(crate) fn page(mut self, content: &str) -> Self {
        self.page_with(content, "", "");
        self
    }

    /// As [`Self::page`], with more entries of the page and more resources.
    pub(crate) fn page_with(&mut self, content: &str, entries: &str, resources: &str) {
        let content = self.stream("", content);
        let ((width, height), fonts) = (self.size, self.fonts.clone());
        let page = self.object(&format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents {content} 0 R \
             /Resources << /Font << {fonts}>> {resources} >> {entries} >>"
        ));
        self.pages.push(page);
    }

    pub(crate) fn bytes(mut self) -> Vec<u8> {
        let kids: Vec<String> = self.pages.iter().map(|page| format!("{page} 0 R")).collect();
        self.objects[0] = format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.catalog);
        self.objects[1] =
            format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len());
        let info = format!("<< {} >>", self.info);
        let info = self.object(&info);
        let mut out = "%PDF-1.7\n".to_owned();
        let mut places = Vec::new();
        for (n, object) in self.objects.iter().enumerate() {
            places.push(out.len());
            write!(out, "{} 0 obj\n{object}\nendobj\n", n + 1).unwrap();
        }
        let (table, count) = (out.len(), places.len() + 1);
        write!(out, "xref\n0 {count}\n0000000000 65535 f \n").unwrap();
        for place in places {
            writeln!(out, "{place:010} 00000 n ").unwrap();
        }
        write!(
            out,
            "trailer\n<< /Size {count} /Root 1 0 R /Info {info} 0 R >>\nstartxref\n{table}\n%%EOF\n"
        )
        .unwrap();
        out.into_bytes()
    }
}
