//! One macro for the fixed lists of words: a variant, its key for files and scripts, its label.

/// Declares an enum whose variants have a key (`"web-page"`) and a label for people (`"web page"`).
///
/// Gives `ALL`, `key`, `label` and `parse`; the first variant is the default.
macro_rules! vocabulary {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $(#[$first_meta:meta])* $first:ident = $first_key:literal, $first_label:literal;
            $($(#[$variant_meta:meta])* $variant:ident = $key:literal, $label:literal;)*
        }
    ) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        pub enum $name {
            $(#[$first_meta])*
            #[default]
            $first,
            $($(#[$variant_meta])* $variant,)*
        }

        impl $name {
            /// Every variant, in the order in which people are shown them.
            pub const ALL: &'static [Self] = &[Self::$first, $(Self::$variant,)*];

            /// The word for scripts and JSON: lower case, hyphens for spaces.
            pub fn key(self) -> &'static str {
                match self {
                    Self::$first => $first_key,
                    $(Self::$variant => $key,)*
                }
            }

            /// The word for people, in lower case.
            pub fn label(self) -> &'static str {
                match self {
                    Self::$first => $first_label,
                    $(Self::$variant => $label,)*
                }
            }

            /// The variant with this key or label, in any case.
            pub fn parse(word: &str) -> Option<Self> {
                let word = word.trim();
                Self::ALL.iter().copied().find(|v| {
                    word.eq_ignore_ascii_case(v.key()) || word.eq_ignore_ascii_case(v.label())
                })
            }

            /// Whether this is the default; lets serde leave it out of a file.
            pub fn is_default(&self) -> bool {
                *self == Self::default()
            }
        }
    };
}

pub(crate) use vocabulary;
