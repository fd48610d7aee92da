//! Linear models over hashed features: their file, and how they score.

use crate::Error;
use std::borrow::Cow;

/// The version of the file format and of the features. Raise it whenever
/// either changes: weights mean nothing under other features.
pub const VERSION: u16 = 1;

const MAGIC: &[u8; 6] = b"DIXIT\0";

/// For each of `K` labels a weight for each feature, the features hashed into
/// a table of 2^bits rows, the weights as eighths of a byte's range.
#[derive(Clone)]
pub struct Linear<const K: usize> {
    bits: u32,
    scale: f32,
    /// Row by row; each byte an `i8`.
    weights: Cow<'static, [u8]>,
    /// Further numbers of the model: transitions between labels.
    pub extras: Vec<f32>,
}

impl<const K: usize> Linear<K> {
    /// Reads a model from its file. `kind` names it in the file and in errors.
    pub fn read(kind: &'static str, bytes: &'static [u8]) -> Result<Self, Error> {
        let mut rest = bytes;
        if take(&mut rest, 6) != Some(MAGIC) {
            return Err(Error::model(kind, "is no Dixit model file"));
        }
        let version = take(&mut rest, 2).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]));
        if version != VERSION {
            return Err(Error::model(
                kind,
                format!(
                    "has version {version}, this program reads version {VERSION}: train it again"
                ),
            ));
        }
        let damaged = || Error::model(kind, "is damaged");
        let head = take(&mut rest, 8).ok_or_else(damaged)?;
        let tag = kind
            .bytes()
            .fold(0u8, |sum, b| sum.wrapping_mul(31).wrapping_add(b));
        let (labels, bits) = (usize::from(head[1]), u32::from(head[2]));
        if head[0] != tag || labels != K || !(1..=24).contains(&bits) {
            return Err(damaged());
        }
        let scale = f32::from_le_bytes([head[4], head[5], head[6], head[7]]);
        let count = take(&mut rest, 4).ok_or_else(damaged)?;
        let count = u32::from_le_bytes([count[0], count[1], count[2], count[3]]) as usize;
        let extras = take(&mut rest, count.saturating_mul(4)).ok_or_else(damaged)?;
        let extras = extras
            .chunks_exact(4)
            .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
            .collect();
        if rest.len() != K << bits {
            return Err(damaged());
        }
        Ok(Linear {
            bits,
            scale,
            weights: Cow::Borrowed(rest),
            extras,
        })
    }

    /// A model of trained weights, rounded to bytes.
    pub fn from_weights(bits: u32, weights: &[f32], extras: Vec<f32>) -> Self {
        // A handful of outliers would coarsen all the others: clip them.
        let mut sizes: Vec<f32> = weights
            .iter()
            .map(|w| w.abs())
            .filter(|w| *w > 0.0)
            .collect();
        sizes.sort_by(f32::total_cmp);
        let largest = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 5000));
        let scale = largest.map_or(1.0, |w| w / 127.0);
        let weights: Vec<u8> = weights
            .iter()
            .map(|w| (w / scale).round().clamp(-127.0, 127.0) as i8 as u8)
            .collect();
        Linear {
            bits,
            scale,
            weights: Cow::Owned(weights),
            extras,
        }
    }

    /// The model's file.
    pub fn bytes(&self, kind: &'static str) -> Vec<u8> {
        let tag = kind
            .bytes()
            .fold(0u8, |sum, b| sum.wrapping_mul(31).wrapping_add(b));
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend([tag, K as u8, self.bits as u8, 0]);
        bytes.extend(self.scale.to_le_bytes());
        bytes.extend((self.extras.len() as u32).to_le_bytes());
        bytes.extend(self.extras.iter().flat_map(|x| x.to_le_bytes()));
        bytes.extend(self.weights.iter());
        bytes
    }

    /// The score of each label under `features`.
    #[inline]
    pub fn scores(&self, features: &[u32]) -> [f32; K] {
        let mut sums = [0i32; K];
        let shift = 32 - self.bits;
        for &feature in features {
            let row = (feature >> shift) as usize * K;
            let row = &self.weights[row..row + K];
            for (sum, &weight) in sums.iter_mut().zip(row) {
                *sum += i32::from(weight as i8);
            }
        }
        sums.map(|sum| sum as f32 * self.scale)
    }
}

fn take<'b>(rest: &mut &'b [u8], count: usize) -> Option<&'b [u8]> {
    let (head, tail) = rest.split_at_checked(count)?;
    *rest = tail;
    Some(head)
}

/// Collects the features of one word, each hashed with the number of its template.
#[derive(Default)]
pub struct Features {
    /// The hashed features.
    pub list: Vec<u32>,
    template: u32,
}

impl Features {
    /// Forgets the features of the last word.
    pub fn clear(&mut self) {
        self.begin(0);
    }

    /// Forgets the features of the last word; the next template follows the
    /// first `templates`.
    pub fn begin(&mut self, templates: u32) {
        self.list.clear();
        self.template = templates;
    }

    /// How many templates have been used.
    pub fn templates(&self) -> u32 {
        self.template
    }

    /// Adds the feature of the next template with value `a`.
    #[inline]
    pub fn one(&mut self, a: u32) {
        self.template += 1;
        self.list.push(super::atoms::mix(
            a,
            self.template.wrapping_mul(0x85EB_CA6B),
        ));
    }

    /// Adds the feature of the next template with the values `a` and `b`.
    #[inline]
    pub fn two(&mut self, a: u32, b: u32) {
        self.one(super::atoms::mix(a, b.wrapping_add(0x1234_5677)));
    }

    /// Adds the feature of the next template with the values `a`, `b` and `c`.
    #[inline]
    pub fn three(&mut self, a: u32, b: u32, c: u32) {
        self.two(super::atoms::mix(a, b.wrapping_add(0x7654_3211)), c);
    }

    /// Passes `count` templates over, so that those after keep their numbers.
    pub fn skip(&mut self, count: u32) {
        self.template += count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(model: &Linear<3>) -> &'static [u8] {
        Vec::leak(model.bytes("test"))
    }

    #[test]
    fn a_model_survives_its_file() {
        let mut weights = vec![0.0; 3 << 4];
        weights[3 * 5] = 1.0;
        weights[3 * 5 + 2] = -0.5;
        let model = Linear::<3>::from_weights(4, &weights, vec![1.5]);
        let read = Linear::<3>::read("test", stored(&model)).unwrap();
        let [a, b, c] = read.scores(&[5 << 28]);
        assert!((a - 1.0).abs() < 0.01 && b == 0.0 && (c + 0.5).abs() < 0.01);
        assert_eq!(read.extras, [1.5]);
    }

    #[test]
    fn other_versions_and_damage_are_refused() {
        let model = Linear::<3>::from_weights(4, &[0.0; 48], vec![]);
        let mut old = model.bytes("test");
        old[6] = 0xFE;
        let error = Linear::<3>::read("test", Vec::leak(old)).err().unwrap();
        assert!(error.to_string().contains("version"), "{error}");
        let bytes = stored(&model);
        for cut in 0..bytes.len() {
            assert!(Linear::<3>::read("test", &bytes[..cut]).is_err());
        }
        assert!(Linear::<4>::read("test", bytes).is_err());
        assert!(Linear::<3>::read("other", bytes).is_err());
    }
}
