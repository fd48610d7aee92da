//! The transformer (Vaswani et al., NeurIPS 2017; normalised after each part,
//! as in BERT): vectors of pieces in, scores of words out.

use super::attention::{Attention, Part, Rows};
use super::file::File;
use super::kernels::{gelu, norm, wide};
use super::linear::{Bytes, Linear, Product, Rounded};
use crate::Error;
use rayon::{ThreadPool, ThreadPoolBuilder};
use rten_gemm::{BiasVector, GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::NdTensorView;
use std::ops::Range;

thread_local! {
    /// Articles are read side by side, each by one thread; a product spread
    /// over all of them would only let them wait for each other.
    static ALONE: Option<ThreadPool> = ThreadPoolBuilder::new().num_threads(1).build().ok();
}

/// Rows that go through a layer's products together: what lies between two
/// products then stays in the fast memory of a core.
const BLOCK: usize = 64;

/// What multiplies, chosen for the machine it runs on, and room for what comes
/// out, used again by every layer.
struct Desk {
    bytes: Bytes,
    rounded: Rounded,
    inner: Rounded,
    sums: Vec<i32>,
}

/// Layers of attention and of mixing, then a linear layer that scores.
pub struct Transformer {
    width: usize,
    heads: usize,
    begin: Norm,
    layers: Vec<Layer>,
    scores: PackedBMatrix<f32>,
    bias: Vec<f32>,
}

struct Layer {
    /// Queries (scaled), keys and values, side by side.
    qkv: Linear,
    out: Linear,
    norm: Norm,
    up: Linear,
    down: Linear,
    last: Norm,
}

struct Norm {
    gain: Vec<f32>,
    shift: Vec<f32>,
}

impl Norm {
    fn read(file: &File, name: &str) -> Result<Self, Error> {
        Ok(Norm {
            gain: file.floats(&format!("{name}.gain"))?,
            shift: file.floats(&format!("{name}.shift"))?,
        })
    }

    /// Adds a product to rows and normalises them.
    fn add(&self, rows: &mut [f32], product: &Product) {
        let width = self.gain.len();
        let mut other = vec![0.0; width];
        wide(
            #[inline(always)]
            || {
                for (at, row) in rows.chunks_exact_mut(width).enumerate() {
                    product.row(at, &mut other);
                    for (value, add) in row.iter_mut().zip(&other) {
                        *value += add;
                    }
                    norm(row, &self.gain, &self.shift);
                }
            },
        );
    }
}

impl Transformer {
    /// The transformer of an opened file.
    pub fn read(file: &File) -> Result<Self, Error> {
        let header = &file.header;
        let (width, heads) = (header.width, header.heads);
        let gemm = Bytes::new();
        let layer = |number: usize| -> Result<Layer, Error> {
            let name = |part: &str| format!("layers.{number}.{part}");
            Ok(Layer {
                qkv: Linear::read(&gemm, file, &name("qkv"))?,
                out: Linear::read(&gemm, file, &name("out"))?,
                norm: Norm::read(file, &name("norm1"))?,
                up: Linear::read(&gemm, file, &name("up"))?,
                down: Linear::read(&gemm, file, &name("down"))?,
                last: Norm::read(file, &name("norm2"))?,
            })
        };
        let layers = (0..header.layers)
            .map(layer)
            .collect::<Result<Vec<_>, _>>()?;
        let begin = Norm::read(file, "norm")?;
        let weights = file.floats("scores.weights")?;
        let bias = file.floats("scores.bias")?;
        let fits = |layer: &Layer| {
            layer.qkv.inputs() == width
                && layer.qkv.outputs() == 3 * width
                && layer.out.inputs() == width
                && layer.out.outputs() == width
                && layer.up.inputs() == width
                && layer.up.outputs() == layer.down.inputs()
                && layer.down.outputs() == width
                && layer.norm.gain.len() == width
                && layer.last.gain.len() == width
        };
        if heads == 0
            || width % heads != 0
            || begin.gain.len() != width
            || layers.is_empty()
            || !layers.iter().all(fits)
        {
            return Err(file.damaged("layers"));
        }
        if weights.len() != bias.len() * width {
            return Err(file.damaged("scores.weights"));
        }
        let floats = GemmExecutor::<f32>::new();
        let view = NdTensorView::from_data([bias.len(), width], &weights[..]);
        Ok(Transformer {
            width,
            heads,
            scores: floats.prepack_b(view.transposed()),
            begin,
            layers,
            bias,
        })
    }

    /// How many scores a word gets.
    pub fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// The scores of the pieces `firsts`, row by row. `x` holds the vectors of
    /// all pieces; those of one part see each other and no others.
    pub fn run(
        &self,
        x: Vec<f32>,
        parts: &[Range<usize>],
        firsts: &[usize],
    ) -> Result<Vec<f32>, Error> {
        ALONE.with(|pool| match pool {
            Some(pool) => pool.install(|| self.forward(x, parts, firsts)),
            None => self.forward(x, parts, firsts),
        })
    }

    fn forward(
        &self,
        mut x: Vec<f32>,
        parts: &[Range<usize>],
        firsts: &[usize],
    ) -> Result<Vec<f32>, Error> {
        let width = self.width;
        let longest = parts.iter().map(Range::len).max().unwrap_or(0);
        let mut attention = Attention::new(longest, width / self.heads);
        let mut desk = Desk {
            bytes: Bytes::new(),
            rounded: Rounded::default(),
            inner: Rounded::default(),
            sums: Vec::new(),
        };
        let mut qkv = vec![0.0; 3 * x.len()];
        let mut mixed = vec![0.0; x.len()];
        wide(
            #[inline(always)]
            || {
                for row in x.chunks_exact_mut(width) {
                    norm(row, &self.begin.gain, &self.begin.shift);
                }
            },
        );
        let (last, others) = self.layers.split_last().expect("it has layers");
        let all: Vec<Part> = parts.iter().map(|part| sight(part, part.clone())).collect();
        for layer in others {
            layer.project(&mut desk, &x, &mut qkv)?;
            let rows = Rows {
                values: &qkv,
                stride: 3 * width,
            };
            attention.mix(rows, rows, &all, self.heads, &mut mixed)?;
            layer.settle(&mut desk, &mut x, &mixed)?;
        }
        // Words are scored by their first pieces: of the last layer, the other
        // pieces' keys and values are wanted, and nothing else.
        last.project(&mut desk, &x, &mut qkv)?;
        let mut x = taken(&x, width, firsts, width);
        let queries = taken(&qkv, 3 * width, firsts, width);
        let words: Vec<Part> = parts
            .iter()
            .map(|part| {
                let of = |end| firsts.partition_point(|first| *first < end);
                sight(part, of(part.start)..of(part.end))
            })
            .collect();
        let queries = Rows {
            values: &queries,
            stride: width,
        };
        let rows = Rows {
            values: &qkv,
            stride: 3 * width,
        };
        attention.mix(queries, rows, &words, self.heads, &mut mixed)?;
        last.settle(&mut desk, &mut x, &mixed)?;
        self.score(firsts.len(), &x)
    }

    /// The scores of words whose vectors are `x`.
    fn score(&self, words: usize, x: &[f32]) -> Result<Vec<f32>, Error> {
        let mut y = vec![0.0; words * self.outputs()];
        let a = NdTensorView::from_data([words, self.width], x);
        let options = GemmOptions {
            bias: Some(BiasVector::Row(&self.bias)),
            ..GemmOptions::default()
        };
        GemmExecutor::new()
            .gemm(
                &mut y,
                GemmInputA::Unpacked(a),
                GemmInputB::Packed(&self.scores),
                options,
            )
            .map_err(failed)?;
        Ok(y)
    }
}

impl Layer {
    /// Queries, keys and values of the rows of `x`.
    fn project(&self, desk: &mut Desk, x: &[f32], qkv: &mut [f32]) -> Result<(), Error> {
        let block = BLOCK * self.qkv.inputs();
        for (qkv, x) in qkv.chunks_mut(3 * block).zip(x.chunks(block)) {
            self.qkv.round(x, &mut desk.rounded);
            let product = self
                .qkv
                .product(&desk.bytes, &desk.rounded, &mut desk.sums)?;
            wide(
                #[inline(always)]
                || {
                    for (at, row) in qkv.chunks_exact_mut(self.qkv.outputs()).enumerate() {
                        product.row(at, row);
                    }
                },
            );
        }
        Ok(())
    }

    /// Adds to the rows of `x` what they take over, then what they make of it.
    fn settle(&self, desk: &mut Desk, x: &mut [f32], mixed: &[f32]) -> Result<(), Error> {
        let Desk {
            bytes,
            rounded,
            inner,
            sums,
        } = desk;
        let block = BLOCK * self.out.inputs();
        for (x, mixed) in x.chunks_mut(block).zip(mixed.chunks(block)) {
            self.out.round(&mixed[..x.len()], rounded);
            self.norm.add(x, &self.out.product(bytes, rounded, sums)?);
            self.up.round(x, rounded);
            activate(
                &self.up.product(bytes, rounded, sums)?,
                self.up.outputs(),
                inner,
            );
            self.last.add(x, &self.down.product(bytes, inner, sums)?);
        }
        Ok(())
    }
}

fn sight(part: &Range<usize>, queries: Range<usize>) -> Part {
    Part {
        keys: part.clone(),
        queries,
    }
}

/// The first `width` numbers of some rows that are `stride` apart.
fn taken(rows: &[f32], stride: usize, of: &[usize], width: usize) -> Vec<f32> {
    let mut found = Vec::with_capacity(of.len() * width);
    for row in of {
        found.extend_from_slice(&rows[row * stride..][..width]);
    }
    found
}

/// Puts a product through the activation and rounds it for the next layer.
fn activate(product: &Product, width: usize, rounded: &mut Rounded) {
    let mut row = vec![0.0; width];
    rounded.make_room(product.len(), row.len());
    wide(
        #[inline(always)]
        || {
            for at in 0..product.len() {
                product.row(at, &mut row);
                for value in &mut row {
                    *value = gelu(*value);
                }
                rounded.put(at, &row);
            }
        },
    );
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::model("accurate", format!("failed to run: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: &[u8] = include_bytes!("../../../../models/accurate.bin");

    /// The same network without rounding of inputs, piece by piece.
    fn plainly(file: &File, x: &mut [Vec<f32>], part: Range<usize>) {
        let floats = |name: &str| file.floats(name).unwrap();
        let add_norm = |row: &mut Vec<f32>, other: &[f32], name: &str| {
            let (gain, shift) = (
                floats(&format!("{name}.gain")),
                floats(&format!("{name}.shift")),
            );
            let sums: Vec<f32> = row.iter().zip(other).map(|(a, b)| a + b).collect();
            let mean = sums.iter().sum::<f32>() / sums.len() as f32;
            let variance = sums.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / sums.len() as f32;
            *row = (0..sums.len())
                .map(|at| (sums[at] - mean) / variance.sqrt() * gain[at] + shift[at])
                .collect();
        };
        let linear = |row: &[f32], name: &str| -> Vec<f32> {
            let weights = file.part(&format!("{name}.weights")).unwrap();
            let (scales, bias) = (
                floats(&format!("{name}.scales")),
                floats(&format!("{name}.bias")),
            );
            let rows = weights
                .chunks_exact(row.len())
                .zip(scales.iter().zip(&bias));
            rows.map(|(weights, (scale, bias))| {
                let products = weights.iter().zip(row);
                let sum: f32 = products.map(|(w, v)| f32::from(w.cast_signed()) * v).sum();
                sum * scale + bias
            })
            .collect()
        };
        for row in &mut x[part.clone()] {
            add_norm(row, &vec![0.0; row.len()], "norm");
        }
        let (width, head) = (file.header.width, file.header.width / file.header.heads);
        for layer in 0..file.header.layers {
            let name = |part: &str| format!("layers.{layer}.{part}");
            let qkv: Vec<Vec<f32>> = x[part.clone()]
                .iter()
                .map(|row| linear(row, &name("qkv")))
                .collect();
            for at in 0..qkv.len() {
                let mut mixed = vec![0.0; width];
                for from in (0..width).step_by(head) {
                    let dot = |other: &Vec<f32>| -> f32 {
                        (0..head)
                            .map(|k| qkv[at][from + k] * other[width + from + k])
                            .sum()
                    };
                    let odds: Vec<f32> = qkv.iter().map(|other| dot(other).exp()).collect();
                    let sum: f32 = odds.iter().sum();
                    for (other, odds) in qkv.iter().zip(&odds) {
                        for k in 0..head {
                            mixed[from + k] += other[2 * width + from + k] * odds / sum;
                        }
                    }
                }
                let row = &mut x[part.start + at];
                add_norm(row, &linear(&mixed, &name("out")), &name("norm1"));
                let inner: Vec<f32> = linear(row, &name("up")).into_iter().map(gelu).collect();
                add_norm(row, &linear(&inner, &name("down")), &name("norm2"));
            }
        }
    }

    #[test]
    fn it_computes_what_the_formulas_say_and_parts_are_apart() {
        let file = File::open(MODEL).unwrap();
        let transformer = Transformer::read(&file).unwrap();
        let width = file.header.width;
        let x: Vec<f32> = (0..9 * width)
            .map(|at| ((at * 7919) % 1009) as f32 / 500.0 - 1.0)
            .collect();
        let mut plain: Vec<Vec<f32>> = x.chunks_exact(width).map(<[f32]>::to_vec).collect();
        plainly(&file, &mut plain, 0..5);
        plainly(&file, &mut plain, 5..9);
        let firsts = [0, 4, 5, 8];
        let found = transformer.run(x, &[0..5, 5..9], &firsts).unwrap();
        let weights = file.floats("scores.weights").unwrap();
        let (mut far, mut size) = (0.0, 0.0);
        for (first, scores) in firsts.iter().zip(found.chunks_exact(transformer.outputs())) {
            for (at, score) in scores.iter().enumerate() {
                let products = weights[at * width..][..width].iter().zip(&plain[*first]);
                let exact = products.map(|(w, v)| w * v).sum::<f32>() + transformer.bias[at];
                far += (score - exact).powi(2);
                size += exact.powi(2);
            }
        }
        assert!(far / size < 0.002, "{far} of {size}");
    }
}
