//! The columns of a table: where each begins and how wide it is, from what stands in it.

use super::look::CELL_TEXT;
use crate::model::{Article, Table};

/// Cells from which widths are taken, at the start of a table and spread over the rest of it.
const SAMPLED: usize = 2000;

/// Narrowest column in ems of the cells: what needs more columns than fit is set without a grid.
const NARROWEST: f32 = 3.2;

/// Words up to this length are never broken, in characters: where their columns do not fit, the
/// table is set without a grid.
const WHOLE_WORD: usize = 12;

/// A row is laid out at once; cells so long that they were cut into many blocks are set without a
/// grid.
const MOST_IN_ROW: usize = 64;

/// Longest word that makes its column wider, in characters; longer ones are broken.
const LONGEST_WORD: usize = 18;

/// A cell with more characters than this asks for no more width.
const LONGEST_CELL: usize = 90;

/// The longest words of a column that are measured.
const MEASURED: usize = 3;

/// Mean width of a character in ems: rather too much, so that figures and dates do not break.
const CHARACTER: f32 = 0.56;

/// Space in a cell beside its words, in ems.
const SIDE: f32 = 0.5;

/// Space in a cell above and below its words, in ems.
const ABOVE: f32 = 0.4;

/// The columns of a table in points, from the left edge of the page's column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Grid {
    /// Left edge of each column, and of what would be the next.
    edges: Vec<f32>,
    /// An em of the cells.
    em: f32,
    is_rtl: bool,
}

impl Grid {
    /// The columns of `table` where `width` is to be filled; `None` where they do not fit.
    ///
    /// `measure` gives the width of the longest of some lines when they are set as a block is.
    pub(super) fn new(
        article: &Article,
        table: &Table,
        width: f32,
        zoom: f32,
        measure: &mut dyn FnMut(&str, usize) -> Option<f32>,
    ) -> Option<Self> {
        let em = CELL_TEXT * zoom;
        let fitting = width / (NARROWEST * em);
        if table.columns() as f32 > fitting || table.most_in_row() > MOST_IN_ROW {
            return None;
        }
        let needs = needs(article, table);
        let beside = 2.0 * SIDE * em;
        let points = |characters: usize| characters as f32 * CHARACTER * em + beside;
        let mut least = Vec::with_capacity(needs.len());
        for need in &needs {
            let words = need.words.iter().filter_map(|words| words.width(measure));
            let words = words.fold(0.0, f32::max).ceil() + beside;
            least.push(words.max(NARROWEST * em));
        }
        let whole: f32 = least.iter().map(|least| least.min(points(WHOLE_WORD))).sum();
        if whole > width {
            return None;
        }
        let wanted: Vec<f32> =
            needs.iter().zip(&least).map(|(need, least)| points(need.cell).max(*least)).collect();
        let widths = share(width, &least, &wanted);
        let mut edges = vec![0.0];
        for width in widths {
            edges.push(edges[edges.len() - 1] + width);
        }
        let is_rtl = is_rtl_table(article, table);
        Some(Self { edges, em, is_rtl })
    }

    /// Left edge and width of the text in a column.
    pub(super) fn inside(&self, column: usize) -> (f32, f32) {
        let (left, right) = self.sides(column);
        (left + SIDE * self.em, (right - left - 2.0 * SIDE * self.em).max(1.0))
    }

    /// Left and right edge of a column.
    pub(super) fn sides(&self, column: usize) -> (f32, f32) {
        let last = self.edges.len() - 1;
        let column = column.min(last.saturating_sub(1));
        let (start, end) = (self.edges[column], self.edges[(column + 1).min(last)]);
        if self.is_rtl { (self.edges[last] - end, self.edges[last] - start) } else { (start, end) }
    }

    /// Space above and below the words of a cell.
    pub(super) fn above(&self) -> f32 {
        ABOVE * self.em
    }
}

/// What a column asks for.
#[derive(Clone, Debug, Default)]
struct Need {
    /// Its longest words: in cells, and in cells that name columns, which are set bold.
    words: [Words; 2],
    /// Its longest cell, in characters.
    cell: usize,
}

/// The longest words of some blocks that are set alike.
#[derive(Clone, Debug, Default)]
struct Words {
    /// One of the blocks.
    block: usize,
    /// With their characters.
    longest: Vec<(usize, String)>,
}

impl Words {
    fn add(&mut self, block: usize, word: &str) {
        let length = characters(word).min(LONGEST_WORD);
        let shortest = self.longest.iter().map(|(length, _)| *length).min().unwrap_or(0);
        if self.longest.len() == MEASURED && length <= shortest {
            return;
        }
        if self.longest.len() == MEASURED
            && let Some(at) = self.longest.iter().position(|(length, _)| *length == shortest)
        {
            self.longest.remove(at);
        }
        self.block = block;
        self.longest.push((length, word.chars().take(LONGEST_WORD).collect()));
    }

    fn width(&self, measure: &mut dyn FnMut(&str, usize) -> Option<f32>) -> Option<f32> {
        let lines: Vec<&str> = self.longest.iter().map(|(_, word)| word.as_str()).collect();
        if lines.is_empty() { None } else { measure(&lines.join("\n"), self.block) }
    }
}

fn needs(article: &Article, table: &Table) -> Vec<Need> {
    let mut needs = vec![Need::default(); table.columns()];
    let blocks = table.blocks();
    // A step that is no multiple of the columns meets all of them.
    let step = blocks.len() / SAMPLED;
    let step =
        if table.columns() > 1 && step.is_multiple_of(table.columns()) { step + 1 } else { step };
    let spread = blocks.clone().skip(SAMPLED).step_by(step.max(1));
    let last_row = table.row(blocks.end.saturating_sub(1));
    for block in blocks.take(SAMPLED).chain(spread).chain(last_row) {
        let Some(cell) = table.cell(block) else { continue };
        let Some(need) = needs.get_mut(cell.column as usize) else { continue };
        let text = article.block_text(block);
        need.cell = need.cell.max(characters(text).min(LONGEST_CELL));
        if let Some(word) = text.split_whitespace().max_by_key(|word| characters(word)) {
            need.words[usize::from(cell.is_header)].add(block, word);
        }
    }
    needs
}

/// The width of a text in characters; those of Chinese, Japanese and Korean count twice.
fn characters(text: &str) -> usize {
    let is_wide = |c: char| matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{d7ff}');
    text.chars().take(2 * LONGEST_CELL).map(|c| 1 + usize::from(is_wide(c))).sum()
}

/// Whether the first column of a table is at the right: its first letter belongs to a script that
/// runs from right to left.
pub(super) fn is_rtl_table(article: &Article, table: &Table) -> bool {
    let first = article.block_text(table.blocks().start).chars().find(|c| c.is_alphabetic());
    first.is_some_and(
        |c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'),
    )
}

/// Shares `width` out: to each column at least `least` where that can be, and the rest by what each
/// has `wanted`.
fn share(width: f32, least: &[f32], wanted: &[f32]) -> Vec<f32> {
    let sum = |widths: &[f32]| widths.iter().sum::<f32>().max(1.0);
    let (all_least, all_wanted) = (sum(least), sum(wanted));
    if all_wanted <= width {
        return wanted.iter().map(|w| w * width / all_wanted).collect();
    }
    if all_least >= width {
        return least.iter().map(|w| w * width / all_least).collect();
    }
    let part = (width - all_least) / (all_wanted - all_least);
    least.iter().zip(wanted).map(|(least, wanted)| least + (wanted - least) * part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(markdown: &str, width: f32) -> Option<Grid> {
        let article = crate::import::import(markdown.as_bytes(), "a.md").expect("reads").article;
        let table = article.table_of(0).expect("a table comes first").clone();
        let measure = &mut |lines: &str, _| {
            lines.lines().map(|line| line.chars().count() as f32 * 9.0).reduce(f32::max)
        };
        Grid::new(&article, &table, width, 1.0, measure)
    }

    #[test]
    fn columns_fill_the_width_and_the_one_with_more_words_is_wider() {
        let words = "many words in this one cell, more than would stand on a line of it";
        let grid = grid(&format!("|a|b|\n|-|-|\n|1|{words}|\n"), 600.0).expect("fits");
        let (first, second) = (grid.sides(0), grid.sides(1));
        assert!((first.0, second.1) == (0.0, 600.0) && (first.1 - second.0).abs() < 0.01);
        assert!(second.1 - second.0 > 3.0 * (first.1 - first.0));
    }

    #[test]
    fn a_table_from_right_to_left_begins_at_the_right() {
        let grid = grid("|שם|ב|\n|-|-|\n|1|2|\n", 600.0).expect("fits");
        assert!(grid.sides(0).1 > 599.0 && grid.sides(1).0 < 1.0);
    }

    #[test]
    fn more_columns_than_fit_have_no_grid() {
        let line = "|x".repeat(40);
        assert_eq!(grid(&format!("{line}|\n{}|\n", "|-".repeat(40)), 600.0), None);
    }

    #[test]
    fn a_word_is_not_broken_where_its_column_can_be_wider() {
        let words = "many words in this one cell, more than would stand on a line of it ".repeat(9);
        let grid = grid(&format!("|Line|b|\n|-|-|\n|Harbour|{words}|\n"), 400.0).expect("fits");
        assert!(grid.inside(0).1 >= 7.0 * 9.0);
    }

    #[test]
    fn columns_too_narrow_for_their_words_are_no_grid() {
        let table = "|thousands|thousands|thousands|\n|-|-|-|\n|1|2|3|\n";
        assert!(grid(table, 300.0).is_some() && grid(table, 280.0).is_none());
        let long = table.replace("thousands", "Rindfleischetikettierung");
        assert!(grid(&long, 400.0).is_some(), "words as long as that may be broken");
    }

    #[test]
    fn widths_are_shared_by_what_is_wanted() {
        assert_eq!(share(100.0, &[10.0, 10.0], &[20.0, 30.0]), [40.0, 60.0]);
        assert_eq!(share(100.0, &[20.0, 20.0], &[30.0, 130.0]), [25.0, 75.0]);
        assert_eq!(share(100.0, &[100.0, 300.0], &[100.0, 900.0]), [25.0, 75.0]);
    }
}
