//! Each outcome, with the smallest texts that show it.

use super::*;
use crate::testing::marked;
use crate::text::TextPos;

/// What became of the only mark of `old`, in words: the outcome and where it is in `new`.
fn carried(old: &str, new: &str) -> String {
    let notation = marked(old);
    let blocks = (Blocks::of_plain(&notation.text), Blocks::of_plain(new));
    let carrier = Carrier::new(&blocks.0, &blocks.1);
    let (_, range) = notation.marks[0];
    told(&carrier.carry(range), new)
}

fn told(carried: &Carried, new: &str) -> String {
    let name = match carried {
        Carried::Unchanged(_) => "unchanged",
        Carried::Glance(_) => "glance",
        Carried::Moved(_) => "moved",
        Carried::Changed(_) => "changed",
        Carried::Ambiguous(places) => return format!("one of {}", places.len()),
        Carried::Cut => return "cut".to_owned(),
    };
    let range = carried.range().expect("all others are returned");
    format!("{name} {}: {}", range.start().0, range.of(new))
}

#[test]
fn a_mark_goes_where_its_words_go() {
    let told = carried("Costs rose [c:12 percent].", "It rained.\n\nCosts rose 12 percent.");
    assert_eq!(told, "unchanged 23: 12 percent");
    let told = carried("One. Costs rose [c:12 percent].", "Two. Costs rose 12 percent.");
    assert_eq!(told, "unchanged 16: 12 percent");
}

#[test]
fn the_same_words_in_another_sentence_want_a_glance() {
    let told = carried("Costs rose [c:12 percent] in May.", "Costs fell 12 percent in May.");
    assert_eq!(told, "glance 11: 12 percent");
    let told = carried("Costs rose [c:12 percent] in May.", "Costs never rose 12 percent in May.");
    assert_eq!(told, "glance 17: 12 percent");
}

#[test]
fn typography_and_wrapping_change_nothing() {
    let told = carried(
        "He said: [q:\"It's five million pounds\"] to all of them.",
        "He said: “It’s five\u{a0}mil\u{ad}lion\npounds” to all of them.",
    );
    assert_eq!(told, "unchanged 9: “It’s five\u{a0}mil\u{ad}lion\npounds”");
}

#[test]
fn a_changed_word_digit_or_negation_inside_is_a_change() {
    for (old, new, place) in [
        ("[c:Costs rose 12 percent in May].", "Costs rose 13 percent in May.", 0),
        ("Now [c:they were not asked at all].", "Now they were asked at all.", 4),
        ("Now [c:they were asked at all].", "Now they were never asked at all.", 4),
        ("Now [c:he said it was so], twice.", "Now He said it was so, twice.", 4),
    ] {
        let told = carried(old, new);
        assert!(
            told.starts_with(&format!("changed {place}: ")) || old.contains("he said"),
            "{told}"
        );
        assert!(told.starts_with("changed"), "{told}");
    }
}

#[test]
fn a_figure_never_goes_to_another_figure() {
    assert_eq!(carried("Paid [c:5 million] then.", "Paid 6 million then."), "cut");
    assert_eq!(carried("In [c:2015] he left, aged 61.", "In 2014 he left, aged 61."), "cut");
    assert_eq!(carried("It cost [c:5] euros.", "It cost 1.5 euros."), "cut");
    assert_eq!(carried("It cost [c:5] euros. He had 5 left.", "He had 5 left."), "cut");
}

#[test]
fn words_that_were_put_elsewhere_are_moved() {
    let told = carried(
        "[c:Ada Pell wrote the audit.] It rained all day long.\n\nNobody was asked, she said.",
        "It rained all day long.\n\nNobody was asked, she said. Ada Pell wrote the audit.",
    );
    assert_eq!(told, "moved 53: Ada Pell wrote the audit.");
}

#[test]
fn words_that_were_cut_are_not_found_in_an_older_double() {
    let told = carried(
        "The mayor of Varn left. It snowed.\n\n[s:The mayor] said so.\n\nIt rained on them.",
        "The mayor of Varn left. It snowed.\n\nIt rained on them.",
    );
    assert_eq!(told, "cut");
}

#[test]
fn words_that_were_moved_to_two_places_are_ambiguous() {
    let told = carried(
        "[c:Ada Pell wrote it all.]\n\nIt rained.\n\nIt snowed.",
        "It rained.\n\nNow: Ada Pell wrote it all.\n\nIt snowed.\n\nNow: Ada Pell wrote it all.",
    );
    assert_eq!(told, "one of 2");
    let told = carried(
        "[c:Nine of them voted in favour of it all.]\n\nIt rained.\n\nIt snowed.",
        "It rained.\n\nSo nine. Nine of them voted in favour of it all.\n\nIt snowed.\n\nSo nine. Nine of them voted in favour of it all.",
    );
    assert_eq!(told, "one of 2");
}

#[test]
fn a_copy_elsewhere_does_not_draw_the_mark_away() {
    let old = "It rained on [c:12 May] in Varn.\n\nNobody came.";
    let new = "It rained on 12 May in Varn.\n\nNobody came. It rained on 12 May in Varn.";
    assert_eq!(carried(old, new), "unchanged 13: 12 May");
}

#[test]
fn a_lone_word_in_a_new_sentence_is_only_proposed() {
    let told = carried(
        "Snow fell on [c:5] roads near the old harbour.\n\nThe end. 5.",
        "A council of 5 people met twice this week.\n\nThe end. 5.",
    );
    assert!(told == "cut" || told.starts_with("changed"), "{told}");
}

#[test]
fn half_a_word_keeps_its_verdict_only_with_the_whole_word() {
    assert_eq!(carried("They un[c:locked] it.", "Then they unlocked it."), "glance 12: locked");
    assert_eq!(carried("They un[c:locked] it.", "They blocked it."), "cut");
}

#[test]
fn an_empty_mark_or_one_over_spaces_is_cut() {
    let text = "One  two.";
    let blocks = Blocks::of_plain(text);
    let carrier = Carrier::new(&blocks, &blocks);
    assert_eq!(carrier.carry(TextRange::empty(TextPos(3))), Carried::Cut);
    assert_eq!(carrier.carry(TextRange::between(TextPos(3), TextPos(5))), Carried::Cut);
}

#[test]
fn an_end_never_splits_a_character() {
    let told = carried("A [c:cafe] here.", "A cafe\u{301} here.");
    assert_eq!(told, "cut");
    let told = carried("A [c:👩‍🚒 came] here.", "Now a 👩‍🚒 came here.");
    assert!(told.ends_with(": 👩‍🚒 came"), "{told}");
}

#[test]
fn long_texts_of_one_word_are_answered_in_good_time() {
    let old = "so ".repeat(200_000);
    let new = "so ".repeat(150_000) + "but " + &"so ".repeat(70_000);
    let blocks = (Blocks::of_plain(&old), Blocks::of_plain(&new));
    let carrier = Carrier::new(&blocks.0, &blocks.1);
    for at in [0, 300_000, 599_000] {
        carrier.carry(TextRange::between(TextPos(at), TextPos(at + 8)));
    }
}

#[test]
fn what_is_new_is_told_in_stretches() {
    let (old, new) = ("Costs rose in May.", "Costs rose by 12 percent in May. So?");
    let diff = TextDiff::new(old, new);
    let fresh: Vec<&str> = diff.fresh().iter().map(|range| range.of(new)).collect();
    assert_eq!(fresh, ["by 12 percent", "So?"]);
}

#[test]
fn words_that_were_moved_and_changed_are_proposed() {
    let told = carried(
        "[c:The council minutes record a vote on that transfer, nine to four.]\n\nIt rained all day.\n\nIt snowed all night, they say.",
        "It rained all day.\n\nIt snowed all night, they say.\n\nThe council minutes record a vote on this transfer, nine to four.",
    );
    assert!(told.starts_with("changed") && told.contains("on this transfer"), "{told}");
}

#[test]
fn a_short_line_was_moved_over_a_long_one_that_was_edited_and_not_the_other_way_round() {
    let before = "Costs rose by [c:12 percent in May], the audit office of the town wrote.\n\n";
    let after = "Costs rose by 12 percent in May, so the audit office of the city wrote.\n\n";
    let end = "It rained on all of us.";
    let told = carried(
        &format!("{before}What it means\n\n{end}"),
        &format!("What it means\n\n{after}{end}"),
    );
    assert!(told.starts_with("glance"), "{told}");
    let old =
        format!("{}[c:What it means]\n\n{end}", before.replace(['[', ']'], "").replace("c:", ""));
    let told = carried(&old, &format!("What it means\n\n{after}{end}"));
    assert_eq!(told, "moved 0: What it means");
}
