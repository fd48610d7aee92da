//! Attention: what each piece takes over from the others of its part.

use super::kernels::{softmax, wide};
use crate::Error;
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::{Matrix, MatrixLayout, NdTensorView};
use std::ops::Range;

/// Queries whose scores lie in the fast memory of a core together; a multiple
/// of the rows that the product's inner loop takes on any machine.
const BLOCK: usize = 48;

/// Pieces that see each other.
pub struct Part {
    /// The rows of their keys and values.
    pub keys: Range<usize>,
    /// The rows of those among them that ask.
    pub queries: Range<usize>,
}

/// Rows of numbers, `stride` apart.
#[derive(Clone, Copy)]
pub struct Rows<'a> {
    /// The numbers, the first row's first.
    pub values: &'a [f32],
    /// From the beginning of one row to that of the next.
    pub stride: usize,
}

impl<'a> Rows<'a> {
    /// `width` numbers, from number `from` on, of some rows.
    fn view(self, rows: Range<usize>, from: usize, width: usize) -> Result<Matrix<'a>, Error> {
        let values = &self.values[rows.start * self.stride + from..];
        NdTensorView::from_data_with_strides([rows.len(), width], values, [self.stride, 1])
            .map_err(failed)
    }
}

/// What multiplies, and room for what comes out, used again by every layer.
pub struct Attention {
    gemm: GemmExecutor,
    scores: Vec<f32>,
    scales: [f32; BLOCK],
    taken: Vec<f32>,
}

impl Attention {
    /// Attention over parts of at most `longest` pieces.
    pub fn new(longest: usize, head: usize) -> Self {
        Attention {
            gemm: GemmExecutor::new(),
            scores: vec![0.0; BLOCK * longest],
            scales: [0.0; BLOCK],
            taken: vec![0.0; BLOCK * head],
        }
    }

    /// Fills the rows of `mixed`, one for each query: `heads` side by side.
    /// `qkv` has queries, keys and values side by side, of `width` numbers each;
    /// the queries that count are those of `queries`.
    pub fn mix(
        &mut self,
        queries: Rows,
        qkv: Rows,
        parts: &[Part],
        heads: usize,
        mixed: &mut [f32],
    ) -> Result<(), Error> {
        let width = qkv.stride / 3;
        let head = width / heads;
        for part in parts {
            for from in (0..width).step_by(head) {
                let keys = qkv.view(part.keys.clone(), width + from, head)?;
                let keys = self.gemm.prepack_b(keys.transposed());
                let values = qkv.view(part.keys.clone(), 2 * width + from, head)?;
                let values = self.gemm.prepack_b(values);
                for start in part.queries.clone().step_by(BLOCK) {
                    let rows = start..part.queries.end.min(start + BLOCK);
                    let asked = queries.view(rows.clone(), from, head)?;
                    let taken = self.take(asked, &keys, &values)?;
                    let into = mixed[rows.start * width..].chunks_exact_mut(width);
                    for (into, row) in into.zip(taken.chunks_exact(head)) {
                        into[from..from + head].copy_from_slice(row);
                    }
                }
            }
        }
        Ok(())
    }

    /// The mean of `values` that each query takes, weighed by how its key fits.
    fn take(
        &mut self,
        queries: Matrix,
        keys: &PackedBMatrix<f32>,
        values: &PackedBMatrix<f32>,
    ) -> Result<&[f32], Error> {
        let (count, size, head) = (queries.rows(), keys.cols(), values.cols());
        let scores = &mut self.scores[..count * size];
        multiply(&self.gemm, scores, queries, keys)?;
        wide(
            #[inline(always)]
            || {
                for (row, scale) in scores.chunks_exact_mut(size).zip(&mut self.scales) {
                    *scale = softmax(row);
                }
            },
        );
        let taken = &mut self.taken[..count * head];
        let odds = NdTensorView::from_data([count, size], &scores[..]);
        multiply(&self.gemm, taken, odds, values)?;
        for (row, scale) in taken.chunks_exact_mut(head).zip(&self.scales) {
            for value in row {
                *value *= scale;
            }
        }
        Ok(taken)
    }
}

fn multiply(
    gemm: &GemmExecutor,
    into: &mut [f32],
    a: Matrix,
    b: &PackedBMatrix<f32>,
) -> Result<(), Error> {
    let (a, b) = (GemmInputA::Unpacked(a), GemmInputB::Packed(b));
    gemm.gemm(into, a, b, GemmOptions::default())
        .map(drop)
        .map_err(failed)
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::model("accurate", format!("failed to run: {error}"))
}
