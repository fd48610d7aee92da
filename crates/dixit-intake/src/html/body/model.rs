//! Trees that tell the article's blocks from the rest of a page.

use std::sync::LazyLock;

const MAGIC: &[u8; 4] = b"DXPB";
const VERSION: u32 = 1;
/// The feature that a leaf has instead of one.
const LEAF: u16 = u16::MAX;
/// Bytes of a node.
const NODE: usize = 10;

/// Leaves of a tree, at most: a bit each.
const LEAVES: usize = 32;

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
    leaves: Vec<f32>,
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
                *sum += tree.leaves[left.trailing_zeros() as usize];
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
            self.leaves.push(node.number);
            return (self.leaves.len() <= LEAVES).then_some(());
        }
        let first = self.leaves.len();
        self.grow(nodes, node.left)?;
        let struck = (u32::MAX >> (LEAVES - (self.leaves.len() - first))) << first;
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
            let fits = !nodes.is_empty() && nodes.len() < 2 * LEAVES;
            let grown = fits && tree.grow(&nodes, 0).is_some();
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

    /// A model of two features and one tree.
    fn model(nodes: &[(u16, u16, u16, f32)]) -> Result<Model, String> {
        let mut bytes = b"DXPB\x01\0\0\0\x02\0\0\0".to_vec();
        bytes.extend(0.5_f32.to_le_bytes());
        bytes.extend(1_u32.to_le_bytes());
        bytes.extend((nodes.len() as u32).to_le_bytes());
        for (feature, left, right, number) in nodes {
            bytes.extend([feature, left, right].iter().flat_map(|n| n.to_le_bytes()));
            bytes.extend(number.to_le_bytes());
        }
        Model::read(&bytes)
    }

    /// One leaf after the other to the left of the rest.
    fn chain(leaves: u16) -> Vec<(u16, u16, u16, f32)> {
        let leaf = |place: u16| (LEAF, 0, 0, f32::from(place));
        let tests = (0..leaves - 1).flat_map(|at| {
            let place = 2 * at;
            [(0, place + 1, place + 2, f32::from(at)), leaf(at)]
        });
        tests.chain([leaf(leaves - 1)]).collect()
    }

    #[test]
    fn each_row_gets_what_its_leaf_adds() {
        let right_again = model(&[
            (0, 1, 2, 10.0),
            (LEAF, 0, 0, 1.0),
            (1, 3, 4, -2.0),
            (LEAF, 0, 0, 2.0),
            (LEAF, 0, 0, 4.0),
        ]);
        let rows = [
            [10.0, 9.0],
            [11.0, -2.0],
            [11.0, -1.0],
            [f32::NAN, f32::NAN],
        ];
        let scores = right_again.unwrap().scores(&rows.map(|row| row.to_vec()));
        assert_eq!(scores, [1.5, 2.5, 4.5, 4.5]);
        let rows = [0.0, 3.0, 3.5, 99.0].map(|number| vec![number, 0.0]);
        let scores = model(&chain(LEAVES as u16)).unwrap().scores(&rows);
        assert_eq!(scores, [0.5, 3.5, 4.5, 8.0]);
    }

    #[test]
    fn trees_with_more_leaves_than_bits_are_refused() {
        let refusal = |nodes: &[_]| model(nodes).err().unwrap();
        assert!(refusal(&chain(LEAVES as u16 + 1)).contains("more than 32"));
        assert!(refusal(&[]).contains("no leaf"));
        // Few nodes, but met again and again.
        let mut again: Vec<_> = (0..20).map(|at| (0, at + 1, at + 1, 0.0)).collect();
        again.push((LEAF, 0, 0, 1.0));
        assert!(refusal(&again).contains("more than 32"));
    }
}
