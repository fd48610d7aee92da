//! Sparse vectors over terms.

/// Weights by term, sorted by term, of length 1 (or empty).
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sparse(pub(crate) Vec<(u32, f32)>);

impl Sparse {
    /// Counts of terms, damped and weighed, scaled to length 1.
    pub(crate) fn of(mut terms: Vec<u32>, weight: impl Fn(u32) -> f32) -> Self {
        terms.sort_unstable();
        let mut vector: Vec<(u32, f32)> = Vec::new();
        for run in terms.chunk_by(|a, b| a == b) {
            let count = run.len() as f32;
            vector.push((run[0], (1.0 + count.ln()) * weight(run[0])));
        }
        let length = vector.iter().map(|(_, x)| x * x).sum::<f32>().sqrt();
        if length > 0.0 {
            vector.iter_mut().for_each(|(_, x)| *x /= length);
        }
        Sparse(vector)
    }

    /// The cosine with another vector.
    pub(crate) fn cosine(&self, other: &Sparse) -> f32 {
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut sum = 0.0;
        while let (Some(&&(s, x)), Some(&&(t, y))) = (a.peek(), b.peek()) {
            match s.cmp(&t) {
                std::cmp::Ordering::Less => {
                    a.next();
                }
                std::cmp::Ordering::Greater => {
                    b.next();
                }
                std::cmp::Ordering::Equal => {
                    sum += x * y;
                    a.next();
                    b.next();
                }
            }
        }
        sum
    }
}
