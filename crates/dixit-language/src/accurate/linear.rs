//! Multiplication by a matrix of weights, in bytes.

use super::file::File;
use super::kernels::{quantise, wide};
use crate::Error;
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::NdTensorView;

/// Multiplies bytes.
pub type Bytes = GemmExecutor<u8, i8, i32>;

/// A linear layer whose weights are bytes: of seven bits and a sign, so that
/// processors without instructions for such products cannot overflow.
pub struct Linear {
    weights: PackedBMatrix<i8>,
    /// Of each output: the sum of its weights, which is a whole number.
    sums: Vec<f32>,
    /// Of each output: what a unit of its weights is worth.
    scales: Vec<f32>,
    bias: Vec<f32>,
    inputs: usize,
}

/// Rows rounded to bytes, each with its own scale and zero.
#[derive(Default)]
pub struct Rounded {
    width: usize,
    bytes: Vec<u8>,
    scales: Vec<f32>,
    zeros: Vec<u8>,
}

impl Rounded {
    /// Makes room for `count` rows of `width` numbers.
    pub fn make_room(&mut self, count: usize, width: usize) {
        self.width = width;
        self.bytes.resize(count * width, 0);
        self.scales.resize(count, 0.0);
        self.zeros.resize(count, 0);
    }

    /// Rounds a row.
    #[inline(always)]
    pub fn put(&mut self, at: usize, row: &[f32]) {
        let bytes = &mut self.bytes[at * self.width..][..self.width];
        (self.scales[at], self.zeros[at]) = quantise(row, bytes);
    }
}

/// What a layer makes of [`Rounded`] rows, before scales and bias.
pub struct Product<'a> {
    layer: &'a Linear,
    sums: &'a [i32],
    rows: &'a Rounded,
}

impl Product<'_> {
    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.rows.scales.len()
    }

    /// Writes row `at`, scaled and with the bias added.
    #[inline(always)]
    pub fn row(&self, at: usize, into: &mut [f32]) {
        let width = self.layer.scales.len();
        let sums = &self.sums[at * width..][..width];
        let scale = self.rows.scales[at];
        let zero = -f32::from(self.rows.zeros[at]);
        let layer = self.layer;
        // Zeros are taken out here, since `rten-gemm` 0.27 takes the first
        // eight rows' zeros for those of all rows.
        let weights = layer.sums.iter().zip(layer.scales.iter().zip(&layer.bias));
        for ((value, sum), (weights, (unit, bias))) in into.iter_mut().zip(sums).zip(weights) {
            let sum = zero.mul_add(*weights, *sum as f32);
            *value = sum.mul_add(scale * unit, *bias);
        }
    }
}

impl Linear {
    /// The layer whose parts in the file begin with `name`.
    pub fn read(gemm: &Bytes, file: &File, name: &str) -> Result<Self, Error> {
        let scales = file.floats(&format!("{name}.scales"))?;
        let bias = file.floats(&format!("{name}.bias"))?;
        let part = format!("{name}.weights");
        let weights: Vec<i8> = file
            .part(&part)?
            .iter()
            .map(|byte| byte.cast_signed())
            .collect();
        if scales.is_empty()
            || scales.len() != bias.len()
            || !weights.len().is_multiple_of(scales.len())
        {
            return Err(file.damaged(&part));
        }
        Ok(Linear::new(gemm, &weights, scales, bias))
    }

    /// A layer of `weights`, a row of them per output.
    fn new(gemm: &Bytes, weights: &[i8], scales: Vec<f32>, bias: Vec<f32>) -> Self {
        let inputs = weights.len() / scales.len();
        let view = NdTensorView::from_data([scales.len(), inputs], weights);
        let sum = |row: &[i8]| row.iter().map(|weight| f32::from(*weight)).sum();
        Linear {
            weights: gemm.prepack_b(view.transposed()),
            sums: weights.chunks_exact(inputs).map(sum).collect(),
            scales,
            bias,
            inputs,
        }
    }

    /// How many inputs it has.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// How many outputs it has.
    pub fn outputs(&self) -> usize {
        self.scales.len()
    }

    /// Rounds rows of its inputs.
    pub fn round(&self, rows: &[f32], rounded: &mut Rounded) {
        rounded.make_room(rows.len() / self.inputs, self.inputs);
        wide(
            #[inline(always)]
            || {
                for (at, row) in rows.chunks_exact(self.inputs).enumerate() {
                    rounded.put(at, row);
                }
            },
        );
    }

    /// Multiplies rounded rows; `space` is where the sums are kept.
    pub fn product<'a>(
        &'a self,
        gemm: &Bytes,
        rows: &'a Rounded,
        space: &'a mut Vec<i32>,
    ) -> Result<Product<'a>, Error> {
        let count = rows.scales.len();
        let size = count * self.outputs();
        if space.len() < size {
            space.resize(size, 0);
        }
        let sums = &mut space[..size];
        let a = NdTensorView::from_data([count, rows.width], &rows.bytes[..]);
        gemm.gemm(
            sums,
            // Packed once here, instead of once for each block of columns.
            GemmInputA::Packed(&gemm.prepack_a(a)),
            GemmInputB::Packed(&self.weights),
            GemmOptions::default(),
        )
        .map_err(|error| Error::model("accurate", format!("failed to run: {error}")))?;
        Ok(Product {
            layer: self,
            sums,
            rows,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(count: usize, inputs: usize, outputs: usize) {
        let weights: Vec<i8> = (0..inputs * outputs)
            .map(|at| ((at * 37) % 127) as i8 - 63)
            .collect();
        let gemm = Bytes::new();
        let layer = Linear::new(
            &gemm,
            &weights,
            (0..outputs).map(|at| 0.01 + at as f32 / 500.0).collect(),
            (0..outputs).map(|at| at as f32 - 3.0).collect(),
        );
        let rows: Vec<f32> = (0..count * inputs)
            .map(|at| (at as f32 * 0.71).sin() * (1 + at / inputs) as f32)
            .collect();
        let (mut rounded, mut space) = (Rounded::default(), Vec::new());
        layer.round(&rows, &mut rounded);
        let product = layer.product(&gemm, &rounded, &mut space).unwrap();
        for at in 0..count {
            let mut found = vec![0.0; outputs];
            product.row(at, &mut found);
            let bytes = &rounded.bytes[at * inputs..][..inputs];
            let zero = i32::from(rounded.zeros[at]);
            for (output, found) in found.iter().enumerate() {
                let weights = &weights[output * inputs..][..inputs];
                let terms = bytes.iter().zip(weights);
                let sum: i32 = terms
                    .map(|(byte, weight)| (i32::from(*byte) - zero) * i32::from(*weight))
                    .sum();
                let unit = rounded.scales[at] * layer.scales[output];
                let exact = sum as f32 * unit + layer.bias[output];
                // Sums of more than 24 bits are rounded once.
                let off = (found - exact).abs();
                assert!(
                    off <= 2.0 * unit + 1e-6 * exact.abs(),
                    "row {at} of {count}, output {output} of {outputs}, {inputs} inputs: {off}"
                );
            }
        }
    }

    #[test]
    fn bytes_multiply_as_numbers_do() {
        check(1, 48, 7);
        check(40, 384, 96);
        check(70, 1536, 48);
    }
}
