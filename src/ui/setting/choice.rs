//! The family of the page: the one that was chosen, or the best serif there is.

use std::borrow::Cow;

use parley::FontFamilyName;

use super::engine::{Engine, Face, Setting, USUAL_CHARACTER, Weight};

/// Letters in about the frequency that they have in running text.
const SAMPLE: &str = "The story says that nobody had counted the passengers who were left behind on \
                      the platform when the last tram of the evening went, nor asked them why.";

impl Engine {
    /// Sets the page in `family` from now on; empty: the best serif. Gives whether that changes
    /// anything: then what was laid out before is stale.
    pub(crate) fn set_page_family(&mut self, family: &str) -> bool {
        if self.chosen == family {
            return false;
        }
        family.clone_into(&mut self.chosen);
        self.choice += 1;
        self.page.clone_from(&self.usual);
        self.character = USUAL_CHARACTER;
        if !family.is_empty() {
            self.page.insert(0, FontFamilyName::Named(Cow::Owned(family.to_owned())));
        }
        self.renew_near();
        if !family.is_empty() {
            self.character = self.mean_character();
        }
        true
    }

    /// The family that stands where none is chosen.
    pub(crate) fn usual_family(&self) -> &str {
        match self.usual.first() {
            Some(FontFamilyName::Named(name)) => name,
            _ => "serif",
        }
    }

    /// Rises with every change of the page's family.
    pub(crate) fn family_choice(&self) -> u32 {
        self.choice
    }

    /// Mean width of a character of the page, in ems.
    pub(crate) fn character(&self) -> f32 {
        self.character
    }

    /// The families that the page can be set in, by name.
    pub(crate) fn family_names(&mut self) -> Vec<String> {
        let hidden = |name: &String| name.starts_with('.');
        let names = self.fonts.collection.family_names().map(str::to_owned);
        let mut names: Vec<String> = names.filter(|name| !hidden(name)).collect();
        names.sort_by_cached_key(|name| name.to_lowercase());
        names.dedup();
        names
    }

    fn mean_character(&mut self) -> f32 {
        let setting = Setting {
            face: Face::Page,
            size: 100.0,
            weight: Weight::Regular,
            is_italic: false,
            line_height: 1.0,
            width: f32::MAX,
            scale: 1.0,
            language: None,
            is_justified: false,
        };
        let width = self.lay_out(SAMPLE, &setting, &[]).size().x;
        let mean = width / setting.size / SAMPLE.chars().count() as f32;
        if mean.is_finite() { mean.clamp(0.2, 1.2) } else { USUAL_CHARACTER }
    }
}
