//! Trees that tell the article's blocks from the rest of a page.

use std::sync::LazyLock;

const MAGIC: &[u8; 4] = b"DXPB";
const VERSION: u32 = 1;
/// The feature that a leaf has instead of one.
const LEAF: u16 = u16::MAX;
/// Bytes of a node.
const NODE: usize = 10;

/// Boosted trees: a sum of what the leaf of each adds.
pub(super) struct Model {
    features: usize,
    intercept: f32,
    roots: Vec<u32>,
    nodes: Vec<Node>,
}

struct Node {
    feature: u16,
    left: u16,
    right: u16,
    /// What the feature is compared with; what a leaf adds.
    number: f32,
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
    ///
    /// Tree by tree, each of which is small enough to stay at hand for all blocks.
    pub(super) fn scores(&self, rows: &[Vec<f32>]) -> Vec<f32> {
        debug_assert!(
            rows.iter().all(|row| row.len() == self.features),
            "the model was trained on other features"
        );
        let mut sums = vec![0.0_f32; rows.len()];
        let ends = self.roots.iter().skip(1).map(|&root| root as usize);
        for (&root, end) in self.roots.iter().zip(ends.chain([self.nodes.len()])) {
            let tree = &self.nodes[root as usize..end];
            for (sum, row) in sums.iter_mut().zip(rows) {
                *sum += leaf(tree, row);
            }
        }
        let bounded = |sum: f32| (sum + self.intercept).clamp(-8.0, 8.0);
        sums.into_iter().map(bounded).collect()
    }
}

/// What the leaf of a tree adds to which a row leads.
fn leaf(tree: &[Node], row: &[f32]) -> f32 {
    let mut node = &tree[0];
    while node.feature != LEAF {
        let left = row[usize::from(node.feature)] <= node.number;
        node = &tree[usize::from(if left { node.left } else { node.right })];
    }
    node.number
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
            roots: Vec::new(),
            nodes: Vec::new(),
        };
        for _ in 0..trees {
            let size = self.number()? as u16;
            model.roots.push(model.nodes.len() as u32);
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
                model.nodes.push(node);
            }
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
}
