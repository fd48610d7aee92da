//! Trees that tell the article's blocks from the rest of a page.

use std::sync::LazyLock;

const MAGIC: &[u8; 4] = b"DXPB";
const VERSION: u32 = 1;
/// The feature that a leaf has instead of one.
const LEAF: u16 = u16::MAX;
/// Bytes of a node.
const NODE: usize = 10;

/// Leaves of a tree, at most.
const LEAVES: usize = 8;

/// Boosted trees: a sum of what the leaf of each adds.
///
/// A row is not led from node to node. Every test of a tree strikes out the
/// leaves that a row which fails it cannot reach, and the leftmost that remains
/// is the row's: the same for all rows, without a branch (QuickScorer, Lucchese
/// et al., SIGIR 2015).
pub(super) struct Model {
    features: usize,
    intercept: f32,
    trees: Vec<Tree>,
}

#[derive(Default)]
struct Tree {
    tests: Vec<Test>,
    /// What each leaf adds, from left to right.
    leaves: [f32; LEAVES],
    count: usize,
}

struct Test {
    feature: usize,
    /// A row whose number is greater fails.
    most: f32,
    /// A bit for each leaf that remains to it then.
    right: u32,
}

impl Model {
    /// The model that Dixit comes with.
    pub(super) fn own() -> &'static Model {
        static MODEL: LazyLock<Model> = LazyLock::new(|| {
            let bytes = include_bytes!("../../../../../models/pages.bin");
            Model::read(bytes).expect("the model that was compiled in is sound")
        });
        &MODEL
    }

    /// Reads a model; the message says why one is refused.
    fn read(bytes: &[u8]) -> Result<Self, String> {
        let rest = bytes.strip_prefix(MAGIC).ok_or("this is no page model")?;
        let mut reader = Reader { bytes: rest };
        let version = reader.number()?;
        if version != VERSION {
            return Err(format!(
                "the page model has format {version}, but this program reads {VERSION}; train it again"
            ));
        }
        reader.model()
    }

    /// How surely (log odds) each block belongs to the article.
    pub(super) fn scores(&self, rows: &[Vec<f32>]) -> Vec<f32> {
        debug_assert!(
            rows.iter().all(|row| row.len() == self.features),
            "the model was trained on other features"
        );
        let columns: Vec<Vec<f32>> = (0..self.features)
            .map(|feature| rows.iter().map(|row| row[feature]).collect())
            .collect();
        let mut sums = vec![0.0_f32; rows.len()];
        let mut left = vec![0_u32; rows.len()];
        for tree in &self.trees {
            left.fill(u32::MAX);
            for test in &tree.tests {
                for (left, number) in left.iter_mut().zip(&columns[test.feature]) {
                    *left &= if *number <= test.most {
                        u32::MAX
                    } else {
                        test.right
                    };
                }
            }
            for (sum, left) in sums.iter_mut().zip(&left) {
                *sum += tree.leaves[left.trailing_zeros() as usize % LEAVES];
            }
        }
        let bounded = |sum: f32| (sum + self.intercept).clamp(-8.0, 8.0);
        sums.into_iter().map(bounded).collect()
    }
}

impl Tree {
    /// Takes up a node and what is below it, from left to right; none if there
    /// are too many leaves.
    fn grow(&mut self, nodes: &[Node], at: u16) -> Option<()> {
        let node = &nodes[usize::from(at)];
        if node.feature == LEAF {
            *self.leaves.get_mut(self.count)? = node.number;
            self.count += 1;
            return Some(());
        }
        let first = self.count;
        self.grow(nodes, node.left)?;
        let struck = (1_u32 << self.count) - (1 << first);
        self.tests.push(Test {
            feature: usize::from(node.feature),
            most: node.number,
            right: !struck,
        });
        self.grow(nodes, node.right)
    }
}

/// A node as files have it.
struct Node {
    feature: u16,
    left: u16,
    right: u16,
    /// What the feature is compared with; what a leaf adds.
    number: f32,
}

struct Reader<'m> {
    bytes: &'m [u8],
}

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let (head, rest) = self
            .bytes
            .split_first_chunk()
            .ok_or("the page model is cut short")?;
        self.bytes = rest;
        Ok(*head)
    }

    fn number(&mut self) -> Result<u32, String> {
        self.take().map(u32::from_le_bytes)
    }

    fn model(&mut self) -> Result<Model, String> {
        let features = self.number()? as usize;
        let intercept = self.take().map(f32::from_le_bytes)?;
        let trees = self.number()?;
        let mut model = Model {
            features,
            intercept,
            trees: Vec::new(),
        };
        for _ in 0..trees {
            let size = self.number()? as u16;
            let mut nodes = Vec::new();
            for place in 0..size {
                let bytes: [u8; NODE] = self.take()?;
                let short = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]);
                let node = Node {
                    feature: short(0),
                    left: short(2),
                    right: short(4),
                    number: f32::from_le_bytes([bytes[6], bytes[7], bytes[8], bytes[9]]),
                };
                let forward = |to: u16| to > place && to < size;
                let sound = usize::from(node.feature) < features
                    && forward(node.left)
                    && forward(node.right);
                if node.feature != LEAF && !sound {
                    return Err("the page model has a tree that leads nowhere".to_owned());
                }
                nodes.push(node);
            }
            let mut tree = Tree::default();
            let grown = !nodes.is_empty() && tree.grow(&nodes, 0).is_some();
            if !grown {
                return Err(format!(
                    "the page model has a tree with no leaf, or more than {LEAVES}; train it again"
                ));
            }
            model.trees.push(tree);
        }
        Ok(model)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_formats_are_refused_plainly() {
        let refusal = |bytes: &[u8]| Model::read(bytes).err().unwrap();
        assert!(refusal(b"nothing").contains("no page model"));
        assert!(refusal(b"DXPB\x09\0\0\0").contains("format 9"));
        assert!(refusal(b"DXPB\x01\0\0\0").contains("cut short"));
    }

    /// Two features; the right of the first test has a test of its own.
    #[test]
    fn each_row_gets_what_its_leaf_adds() {
        let mut bytes = b"DXPB\x01\0\0\0\x02\0\0\0".to_vec();
        bytes.extend(0.5_f32.to_le_bytes());
        bytes.extend([1_u32, 5].iter().flat_map(|number| number.to_le_bytes()));
        for (feature, left, right, number) in [
            (0_u16, 1_u16, 2_u16, 10.0_f32),
            (LEAF, 0, 0, 1.0),
            (1, 3, 4, -2.0),
            (LEAF, 0, 0, 2.0),
            (LEAF, 0, 0, 4.0),
        ] {
            bytes.extend([feature, left, right].iter().flat_map(|n| n.to_le_bytes()));
            bytes.extend(number.to_le_bytes());
        }
        let model = Model::read(&bytes).expect("a model");
        let rows = [
            [10.0, 9.0],
            [11.0, -2.0],
            [11.0, -1.0],
            [f32::NAN, f32::NAN],
        ];
        let scores = model.scores(&rows.map(|row| row.to_vec()));
        assert_eq!(scores, [1.5, 2.5, 4.5, 4.5]);
    }
}
