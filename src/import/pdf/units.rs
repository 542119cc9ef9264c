//! Numbers of a page from one kind to another: the one place where they are rounded.

/// A length with the precision that is kept of it.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a page needs no sixteen digits; too large becomes infinite"
)]
pub(super) fn single(length: f64) -> f32 {
    length as f32
}

/// The nearest whole number; the largest there is for one that is too large.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast to a whole number stops at the ends of its range"
)]
pub(super) fn whole(number: f32) -> i32 {
    number.round() as i32
}

/// A length in whole hundredths of a point.
pub(super) fn hundredths(length: f32) -> i32 {
    whole(length * 100.0)
}

/// The length of so many hundredths of a point.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "what is longer than a page can be may be off by a hundredth"
)]
pub(super) fn points(hundredths: i64) -> f32 {
    (hundredths as f64 / 100.0) as f32
}

/// A size of letters in half points, to tell sizes apart.
pub(super) fn half_points(size: f32) -> i32 {
    whole(size * 2.0)
}
