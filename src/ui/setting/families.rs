//! Which fonts: a good serif for the page and a sans for the interface, from the system, with a
//! fallback that is always there.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};
use fontique::{
    Blob, Collection, CollectionOptions, FontStyle, FontWeight, FontWidth, SourceCache,
};
use parley::{FontContext, FontFamilyName};

use super::engine::near;
use super::near::Near;

/// Serifs for the page, the best first; the first that the system has is taken.
const SERIFS: &[&str] = &[
    "Source Serif 4",
    "Source Serif Pro",
    "Charter",
    "Noto Serif",
    "Georgia",
    "Libertinus Serif",
    "Linux Libertine O",
    "Liberation Serif",
    "DejaVu Serif",
    "Times New Roman",
];

/// Sans-serifs for the interface, the best first.
const SANS: &[&str] = &[
    "Inter",
    "Noto Sans",
    "Source Sans 3",
    "Adwaita Sans",
    "Cantarell",
    "Segoe UI",
    "Helvetica Neue",
    "Roboto",
    "Ubuntu",
    "Liberation Sans",
    "DejaVu Sans",
];

/// Families for excerpts in the interface, the best first.
const INTERFACE: &[&str] =
    &["Inter", "Noto Sans", "Source Sans 3", "Cantarell", "Segoe UI", "DejaVu Sans"];

/// The generic family behind [`INTERFACE`], then the bundled one.
const INTERFACE_FALLBACKS: &[&str] = &["sans-serif", BUNDLED];

/// Name of the font that egui brings along, so that there is text on a machine without fonts.
const BUNDLED: &str = "Ubuntu";

/// Name of the font that egui brings for fixed pitch. It has the arrows and ticks that the interface
/// uses and few texts have: with it, no other font is looked for at the start.
const SIGNS: &str = "Hack";

/// The fonts of the program, found before there is a window to show them in.
pub(in crate::ui) struct Fonts {
    pub(super) context: FontContext,
    /// The first families of the faces.
    pub(super) near: Near,
    /// The families of the page, best first.
    pub(super) page: Vec<FontFamilyName<'static>>,
    /// Those of excerpts in the interface.
    pub(super) interface: Vec<FontFamilyName<'static>>,
    /// The fonts of the interface as egui takes them.
    pub(super) definitions: FontDefinitions,
}

impl Fonts {
    /// Asks the system for its fonts; with many of them that takes a while.
    ///
    /// A system that is asked and has none at all gets those that the program brings along: the
    /// search breaks down there.
    pub(in crate::ui) fn find() -> Self {
        let system = || Self::of(fonts(true));
        std::panic::catch_unwind(system).unwrap_or_else(|_| Self::bundled())
    }

    /// The fonts that the program brings along, and no others.
    pub(in crate::ui) fn bundled() -> Self {
        Self::of(fonts(false))
    }

    fn of(mut context: FontContext) -> Self {
        let definitions = interface_fonts(&mut context.collection, &mut context.source_cache);
        let bundled = Blob::new(Arc::new(epaint_default_fonts::UBUNTU_LIGHT));
        context.collection.register_fonts(bundled, None);
        let mut known = |name: &&str| context.collection.family_id(name).is_some();
        // One serif is enough: the system's own list goes on from there.
        let serif = SERIFS.iter().copied().find(&mut known);
        let sans: Vec<&str> = INTERFACE.iter().copied().filter(known).collect();
        let page = families(serif.iter().chain(PAGE_FALLBACKS));
        let interface = families(sans.iter().chain(INTERFACE_FALLBACKS));
        let near = near(&mut context, &page, &interface);
        Self { context, near, page, interface, definitions }
    }
}

/// The fonts of the system or none, so that copies of them share what they know.
fn fonts(system_fonts: bool) -> FontContext {
    let options = CollectionOptions { shared: true, system_fonts };
    FontContext { collection: Collection::new(options), source_cache: SourceCache::new_shared() }
}

fn families<'a>(names: impl Iterator<Item = &'a &'static str>) -> Vec<FontFamilyName<'static>> {
    names.filter_map(|name| FontFamilyName::parse(name)).collect()
}

/// The generic family behind the page's first, then the bundled one.
const PAGE_FALLBACKS: &[&str] = &["serif", BUNDLED];

/// The fonts of the interface: the system's sans in two weights in front of what egui brings.
///
/// The bold weight is the family [`bold`]; without a system font both are egui's own.
fn interface_fonts(collection: &mut Collection, cache: &mut SourceCache) -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let family = SANS.iter().find_map(|name| collection.family_by_name(name));
    let fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for (egui_family, weight) in
        [(FontFamily::Proportional, FontWeight::NORMAL), (bold(), FontWeight::SEMI_BOLD)]
    {
        let mut names = fallback.clone();
        names.push(SIGNS.to_owned());
        let face = family
            .as_ref()
            .and_then(|f| f.match_font(FontWidth::NORMAL, FontStyle::Normal, weight, false))
            .and_then(|face| Some((face.load(Some(cache))?, face.index())));
        if let Some((blob, index)) = face {
            let name = format!("interface {}", weight.value());
            let (file, _) = blob.into_raw_parts();
            let data = FontData::from_blob(file, index);
            fonts.font_data.insert(name.clone(), Arc::new(data));
            names.insert(0, name);
        }
        fonts.families.insert(egui_family, names);
    }
    fonts
}

/// The bold interface family.
pub(crate) fn bold() -> FontFamily {
    FontFamily::Name("bold".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_font_of_the_system_bold_text_has_one_too() {
        let interface = Fonts::bundled().definitions;
        let fonts = interface.families.get(&bold()).map(Vec::as_slice).unwrap_or_default();
        assert!(fonts.iter().all(|name| interface.font_data.contains_key(name)));
        assert!(!fonts.is_empty());
    }
}
