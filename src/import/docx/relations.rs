//! Relations: which part of an archive belongs to which, and by which id it is called there.

use std::collections::BTreeMap;

use super::super::ImportError;
use super::super::package::Package;
use super::super::xml::{Node, Ns, Xml};

/// One part that another one names.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    /// The last word of its type: `styles`, `hyperlink`.
    pub(super) kind: String,
    /// The name of a part, or an address outside of the file.
    pub(super) target: String,
    is_external: bool,
}

/// What one part names, by id.
#[derive(Debug, Default)]
pub(super) struct Relations {
    by_id: BTreeMap<String, Relation>,
}

impl Relations {
    /// The relations of a part, or of the archive itself for the empty name.
    ///
    /// # Errors
    ///
    /// When they cannot be unpacked.
    pub(super) fn of(package: &mut Package<'_>, part: &str) -> Result<Self, ImportError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let text = package.xml(&format!("{folder}{slash}_rels/{name}.rels"))?.unwrap_or_default();
        let mut relations = Self::default();
        let mut xml = Xml::new(&text);
        while let Some(node) = xml.next() {
            let Node::Start(tag) = node else { continue };
            if tag.ns != Ns::Package || tag.name() != "Relationship" {
                continue;
            }
            let (Some(id), Some(kind), Some(target)) =
                (tag.attribute("Id"), tag.attribute("Type"), tag.attribute("Target"))
            else {
                continue;
            };
            let is_external = tag.attribute("TargetMode").is_some_and(|mode| mode == "External");
            let target = if is_external { target } else { resolved(folder, &target) };
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            relations.by_id.insert(id, Relation { kind, target, is_external });
        }
        Ok(relations)
    }

    /// The first part of this kind.
    pub(super) fn first(&self, kind: &str) -> Option<&Relation> {
        self.by_id.values().find(|relation| relation.kind == kind && !relation.is_external)
    }

    /// All parts, by id.
    pub(super) fn all(&self) -> impl Iterator<Item = &Relation> {
        self.by_id.values().filter(|relation| !relation.is_external)
    }

    /// The address outside of the file that is called by this id.
    pub(super) fn address(&self, id: &str) -> Option<&str> {
        let relation = self.by_id.get(id)?;
        relation.is_external.then_some(relation.target.as_str())
    }
}

/// A target as the name of a part: from the top of the archive, without dots.
fn resolved(folder: &str, target: &str) -> String {
    let from_top = target.starts_with('/');
    let mut path: Vec<&str> = if from_top { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            name => path.push(name),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_never_leaves_the_archive() {
        assert_eq!(resolved("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolved("word", "/other/doc.xml"), "other/doc.xml");
        assert_eq!(resolved("word", "../customXml/item1.xml"), "customXml/item1.xml");
        assert_eq!(resolved("", "../../etc/passwd"), "etc/passwd");
    }
}
