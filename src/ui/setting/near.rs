//! The families that nearly every text is set in, in a collection of their own.
//!
//! A generic family like “serif” stands for all fonts of the machine, a hundred and more, and for each
//! digit, which might begin an emoji, the list is made again. A text whose letters are all in the
//! first family of its face needs none of that: here each face has this one family, and the rest of
//! the fonts is asked only where it has no glyph.

use parley::fontique::{
    Blob, Collection, CollectionOptions, FamilyInfo, FontInfoOverride, FontStyle, FontWeight,
    FontWidth, SourceCache,
};
use parley::{FontContext, FontFamilyName};
use swash::FontDataRef;

use super::engine::Face;

/// One family for each face, as far as there is one.
pub(super) struct Near {
    pub(super) fonts: FontContext,
    faces: Vec<Face>,
}

/// The name of a face's family among the near fonts.
pub(super) fn near_name(face: Face) -> &'static str {
    match face {
        Face::Page => "near page",
        Face::Interface => "near interface",
        Face::Mono => "near mono",
    }
}

impl Near {
    /// Takes the first family of each list that `far` has.
    pub(super) fn new(far: &mut FontContext, lists: &[(Face, &[FontFamilyName<'_>])]) -> Self {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let collection = Collection::new(options);
        let fonts = FontContext { collection, source_cache: SourceCache::default() };
        let mut near = Self { fonts, faces: Vec::new() };
        for (face, names) in lists {
            let family = names.iter().find_map(|name| family(&mut far.collection, name));
            if family.is_some_and(|family| near.take(&family, *face, &mut far.source_cache)) {
                near.faces.push(*face);
            }
        }
        near
    }

    /// Whether there is a family for `face`.
    pub(super) fn has(&self, face: Face) -> bool {
        self.faces.contains(&face)
    }

    /// Takes in what of a family a text may ask for; gives whether it could.
    fn take(&mut self, family: &FamilyInfo, face: Face, cache: &mut SourceCache) -> bool {
        let mut taken: Vec<Blob<u8>> = Vec::new();
        let wanted = [FontStyle::Normal, FontStyle::Italic]
            .into_iter()
            .flat_map(|style| [FontWeight::NORMAL, FontWeight::BOLD].map(|weight| (style, weight)));
        for (style, weight) in wanted {
            let font = family.match_font(FontWidth::NORMAL, style, weight, true);
            let Some(blob) = font.and_then(|font| font.load(Some(cache))) else { return false };
            // All fonts of a file are registered: of a collection, those of other families too.
            if FontDataRef::new(blob.as_ref()).is_none_or(|file| file.len() != 1) {
                return false;
            }
            if !taken.contains(&blob) {
                taken.push(blob);
            }
        }
        let name = FontInfoOverride { family_name: Some(near_name(face)), ..Default::default() };
        for blob in taken {
            self.fonts.collection.register_fonts(blob, Some(name));
        }
        true
    }
}

fn family(collection: &mut Collection, name: &FontFamilyName<'_>) -> Option<FamilyInfo> {
    let id = match name {
        FontFamilyName::Named(name) => collection.family_id(name)?,
        FontFamilyName::Generic(generic) => collection.generic_families(*generic).next()?,
    };
    collection.family(id)
}
