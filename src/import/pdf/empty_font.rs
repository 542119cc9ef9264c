//! A font with nothing to draw, for the fonts that a file names and does not hold.
//!
//! The interpreter refuses to go on without a font to draw with. Words come from the names and widths
//! in the file alone, so what it is given has one glyph, empty and of no width: a width would be taken
//! for the true one, and letters stretched to fit. *Source*: the OpenType specification, "Organization of
//! an OpenType Font" and the chapters of the four tables.

/// The bytes of the font.
pub(super) fn empty_font() -> Vec<u8> {
    let mut head = [0; 54];
    head[1] = 1; // version 1.0
    head[12..16].copy_from_slice(&0x5F0F_3CF5_u32.to_be_bytes());
    head[18..20].copy_from_slice(&1000_u16.to_be_bytes()); // units of an em, as PDF counts them
    let mut across = [0; 36];
    across[1] = 1; // version 1.0
    across[35] = 1; // one width
    let widths = [0; 4];
    let most = [0, 0, 0x50, 0, 0, 1]; // version 0.5, one glyph
    put_together(&[(b"head", &head), (b"hhea", &across), (b"hmtx", &widths), (b"maxp", &most)])
}

/// A directory and the tables behind it, each at a multiple of four bytes.
fn put_together(tables: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let count = u16::try_from(tables.len()).unwrap_or_default();
    let mut font = vec![0, 1, 0, 0];
    font.extend(count.to_be_bytes());
    font.extend([0, 64, 0, 2, 0, 0]); // what a search in four tables needs
    let mut place = 12 + 16 * tables.len();
    for (name, table) in tables {
        font.extend(*name);
        font.extend([0; 4]); // a checksum that nobody looks at
        for number in [place, table.len()] {
            font.extend(u32::try_from(number).unwrap_or_default().to_be_bytes());
        }
        place += table.len().next_multiple_of(4);
    }
    for (_, table) in tables {
        font.extend(*table);
        font.resize(font.len().next_multiple_of(4), 0);
    }
    font
}
