//! Readings that somebody watches: how far they are, their first blocks, and their end.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use obelus::import::{Counted, FORMATS, ImportError, ImportOptions, Progress, Watch, import_with};
use obelus::model::Article;

/// Keeps what it is told, and has enough after so many pieces of news.
#[derive(Debug)]
struct Watcher {
    patience: usize,
    news: AtomicUsize,
    last: Mutex<Option<Progress>>,
    first: Mutex<Option<Article>>,
}

impl Watcher {
    fn new(patience: usize) -> Arc<Self> {
        let (news, last, first) = (AtomicUsize::new(0), Mutex::new(None), Mutex::new(None));
        Arc::new(Self { patience, news, last, first })
    }
}

impl Watch for Watcher {
    fn is_cancelled(&self) -> bool {
        self.news.load(Ordering::Relaxed) >= self.patience
    }

    fn is_at(&self, progress: Progress) {
        self.news.fetch_add(1, Ordering::Relaxed);
        let before = self.last.lock().unwrap().replace(progress);
        assert!(before.is_none_or(|before| before.done <= progress.done), "never goes back");
        assert!(progress.done <= progress.all);
    }

    fn wants_first_blocks(&self) -> bool {
        true
    }

    fn take_first_blocks(&self, article: Article) {
        assert!(self.first.lock().unwrap().replace(article).is_none(), "told once");
    }
}

fn story() -> String {
    "A sentence of a paragraph of the story.\n\n".repeat(2000)
}

#[test]
fn the_first_blocks_are_the_beginning_of_the_article() {
    for name in ["story.txt", "story.md"] {
        let watcher = Watcher::new(usize::MAX);
        let watch: Arc<dyn Watch> = watcher.clone();
        let options = ImportOptions { watch: Some(&watch), ..ImportOptions::default() };
        let article = import_with(Arc::new(story().into()), name, &options).unwrap().article;
        let first = watcher.first.lock().unwrap().take().unwrap();
        assert!(first.blocks().len() < article.blocks().len());
        assert!(article.blocks().starts_with(first.blocks()), "{name}");
        assert!(article.text().starts_with(first.text()), "{name}");
        let last = watcher.last.lock().unwrap().unwrap();
        assert_eq!((last.of, last.percent()), (Counted::Bytes, 99));
    }
}

#[test]
fn a_reading_that_nobody_waits_for_any_more_ends_without_an_article() {
    let fodt = format!(
        "<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         office:mimetype=\"application/vnd.oasis.opendocument.text\"><office:body><office:text>{}\
         </office:text></office:body></office:document>",
        "<text:p>A paragraph.</text:p>".repeat(500)
    );
    for (name, text) in [("a.txt", story()), ("a.md", story()), ("a.fodt", fodt)] {
        let watcher = Watcher::new(20);
        let watch: Arc<dyn Watch> = watcher.clone();
        let options = ImportOptions { watch: Some(&watch), ..ImportOptions::default() };
        let read = import_with(Arc::new(text.into()), name, &options);
        assert_eq!(read.err(), Some(ImportError::Cancelled), "{name}");
        assert_eq!(watcher.news.load(Ordering::Relaxed), 20, "{name}: it ends at once");
    }
}

#[test]
fn every_format_says_how_far_it_is_and_ends_where_it_is_told_to() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_docs");
    let mut seen = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let bytes = Arc::new(std::fs::read(&path).unwrap());
        let read = |watcher: &Arc<Watcher>| {
            let watch: Arc<dyn Watch> = watcher.clone();
            let options = ImportOptions { watch: Some(&watch), ..ImportOptions::default() };
            import_with(Arc::clone(&bytes), name, &options)
        };
        let watcher = Watcher::new(usize::MAX);
        seen.insert(read(&watcher).unwrap().format);
        let news = watcher.news.load(Ordering::Relaxed);
        assert!(news > 0, "{name}");
        for patience in [1, news.div_ceil(2), news] {
            let watcher = Watcher::new(patience);
            assert_eq!(read(&watcher).err(), Some(ImportError::Cancelled), "{name}");
            let heard = watcher.news.load(Ordering::Relaxed);
            assert_eq!(heard, patience, "{name}: it ends at once");
        }
    }
    let flat = |key: &&str| *key != "fodt"; // above
    let all: BTreeSet<&str> = FORMATS.iter().map(|format| format.key).filter(flat).collect();
    assert_eq!(seen, all, "there is a sample of each");
}
