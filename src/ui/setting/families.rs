//! Which fonts: a good serif for the page and a sans for the interface, from the system, with a
//! fallback that is always there.

use std::borrow::Cow;
use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};
use fontique::{
    Blob, Collection, CollectionOptions, FontStyle, FontWeight, FontWidth, SourceCache,
};
use parley::{FontContext, FontFamilyName};

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

/// Name of the font that egui brings along, so that there is text on a machine without fonts.
const BUNDLED: &str = "Ubuntu";

/// Name of the font that egui brings for fixed pitch. It has the arrows and ticks that the interface
/// uses and few texts have: with it, no other font is looked for at the start.
const SIGNS: &str = "Hack";

/// The fonts of the program, found before there is a window to show them in.
pub(in crate::ui) struct Fonts {
    pub(super) context: FontContext,
    /// The families of the page, best first.
    pub(super) page: Vec<FontFamilyName<'static>>,
    /// Those of the interface, as egui takes them.
    pub(super) interface: FontDefinitions,
}

impl Fonts {
    /// Asks the system for its fonts; with many of them that takes a while.
    pub(in crate::ui) fn find() -> Self {
        let mut context = fonts(true);
        let mut page: Vec<FontFamilyName<'static>> = page_families(&mut context.collection)
            .into_iter()
            .map(|name| FontFamilyName::Named(Cow::Owned(name)))
            .collect();
        page.extend(PAGE_FALLBACKS.iter().filter_map(|name| FontFamilyName::parse(name)));
        let interface = interface_fonts(&mut context.collection, &mut context.source_cache);
        Self { context, page, interface }
    }

    /// The fonts that the program brings along, and no others.
    pub(in crate::ui) fn bundled() -> Self {
        let mut context = fonts(false);
        drop(page_families(&mut context.collection));
        let page = PAGE_FALLBACKS.iter().filter_map(|name| FontFamilyName::parse(name)).collect();
        Self { context, page, interface: FontDefinitions::default() }
    }
}

/// The fonts of the system or none, so that copies of them share what they know.
fn fonts(system_fonts: bool) -> FontContext {
    let options = CollectionOptions { shared: true, system_fonts };
    FontContext { collection: Collection::new(options), source_cache: SourceCache::new_shared() }
}

/// Registers the bundled font and gives the families for the page, best first.
fn page_families(collection: &mut Collection) -> Vec<String> {
    let bundled = Blob::new(Arc::new(epaint_default_fonts::UBUNTU_LIGHT));
    collection.register_fonts(bundled, None);
    let known = |name: &&&str| collection.family_id(name).is_some();
    SERIFS.iter().filter(known).map(|name| (**name).to_owned()).take(1).collect()
}

/// The generic family behind [`page_families`], then the bundled one.
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
