//! Fonts of the system for the interface, where its own has no sign for a character.
//!
//! The toolkit brings a provider too, which looks for all fonts of the system once more, and lets the
//! first frame wait for it. This one asks the collection that the page has anyway.

use egui::epaint::mutex::Mutex;
use egui::epaint::text::{
    FallbackRequest, FontInsert, FontPriority, FontProvider, InsertFontFamily,
};
use egui::{FontData, FontFamily};
use fontique::{FallbackKey, GenericFamily, QueryFamily, QueryFont, QueryStatus, Script};
use parley::FontContext;
use unicode_script::UnicodeScript as _;

use super::engine::Face;
use super::scripts::Writing;

/// Where a sign may be found that belongs to no script, after the font that was asked for.
const SIGNS: [GenericFamily; 5] = [
    GenericFamily::SystemUi,
    GenericFamily::Emoji,
    GenericFamily::Math,
    GenericFamily::Serif,
    GenericFamily::Monospace,
];

/// Looks for characters of the interface among the fonts of the page.
pub(super) struct SystemFallback(Mutex<FontContext>);

impl SystemFallback {
    /// Over a copy of `fonts` that shares what they know.
    pub(super) fn over(fonts: &FontContext) -> Self {
        Self(Mutex::new(fonts.clone()))
    }

    /// A font with a sign for `c`, which stands in text of `family`.
    fn find(&self, c: char, family: &FontFamily) -> Option<(QueryFont, String)> {
        let mut fonts = self.0.lock();
        let FontContext { collection, source_cache } = &mut *fonts;
        let mut query = collection.query(source_cache);
        let writing = Writing::of(c.encode_utf8(&mut [0; 4]), None, Face::Interface);
        let named = writing.families.iter().map(|name| QueryFamily::Named(name));
        let own = match family {
            FontFamily::Monospace => GenericFamily::Monospace,
            FontFamily::Proportional | FontFamily::Name(_) => GenericFamily::SansSerif,
        };
        let generic = std::iter::once(own).chain(SIGNS).map(QueryFamily::Generic);
        let script = script_of(c);
        match script {
            Some(script) => {
                query.set_families(named.chain([QueryFamily::Generic(own)]));
                query.set_fallbacks(FallbackKey::new(script, writing.language.as_ref()));
            }
            None => query.set_families(generic),
        }
        let mut found = None;
        query.matches_with(|font| {
            let sign = font.charmap().and_then(|signs| signs.map(c)).filter(|sign| *sign != 0);
            if sign.is_none() {
                return QueryStatus::Continue;
            }
            found = Some(font.clone());
            QueryStatus::Stop
        });
        drop(query);
        let font = found?;
        let name = collection.family_name(font.family.0).unwrap_or("unknown");
        let name = format!("system {name} {} {}", font.family.1, font.index);
        Some((font, name))
    }
}

impl FontProvider for SystemFallback {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let (font, name) = self.find(request.cluster.chars().next()?, request.family)?;
        let (file, _) = font.blob.into_raw_parts();
        let family = request.family.clone();
        let families = vec![InsertFontFamily { family, priority: FontPriority::Lowest }];
        Some(FontInsert { name, data: FontData::from_blob(file, font.index), families })
    }
}

/// The script of `c`; `None` for signs that all scripts use.
fn script_of(c: char) -> Option<Script> {
    use unicode_script::Script as Of;
    match c.script() {
        Of::Common | Of::Inherited | Of::Unknown => None,
        script => Script::parse(script.short_name()).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::setting::Fonts;

    #[test]
    fn what_no_font_has_is_not_found_and_costs_nothing_more() {
        let fonts = Fonts::bundled();
        let fallback = SystemFallback::over(&fonts.context);
        let request = FallbackRequest { cluster: "\u{e0fe}", family: &FontFamily::Proportional };
        assert!(fallback.font_for(&request).is_none());
    }

    #[test]
    fn a_letter_is_found_where_its_font_was_registered() {
        let fonts = Fonts::bundled();
        let fallback = SystemFallback::over(&fonts.context);
        let mut registered = fallback.0.lock();
        let ubuntu = registered.collection.family_id("Ubuntu").into_iter();
        registered.collection.set_generic_families(GenericFamily::SansSerif, ubuntu);
        drop(registered);
        let request = FallbackRequest { cluster: "é", family: &FontFamily::Proportional };
        let found = fallback.font_for(&request).map(|insert| insert.name);
        assert_eq!(found.as_deref(), Some("system Ubuntu 0 0"));
    }

    #[test]
    fn signs_belong_to_no_script() {
        assert_eq!(script_of('ش'), Script::parse("Arab").ok());
        assert_eq!(script_of('→'), None);
    }
}
