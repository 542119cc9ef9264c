//! The page: the article laid out by parley, with its marks, its selection and its margin.
//!
//! One layout for each block, made when the block comes near the window; heights elsewhere are
//! estimated, and corrected without a jump, because the view hangs on a block and an offset into it
//! rather than on a distance from the top. What a frame costs depends on the lines in sight.

mod access;
mod beginnings;
mod beside;
mod blocks;
mod card;
mod compare;
mod cover;
mod decor;
mod found;
mod frame;
mod grid;
mod gutter;
mod handles;
mod heights;
mod keyboard;
mod lay_out;
mod link;
mod look;
mod margin_cards;
mod menu;
mod minimap;
mod note_signs;
mod numbers;
mod paint;
mod place;
mod pointer;
mod scroll;
mod selection_bar;
mod stacked;
mod stacking;
mod strips;
mod ticks;
mod view;

pub(super) use compare::CompareView;
pub(super) use view::{PageCx, PageView, page_id};
