//! The trained weights and how they score.

use super::features::BUCKETS;

/// How many units on either side the second stage sees.
const AROUND: usize = 3;
/// What the second stage is given: seven scores, six edges, two places, a mean.
const CONTEXT: usize = 2 * AROUND + 1 + 2 * AROUND + 3;
const MAGIC: &[u8; 4] = b"DXFU";
const VERSION: u32 = 1;
/// Scores beyond this are as sure as they get.
const SURE: f32 = 8.0;

/// A two-stage linear model, then the likeliest labels along the text.
pub(super) struct Model<'m> {
    scale: f32,
    intercepts: [f32; 2],
    /// How much evidence furniture needs beyond even odds.
    bias: f32,
    /// What a change between text and furniture costs.
    switch: f32,
    context: Vec<f32>,
    words: &'m [u8],
}

impl<'m> Model<'m> {
    /// Reads a model; the message says why one is refused.
    pub(super) fn read(bytes: &'m [u8]) -> Result<Self, String> {
        let rest = bytes
            .strip_prefix(MAGIC)
            .ok_or("this is no furniture model")?;
        let short = || "the furniture model is cut short".to_owned();
        let mut numbers = rest
            .chunks_exact(4)
            .map(|four| [four[0], four[1], four[2], four[3]]);
        let mut next = || numbers.next().ok_or_else(short);
        let version = u32::from_le_bytes(next()?);
        if version != VERSION {
            return Err(format!(
                "the furniture model has format {version}, but this program reads {VERSION}; train it again"
            ));
        }
        let buckets = u32::from_le_bytes(next()?);
        let width = u32::from_le_bytes(next()?) as usize;
        if buckets != BUCKETS || width != CONTEXT {
            return Err(
                "the furniture model was trained on other features; train it again".to_owned(),
            );
        }
        let mut float = || next().map(f32::from_le_bytes);
        let (scale, first, second) = (float()?, float()?, float()?);
        let (bias, switch) = (float()?, float()?);
        let context = (0..width)
            .map(|_| float())
            .collect::<Result<Vec<f32>, String>>()?;
        let words = rest.get(4 * (8 + width)..).ok_or_else(short)?;
        if words.len() != buckets as usize {
            return Err(short());
        }
        Ok(Model {
            scale,
            intercepts: [first, second],
            bias,
            switch,
            context,
            words,
        })
    }

    /// Which units are furniture, from their features and the lines they stand on.
    pub(super) fn label(&self, features: &[Vec<u32>], lines: &[u32]) -> Vec<bool> {
        let scores: Vec<f32> = features.iter().map(|hashes| self.score(hashes)).collect();
        let gains = self.in_context(&scores, lines);
        self.along(&gains)
    }

    fn score(&self, hashes: &[u32]) -> f32 {
        let weight = |&hash: &u32| i32::from(self.words[hash as usize] as i8);
        let sum: i32 = hashes.iter().map(weight).sum();
        // A unit's features have the length 10 together, however many they are.
        let length = 10.0 / (hashes.len().max(1) as f32).sqrt();
        (sum as f32 * self.scale * length + self.intercepts[0]).clamp(-SURE, SURE)
    }

    fn in_context(&self, scores: &[f32], lines: &[u32]) -> Vec<f32> {
        let last = lines.last().copied().unwrap_or_default();
        let mut means = Vec::with_capacity(scores.len());
        for line in lines.chunk_by(|a, b| a == b) {
            let own = &scores[means.len()..means.len() + line.len()];
            let mean = own.iter().sum::<f32>() / own.len() as f32;
            means.extend(line.iter().map(|_| mean));
        }
        (0..scores.len())
            .map(|index| {
                let mut seen = Vec::with_capacity(CONTEXT);
                for place in index..=index + 2 * AROUND {
                    let near = place.checked_sub(AROUND).and_then(|at| scores.get(at));
                    seen.push(near.copied().unwrap_or_default());
                    if place != index + AROUND {
                        seen.push(if near.is_none() { 1.0 } else { 0.0 });
                    }
                }
                let tenths = |lines: u32| lines.min(10) as f32 / 10.0;
                seen.extend([
                    tenths(lines[index]),
                    tenths(last - lines[index]),
                    means[index],
                ]);
                let products = seen.iter().zip(&self.context).map(|(a, b)| a * b);
                products.sum::<f32>() + self.intercepts[1] - self.bias
            })
            .collect()
    }

    /// The labels whose gains, less what changes cost, sum highest.
    fn along(&self, gains: &[f32]) -> Vec<bool> {
        let (mut text, mut furniture) = (0.0_f32, 0.0_f32);
        let mut back = Vec::with_capacity(gains.len());
        for gain in gains {
            let text_stays = text >= furniture - self.switch;
            let furniture_stays = furniture >= text - self.switch;
            let next = if text_stays {
                text
            } else {
                furniture - self.switch
            };
            furniture = if furniture_stays {
                furniture
            } else {
                text - self.switch
            } + gain;
            text = next;
            back.push((!text_stays, furniture_stays));
        }
        let mut label = furniture > text;
        let mut labels = vec![false; gains.len()];
        for (slot, (from_text, from_furniture)) in labels.iter_mut().zip(back).rev() {
            *slot = label;
            label = if label { from_furniture } else { from_text };
        }
        labels
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_formats_are_refused_plainly() {
        let refusal = |bytes: &[u8]| Model::read(bytes).err().unwrap();
        assert!(refusal(b"nothing").contains("no furniture model"));
        assert!(refusal(b"DXFU\x09\0\0\0").contains("format 9"));
        assert!(refusal(b"DXFU\x01\0\0\0").contains("cut short"));
    }

    #[test]
    fn a_lone_weak_gain_does_not_pay_for_two_changes() {
        let model = Model {
            scale: 1.0,
            intercepts: [0.0; 2],
            bias: 0.0,
            switch: 1.0,
            context: Vec::new(),
            words: &[],
        };
        assert_eq!(model.along(&[-2.0, 1.5, -2.0]), [false; 3]);
        assert_eq!(
            model.along(&[-2.0, 2.5, -0.5, 2.5]),
            [false, true, true, true]
        );
    }
}
