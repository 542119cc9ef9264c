//! Which words are accounted for, on the page and beside it.

use egui::{Key, Modifiers};
use obelus::model::ExemptReason;

use crate::desk::Desk;

const STORY: &str = "The tram\n\nIt rose by 12 per cent. It opened in March.\n";

#[test]
fn open_words_are_gone_through_and_said_to_need_no_check_for_a_reason() {
    let mut desk = Desk::with(STORY);
    desk.key(Key::U);
    desk.key(Key::U);
    desk.keys(Modifiers::SHIFT, Key::X);
    desk.click("the block");
    desk.click("house style");
    desk.type_into("More on why", "the rubric");
    desk.click("Nothing to check");
    let exempt = desk.review().exempt().next().unwrap();
    assert_eq!((exempt.reason, exempt.note.as_str()), (ExemptReason::HouseStyle, "the rubric"));
    assert_eq!(exempt.place.range().unwrap().of(desk.review().text()), "The tram");
    assert_eq!(desk.review().tally().to_do(), 10);
}
