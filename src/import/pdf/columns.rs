//! In which order the segments of a page are read: columns one after the other, rows within them.
//!
//! A page is cut at a gutter: a place that few segments cross and that has lines of text on both sides.
//! The segments that cross it, a headline over two columns, part it into bands; each band is read left
//! column first. What is left without a gutter is read row by row.
//!
//! ```text
//!   HEADLINE HEADLINE      crosses: a band of its own
//!   one two    six sev     band, left side first,
//!   thr four   eight       then the right side
//! ```

use super::lines::Segment;

/// How often columns are cut into columns.
const MOST_CUTS: usize = 6;

/// How many gutters are tried on one region.
const MOST_TRIED: usize = 48;

/// A column has so many lines at least.
const LINES: usize = 3;

/// Segments that stand on one baseline.
pub(super) type Row = Vec<Segment>;

/// Rows that are read one after the other: one column, or a band between columns.
pub(super) type Region = Vec<Row>;

/// The regions of a page in order of reading; `segments` have one angle.
pub(super) fn regions(segments: Vec<Segment>) -> Vec<Region> {
    let mut regions = Vec::new();
    cut(segments, MOST_CUTS, &mut regions);
    regions
}

fn cut(mut segments: Vec<Segment>, cuts: usize, regions: &mut Vec<Region>) {
    segments.sort_by(|a, b| a.v.total_cmp(&b.v).then(a.from.total_cmp(&b.from)));
    let gutter = if cuts > 0 { best_gutter(&segments) } else { None };
    let Some(gutter) = gutter else {
        if !segments.is_empty() {
            regions.push(rows(segments));
        }
        return;
    };
    let mut plain = Vec::new();
    for band in bands(segments, gutter) {
        if !band.is_text() {
            plain.extend(band.crossing);
            plain.extend(band.left);
            plain.extend(band.right);
            continue;
        }
        cut(std::mem::take(&mut plain), cuts - 1, regions);
        cut(band.left, cuts - 1, regions);
        cut(band.right, cuts - 1, regions);
    }
    cut(plain, cuts - 1, regions);
}

/// A stretch of a page from top to bottom in which nothing crosses the gutter, or the segments that do.
#[derive(Debug, Default)]
struct Band {
    crossing: Vec<Segment>,
    left: Vec<Segment>,
    right: Vec<Segment>,
}

impl Band {
    fn is_text(&self) -> bool {
        are_columns(&self.left.iter().collect::<Vec<_>>(), &self.right.iter().collect::<Vec<_>>())
    }
}

/// Whether both sides of a gutter are columns rather than the cells of a table: both of prose, or one,
/// and the lines of the other stand on baselines of their own.
fn are_columns(left: &[&Segment], right: &[&Segment]) -> bool {
    if left.len() < LINES || right.len() < LINES {
        return false;
    }
    match (is_prose(left), is_prose(right)) {
        (true, true) => true,
        (false, false) => false,
        _ => {
            let (few, many) = if left.len() < right.len() { (left, right) } else { (right, left) };
            let is_beside = |segment: &&&Segment| {
                let from = many.partition_point(|other| other.v < segment.v - 1.0);
                many.get(from).is_some_and(|other| other.v < segment.v + 1.0)
            };
            few.iter().filter(is_beside).count() * 2 < few.len()
        }
    }
}

/// Lines of several words, most of them about as wide as the column.
fn is_prose(segments: &[&Segment]) -> bool {
    let words = || segments.iter().flat_map(|segment| &segment.words);
    let bytes: usize = words().map(|word| word.text.len()).sum();
    let from = segments.iter().map(|s| s.from).fold(f32::MAX, f32::min);
    let to = segments.iter().map(|s| s.to).fold(f32::MIN, f32::max);
    let wide = segments.iter().filter(|s| s.to - s.from > (to - from) * 0.6).count();
    let is_prose = words().count() >= segments.len() * 3 || bytes >= segments.len() * 16;
    is_prose && wide * 2 >= segments.len()
}

/// Whether a segment lies on both sides of a place.
fn crosses(segment: &Segment, gutter: f32) -> bool {
    segment.from < gutter - 0.5 && segment.to > gutter + 0.5
}

/// The segments in bands from top to bottom.
fn bands(segments: Vec<Segment>, gutter: f32) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    for segment in segments {
        let is_crossing = crosses(&segment, gutter);
        let opens = bands.last().is_none_or(|band| band.crossing.is_empty() == is_crossing);
        if opens {
            bands.push(Band::default());
        }
        let Some(band) = bands.last_mut() else { continue };
        if is_crossing {
            band.crossing.push(segment);
        } else if segment.from + segment.to < gutter * 2.0 {
            band.left.push(segment);
        } else {
            band.right.push(segment);
        }
    }
    bands
}

/// The gutter with the most lines beside it; `None` where no place is one.
fn best_gutter(segments: &[Segment]) -> Option<f32> {
    let mut starts: Vec<f32> = segments.iter().map(|segment| segment.from).collect();
    starts.sort_by(f32::total_cmp);
    starts.dedup_by(|a, b| (*a - *b).abs() < 2.0);
    let step = starts.len().div_ceil(MOST_TRIED).max(1);
    let tried = starts.iter().skip(1).step_by(step).map(|start| start - 1.0);
    let scored = tried.filter_map(|gutter| Some((score(segments, gutter)?, gutter)));
    scored.max_by_key(|(score, _)| *score).map(|(_, gutter)| gutter)
}

/// How many lines stand beside a gutter, less those that cross it; `None` where it is none.
fn score(segments: &[Segment], gutter: f32) -> Option<isize> {
    let mut score = 0;
    let mut sides: [Vec<&Segment>; 2] = Default::default();
    let mut close = |sides: &mut [Vec<&Segment>; 2]| {
        let [left, right] = std::mem::take(sides);
        if are_columns(&left, &right) {
            score += isize::try_from(left.len() + right.len()).unwrap_or(isize::MAX);
        }
    };
    let mut crossing = 0;
    for segment in segments {
        if crosses(segment, gutter) {
            crossing += 1;
            close(&mut sides);
        } else {
            sides[usize::from(segment.from + segment.to >= gutter * 2.0)].push(segment);
        }
    }
    close(&mut sides);
    (score > 0 && score > crossing / 2).then_some(score * 2 - crossing)
}

/// Segments from top to bottom, those on one baseline side by side.
fn rows(segments: Vec<Segment>) -> Region {
    let mut rows: Vec<Row> = Vec::new();
    for segment in segments {
        match rows.last_mut() {
            Some(row) if is_beside(row, &segment) => row.push(segment),
            _ => rows.push(vec![segment]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.from.total_cmp(&b.from));
    }
    rows
}

/// Whether a segment stands on the baseline of a row.
fn is_beside(row: &Row, segment: &Segment) -> bool {
    row.first().is_some_and(|first| {
        (segment.v - first.v).abs() < 0.4 * first.size.min(segment.size)
            && row.iter().all(|other| segment.from >= other.to || segment.to <= other.from)
    })
}
