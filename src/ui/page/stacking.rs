//! Where cards beside the text stand: at their lines, below each other, smaller where they crowd.

/// How far a card may stand from its line, in points, before cards around it are made smaller.
const FARTHEST: f32 = 64.0;

/// Space between two cards, in points.
const GAP: f32 = 6.0;

/// A card that wants to be beside a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// Where it would begin.
    pub(super) y: f32,
    /// Its height when it is whole.
    pub(super) whole: f32,
    /// Its height when it is one line.
    pub(super) line: f32,
    /// It stays whole, and at its line.
    pub(super) is_selected: bool,
}

/// How much of a card is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// All of it.
    Whole,
    /// Its first line.
    Line,
    /// Nothing: it is counted at the one before.
    Counted,
}

/// Where a card came to stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Put {
    /// Its upper edge.
    pub(super) y: f32,
    /// How much of it there is.
    pub(super) form: Form,
}

/// Places cards, which come from top to bottom; they never lie over each other and keep their
/// order.
///
/// The selected one stands at its line, and the others make way up and down. Without it all are
/// pushed down. Where one would come to stand too far from its line, its neighbours are made one
/// line, then it is itself, and at last it is only counted.
pub(super) fn stack(wanted: &[Wanted]) -> Vec<Put> {
    let selected = wanted.iter().position(|card| card.is_selected);
    let mut put: Vec<Put> =
        wanted.iter().map(|card| Put { y: card.y, form: Form::Whole }).collect();
    loop {
        place(wanted, &mut put, selected);
        let is_far = |n: &usize| {
            put[*n].form != Form::Counted && (put[*n].y - wanted[*n].y).abs() > FARTHEST
        };
        let Some(far) = (0..wanted.len()).find(is_far) else { return put };
        make_smaller(&mut put, far, selected);
    }
}

/// Makes one card smaller, so that the one at `far` comes nearer to its line.
fn make_smaller(put: &mut [Put], far: usize, selected: Option<usize>) {
    let is_whole = |n: &usize| put[*n].form == Form::Whole && Some(*n) != selected;
    let between = match selected {
        Some(selected) if far < selected => (far + 1..selected).find(is_whole),
        Some(selected) => (selected + 1..far).rev().find(is_whole),
        None => (0..far).rev().find(is_whole),
    };
    match between {
        Some(other) => put[other].form = Form::Line,
        None if put[far].form == Form::Whole => put[far].form = Form::Line,
        None => put[far].form = Form::Counted,
    }
}

fn place(wanted: &[Wanted], put: &mut [Put], selected: Option<usize>) {
    let from = selected.unwrap_or(0);
    let mut free = f32::NEG_INFINITY;
    for n in from..wanted.len() {
        put[n].y = wanted[n].y.max(free);
        if put[n].form != Form::Counted {
            free = put[n].y + height(&wanted[n], put[n].form) + GAP;
        }
    }
    let mut free = selected.map_or(f32::INFINITY, |selected| put[selected].y - GAP);
    for n in (0..from).rev() {
        put[n].y = wanted[n].y.min(free - height(&wanted[n], put[n].form));
        if put[n].form != Form::Counted {
            free = put[n].y - GAP;
        }
    }
}

/// The height of a card in a form.
pub(super) fn height(card: &Wanted, form: Form) -> f32 {
    match form {
        Form::Whole => card.whole,
        Form::Line => card.line,
        Form::Counted => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cards(places: &[f32], selected: Option<usize>) -> Vec<Wanted> {
        let card = |(n, y): (usize, &f32)| Wanted {
            y: *y,
            whole: 60.0,
            line: 24.0,
            is_selected: selected == Some(n),
        };
        places.iter().enumerate().map(card).collect()
    }

    /// No two cards share a place, and they keep their order.
    fn assert_apart(wanted: &[Wanted], put: &[Put]) {
        let shown: Vec<(f32, f32)> = wanted
            .iter()
            .zip(put)
            .filter(|(_, put)| put.form != Form::Counted)
            .map(|(card, put)| (put.y, put.y + height(card, put.form)))
            .collect();
        assert!(shown.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{shown:?}");
    }

    #[test]
    fn a_card_that_has_room_stands_at_its_line() {
        let wanted = cards(&[0.0, 100.0, 130.0], None);
        let put = stack(&wanted);
        assert_eq!(put.iter().map(|p| p.y).collect::<Vec<f32>>(), [0.0, 100.0, 166.0]);
        assert!(put.iter().all(|p| p.form == Form::Whole));
    }

    #[test]
    fn crowded_cards_become_lines_and_then_a_number() {
        let wanted = cards(&[0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0], None);
        let put = stack(&wanted);
        assert_apart(&wanted, &put);
        assert!(put.iter().any(|p| p.form == Form::Line));
        assert!(put.iter().any(|p| p.form == Form::Counted));
        assert!(
            wanted
                .iter()
                .zip(&put)
                .all(|(w, p)| (p.y - w.y).abs() <= FARTHEST || p.form == Form::Counted)
        );
    }

    #[test]
    fn the_selected_card_is_whole_and_at_its_line_and_others_make_way() {
        let places: Vec<f32> = (0..40_u8).map(|n| f32::from(n) * 11.0).collect();
        for selected in [0, 17, 39] {
            let wanted = cards(&places, Some(selected));
            let put = stack(&wanted);
            assert_apart(&wanted, &put);
            assert_eq!(put[selected], Put { y: places[selected], form: Form::Whole });
        }
    }
}
