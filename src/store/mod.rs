//! The disk, the clock and chance: the only room that touches them below the app itself.
//!
//! Paths stand in its errors and nowhere below. The article file is read and never written; the
//! sidecar is replaced whole, by a rename, and only when the file there is still the one that was
//! read. A sidecar that could not be read is never written over.

mod article;
mod disk;
mod error;
mod known;
mod open;
mod page_style;
mod paths;
mod save;
mod settings;
mod timings;
mod world;

pub use article::{ArticleOnDisk, article_on_disk, read_draft};
use disk::read_until;
pub use disk::{read_capped, read_head, reader, write_atomically};
pub use error::{OpenError, SaveError, StoreError, StoreErrorKind};
pub use open::{AskedFor, Opened, first_blocks, is_long, open, open_article_only, open_with, peek};
pub use page_style::PageStyle;
pub use paths::{article_path, conflict_path, is_sidecar, sidecar_path};
pub use save::{Fingerprint, save};
pub use settings::{
    MotionChoice, Recent, RendererChoice, Settings, Snap, ThemeChoice, WindowPlace, load_settings,
    save_settings, settings_path,
};
pub use timings::Timings;
pub use world::{World, new_id, now, today};
