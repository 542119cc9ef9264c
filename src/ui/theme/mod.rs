//! Every colour and measure of the window, in one place.

mod icon;
pub(super) mod motion;
mod palettes;
mod style;

use egui::Color32;

use crate::model::{Verdict, WorkState};
use crate::store::ThemeChoice;

pub(super) use icon::icon;
pub(super) use style::{apply, fit_tooltips};

/// The colours of one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tokens {
    /// Behind the text of the article.
    pub paper: Color32,
    /// Behind bars and panels.
    pub chrome: Color32,
    /// Thin lines between things.
    pub line: Color32,
    /// Text.
    pub ink: Color32,
    /// Text that may be overlooked.
    pub muted: Color32,
    /// What is chosen or can be followed.
    pub accent: Color32,
    /// Behind cards and fields.
    pub card: Color32,
    /// Behind what is selected.
    pub selected: Color32,
    /// Behind selected words of the article.
    pub selection: Color32,
    /// Behind words that were looked for.
    pub found: Color32,
    /// Around the current one of them, and in the scroll bar.
    pub found_edge: Color32,
    /// Around each of the others, where a ground alone would say too little.
    pub found_line: Color32,
    /// Behind words that another draft does not have.
    pub gone: Color32,
    /// Behind words that came with a draft.
    pub fresh: Color32,
    /// Behind words that nobody has accounted for.
    pub open: Color32,
    /// Around them, where a ground alone would say too little.
    pub open_line: Color32,
    /// Under words that need no check.
    pub exempt: Color32,
    /// Confirmed.
    pub good: Color32,
    /// Wrong.
    pub bad: Color32,
    /// Partly right, unsupported.
    pub partly: Color32,
    /// Disputed.
    pub disputed: Color32,
    /// On author, kept unconfirmed, opinion.
    pub author: Color32,
    /// Whether light stands on dark.
    pub is_dark: bool,
}

/// How much what stands behind a dialog is darkened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shade {
    /// Just so that it is seen which is in front.
    Faint,
    /// As behind most dialogs.
    Plain,
}

impl Shade {
    /// What is laid over the window.
    pub(super) fn colour(self) -> Color32 {
        Color32::from_black_alpha(match self {
            Self::Faint => 15,
            Self::Plain => 60,
        })
    }
}

const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

/// Dark on light.
pub(super) const LIGHT: Tokens = Tokens {
    paper: rgb(0xfcfbf8),
    chrome: rgb(0xf3f1ec),
    line: rgb(0xdedad1),
    ink: rgb(0x1e1c19),
    muted: rgb(0x625d55),
    accent: rgb(0x28507a),
    card: rgb(0xffffff),
    selected: rgb(0xdce8f5),
    selection: rgb(0xc9dcf2),
    found: rgb(0xffdf9e),
    found_edge: rgb(0x9a4f00),
    found_line: Color32::TRANSPARENT,
    gone: rgb(0xfbdfd8),
    fresh: rgb(0xd7efdf),
    open: rgb(0xfff3c9),
    open_line: Color32::TRANSPARENT,
    exempt: rgb(0x857f71),
    good: rgb(0x0b7256),
    bad: rgb(0xb5391d),
    partly: rgb(0x85560a),
    disputed: rgb(0x8a3f8f),
    author: rgb(0x4d5fae),
    is_dark: false,
};

/// Light on dark.
pub(super) const DARK: Tokens = Tokens {
    paper: rgb(0x1b1c1e),
    chrome: rgb(0x232427),
    line: rgb(0x34363a),
    ink: rgb(0xe4e1da),
    muted: rgb(0xb3aea4),
    accent: rgb(0x8db9e6),
    card: rgb(0x26272a),
    selected: rgb(0x293a4e),
    selection: rgb(0x2c445f),
    found: rgb(0x543d10),
    found_edge: rgb(0xf5b041),
    found_line: Color32::TRANSPARENT,
    gone: rgb(0x4f2a22),
    fresh: rgb(0x1f4234),
    open: rgb(0x3d3619),
    open_line: Color32::TRANSPARENT,
    exempt: rgb(0x7d7870),
    good: rgb(0x4fc49d),
    bad: rgb(0xff9072),
    partly: rgb(0xe9b44c),
    disputed: rgb(0xd79adf),
    author: rgb(0xa6b3ff),
    is_dark: true,
};

impl Tokens {
    /// The tokens of the theme that is on.
    pub(super) fn of(ctx: &egui::Context, choice: ThemeChoice) -> Self {
        let [light, dark] = palettes::pair(choice);
        match ctx.theme() {
            egui::Theme::Dark => dark,
            egui::Theme::Light => light,
        }
    }

    /// The colour of a verdict.
    pub(super) fn verdict(&self, verdict: Verdict) -> Color32 {
        match verdict {
            Verdict::Confirmed | Verdict::ConfirmedWithFix => self.good,
            Verdict::Wrong => self.bad,
            Verdict::PartlyRight | Verdict::Unsupported => self.partly,
            Verdict::Disputed => self.disputed,
            Verdict::KeptUnconfirmed | Verdict::OnAuthor | Verdict::Opinion => self.author,
            Verdict::Cut => self.muted,
        }
    }

    /// The colour of a mark: its verdict's, or that of what stands in its way.
    pub(super) fn mark(&self, state: WorkState, verdict: Option<Verdict>) -> Color32 {
        match (state, verdict) {
            (WorkState::Recheck | WorkState::Lost, _) => self.bad,
            (_, Some(verdict)) => self.verdict(verdict),
            (_, None) => self.muted,
        }
    }
}

/// Sizes in points.
pub(super) mod size {
    /// Running text of the page at 100 %.
    pub(crate) const PAGE_TEXT: f32 = 18.0;
    /// Room left of the column for numbers and badges.
    pub(crate) const GUTTER: f32 = 104.0;
    /// Interface text.
    pub(crate) const TEXT: f32 = 13.0;
    /// Small interface text.
    pub(crate) const SMALL: f32 = 11.5;
    /// Numbers of blocks.
    pub(crate) const BLOCK_NUMBER: f32 = 10.5;
    /// Width of the list at the start.
    pub(crate) const LEFT_PANEL: f32 = 292.0;
    /// Width of the inspector at the start.
    pub(crate) const RIGHT_PANEL: f32 = 348.0;
    /// Radius of a badge.
    pub(crate) const BADGE: f32 = 8.0;
}
