//! A sorted map whose copies share its parts until one of them changes a part.
//!
//! The job that saves gets a copy of the review, which the window makes between two frames: with a
//! hundred thousand marks, a copy of every entry would be felt.

use std::sync::Arc;

/// Entries of a part at most: a change copies one part of a map that has a copy.
const MOST: usize = 256;

/// Entries by key.
#[derive(Clone, Debug)]
pub(super) struct SharedMap<K, V> {
    /// None of them is empty; each is sorted, and so are they.
    parts: Vec<Arc<Vec<(K, V)>>>,
    len: usize,
}

impl<K, V> Default for SharedMap<K, V> {
    fn default() -> Self {
        Self { parts: Vec::new(), len: 0 }
    }
}

impl<K: Ord + Copy, V: Clone> SharedMap<K, V> {
    /// How many entries.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// What stands at `key`.
    pub(super) fn get(&self, key: K) -> Option<&V> {
        let part = self.parts.get(self.part_of(key))?;
        let at = place(part, key).ok()?;
        part.get(at).map(|(_, value)| value)
    }

    /// Whether all that stands here stands in `other` too. Parts that both share cost nothing.
    pub(super) fn is_within(&self, other: &Self) -> bool
    where
        V: PartialEq,
    {
        self.parts.iter().enumerate().all(|(n, part)| {
            let is_shared = other.parts.get(n).is_some_and(|own| Arc::ptr_eq(own, part));
            is_shared || part.iter().all(|(key, value)| other.get(*key) == Some(value))
        })
    }

    /// The last key.
    pub(super) fn last_key(&self) -> Option<K> {
        self.parts.last()?.last().map(|(key, _)| *key)
    }

    /// Sets what stands at `key`, and gives back what stood there.
    pub(super) fn insert(&mut self, key: K, value: V) -> Option<V> {
        let n = self.part_of(key);
        let Some(part) = self.parts.get_mut(n) else {
            self.parts.push(Arc::new(vec![(key, value)]));
            self.len = 1;
            return None;
        };
        let part = Arc::make_mut(part);
        match place(part, key) {
            Ok(at) => Some(std::mem::replace(&mut part[at].1, value)),
            Err(at) => {
                part.insert(at, (key, value));
                self.len += 1;
                if part.len() > MOST {
                    // What grows at its end leaves full parts behind.
                    let half = part.split_off(if at == MOST { MOST } else { MOST / 2 });
                    self.parts.insert(n + 1, Arc::new(half));
                }
                None
            }
        }
    }

    /// Takes away what stands at `key`, and gives it back.
    pub(super) fn remove(&mut self, key: K) -> Option<V> {
        let n = self.part_of(key);
        let part = self.parts.get_mut(n)?;
        let at = place(part, key).ok()?;
        let (_, value) = Arc::make_mut(part).remove(at);
        if part.is_empty() {
            self.parts.remove(n);
        }
        self.len -= 1;
        Some(value)
    }

    /// The part in which `key` stands or would stand.
    fn part_of(&self, key: K) -> usize {
        let begins_before = |part: &Arc<Vec<(K, V)>>| part.first().is_some_and(|(k, _)| *k <= key);
        self.parts.partition_point(begins_before).saturating_sub(1)
    }
}

fn place<K: Ord + Copy, V>(part: &[(K, V)], key: K) -> Result<usize, usize> {
    part.binary_search_by_key(&key, |(key, _)| *key)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Numbers in no order, each the same in every run.
    fn scattered() -> impl Iterator<Item = u32> {
        std::iter::successors(Some(7_u32), |n| Some(n.wrapping_mul(747_796_405).wrapping_add(1)))
    }

    #[test]
    fn it_holds_what_a_plain_map_holds() {
        let (mut plain, mut shared) = (BTreeMap::new(), SharedMap::default());
        for (n, key) in scattered().map(|n| n >> 21).take(20_000).enumerate() {
            let (put, took) = (n % 3 > 0, key ^ 5);
            if put {
                assert_eq!(shared.insert(key, n), plain.insert(key, n));
            } else {
                assert_eq!(shared.remove(took), plain.remove(&took));
            }
            assert_eq!((shared.len(), shared.get(key)), (plain.len(), plain.get(&key)));
        }
        let last = plain.last_key_value().map(|(key, _)| *key);
        assert_eq!(shared.last_key(), last);
        assert!(plain.iter().all(|(key, value)| shared.get(*key) == Some(value)));
        for key in plain.keys() {
            shared.remove(*key);
        }
        assert_eq!((shared.len(), shared.last_key()), (0, None));
    }

    #[test]
    fn a_copy_keeps_what_it_had() {
        let mut map = SharedMap::default();
        for key in 0..1_000 {
            map.insert(key, key);
        }
        let copy = map.clone();
        map.insert(500, 0);
        map.remove(501);
        map.insert(2_000, 1);
        assert_eq!((copy.get(500), copy.get(501), copy.get(2_000)), (Some(&500), Some(&501), None));
        assert_eq!((map.get(500), map.get(501), map.len()), (Some(&0), None, 1_000));
    }

    #[test]
    fn it_is_within_a_map_that_holds_the_same_and_more() {
        let mut map = SharedMap::default();
        for key in 0..1_000 {
            map.insert(key, key);
        }
        let part = map.clone();
        map.insert(1_500, 1);
        assert!(part.is_within(&map) && !map.is_within(&part));
        map.insert(3, 4);
        assert!(!part.is_within(&map));
    }
}
