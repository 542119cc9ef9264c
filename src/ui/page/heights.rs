//! Heights of all blocks: sums and look-ups in logarithmic time.

/// A Fenwick tree over block heights, in points.
///
/// Sums are `f64`, so that a million blocks keep their sub-pixels.
#[derive(Clone, Debug, Default)]
pub(super) struct Heights {
    height: Vec<f32>,
    tree: Vec<f64>,
}

impl Heights {
    pub(super) fn new(height: Vec<f32>) -> Self {
        let mut tree = vec![0.0; height.len() + 1];
        for (i, h) in height.iter().enumerate() {
            let i = i + 1;
            tree[i] += f64::from(*h);
            let parent = i + (i & i.wrapping_neg());
            if parent < tree.len() {
                tree[parent] += tree[i];
            }
        }
        Self { height, tree }
    }

    pub(super) fn len(&self) -> usize {
        self.height.len()
    }

    pub(super) fn get(&self, block: usize) -> f32 {
        self.height.get(block).copied().unwrap_or(0.0)
    }

    pub(super) fn set(&mut self, block: usize, height: f32) {
        let Some(slot) = self.height.get_mut(block) else { return };
        let change = f64::from(height) - f64::from(*slot);
        *slot = height;
        let mut i = block + 1;
        while i < self.tree.len() {
            self.tree[i] += change;
            i += i & i.wrapping_neg();
        }
    }

    /// The distance from the top of the article to the top of `block`.
    pub(super) fn above(&self, block: usize) -> f64 {
        let mut i = block.min(self.height.len());
        let mut sum = 0.0;
        while i > 0 {
            sum += self.tree[i];
            i &= i - 1;
        }
        sum
    }

    pub(super) fn total(&self) -> f64 {
        self.above(self.height.len())
    }

    /// The block at distance `y` from the top, and how far into it that is.
    pub(super) fn find(&self, y: f64) -> (usize, f32) {
        let mut at = 0;
        let mut rest = y.max(0.0);
        let mut step = self.tree.len().next_power_of_two() / 2;
        while step > 0 {
            let next = at + step;
            if next < self.tree.len() && self.tree[next] <= rest {
                at = next;
                rest -= self.tree[next];
            }
            step /= 2;
        }
        if at >= self.height.len() {
            let last = self.height.len().saturating_sub(1);
            return (last, self.get(last));
        }
        #[expect(clippy::cast_possible_truncation, reason = "less than one block's height")]
        (at, rest as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_follow_changes() {
        let mut heights = Heights::new(vec![10.0, 20.0, 30.0, 40.0, 50.0]);
        assert!((heights.above(3) - 60.0).abs() < 1e-9);
        heights.set(1, 25.0);
        assert!((heights.above(3) - 65.0).abs() < 1e-9);
        assert!((heights.total() - 155.0).abs() < 1e-9);
    }

    #[test]
    fn a_distance_finds_its_block() {
        let heights = Heights::new(vec![10.0, 20.0, 30.0]);
        assert_eq!(heights.find(0.0), (0, 0.0));
        assert_eq!(heights.find(10.0), (1, 0.0));
        assert_eq!(heights.find(29.0), (1, 19.0));
        assert_eq!(heights.find(1e9), (2, 30.0));
        assert_eq!(Heights::default().find(5.0), (0, 0.0));
    }
}
