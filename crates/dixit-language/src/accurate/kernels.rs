//! Arithmetic over rows of numbers, written so that the compiler turns it into
//! vector instructions of whatever width the machine has.
//!
//! Sums run over [`LANES`] interleaved partial sums, nothing is reordered, and
//! what is fused is written so: every machine finds the same bits.

use rten_simd::{Isa, SimdOp};

/// How many partial sums a sum has.
const LANES: usize = 16;
/// Adding it to a number of small size leaves the nearest integer in the low
/// bits: 1.5 times 2 to the power of 23.
const ROUND: f32 = 12_582_912.0;

/// Runs a closure compiled for the vector instructions of this machine.
pub fn wide<R>(body: impl FnOnce() -> R) -> R {
    struct Wide<F>(F);
    impl<R, F: FnOnce() -> R> SimdOp for Wide<F> {
        type Output = R;
        #[inline(always)]
        fn eval<I: Isa>(self, _: I) -> R {
            (self.0)()
        }
    }
    Wide(body).dispatch()
}

#[inline(always)]
fn sum_of(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let (chunks, rest) = row.as_chunks::<LANES>();
    let mut lanes = [0.0f32; LANES];
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane += of(*value);
        }
    }
    for (lane, value) in lanes.iter_mut().zip(rest) {
        *lane += of(*value);
    }
    lanes.iter().sum()
}

/// The least and the greatest of some numbers, zero among them.
#[inline(always)]
fn range_of(row: &[f32]) -> (f32, f32) {
    let (chunks, rest) = row.as_chunks::<LANES>();
    let (mut least, mut most) = ([0.0f32; LANES], [0.0f32; LANES]);
    let mut see = |at: usize, value: f32| {
        least[at] = if value < least[at] { value } else { least[at] };
        most[at] = if value > most[at] { value } else { most[at] };
    };
    for chunk in chunks {
        for (at, value) in chunk.iter().enumerate() {
            see(at, *value);
        }
    }
    for (at, value) in rest.iter().enumerate() {
        see(at, *value);
    }
    let least = least.iter().fold(0.0f32, |a, b| a.min(*b));
    (least, most.iter().fold(0.0f32, |a, b| a.max(*b)))
}

/// Rounds a row to bytes: a value is `scale * (byte - zero)`. Gives scale and zero.
#[inline(always)]
pub fn quantise(row: &[f32], bytes: &mut [u8]) -> (f32, u8) {
    let (least, most) = range_of(row);
    let scale = ((most - least) / 255.0).max(1e-12);
    let inverse = 1.0 / scale;
    let zero = (-least * inverse + 0.5).min(255.0) as u8;
    let shift = f32::from(zero) + ROUND;
    for (byte, value) in bytes.iter_mut().zip(row) {
        // Sums just below 0 or above 255 come from rounding of the zero.
        let level =
            value.mul_add(inverse, shift).to_bits().cast_signed() - ROUND.to_bits().cast_signed();
        *byte = level.clamp(0, 255) as u8;
    }
    (scale, zero)
}

/// Shifts and scales a row to mean 0 and variance 1, then by `gain` and `shift`.
#[inline(always)]
pub fn norm(row: &mut [f32], gain: &[f32], shift: &[f32]) {
    let count = row.len() as f32;
    let mean = sum_of(row, |value| value) / count;
    let variance = sum_of(row, |value| (value - mean) * (value - mean)) / count;
    let scale = 1.0 / (variance + 1e-12).sqrt();
    for ((value, gain), shift) in row.iter_mut().zip(gain).zip(shift) {
        *value = ((*value - mean) * scale).mul_add(*gain, *shift);
    }
}

/// The exponential of a number that is not positive, to about 6e-6 of itself:
/// a power of two times a polynomial of what is left.
#[inline(always)]
fn exp(x: f32) -> f32 {
    let x = if x < -86.0 { -86.0 } else { x };
    let rounded = x.mul_add(std::f32::consts::LOG2_E, ROUND);
    let power = rounded.to_bits().cast_signed() - ROUND.to_bits().cast_signed();
    let rest = x.mul_add(std::f32::consts::LOG2_E, ROUND - rounded);
    // Two to the power of `rest`, by Chebyshev's nodes from -1/2 to 1/2.
    let mut value = 9.666_368e-3_f32;
    for coefficient in [5.592_197_6e-2, 0.240_223_5, 0.693_121_1, 1.0] {
        value = value.mul_add(rest, coefficient);
    }
    f32::from_bits(value.to_bits().wrapping_add((power << 23).cast_unsigned()))
}

/// The Gaussian error linear unit, to 2e-4: far less than what the result is
/// rounded to. The error function is an odd polynomial, the least of the worst
/// errors of the whole unit from -4 to 4, and constant from there on.
#[inline(always)]
pub fn gelu(x: f32) -> f32 {
    let z = if x < -4.0 { -4.0 } else { x };
    let z = if z > 4.0 { 4.0 } else { z };
    let square = z * z;
    let mut value = 4.556_290_5e-8_f32;
    for coefficient in [
        -3.197_205_6e-6,
        9.591_105e-5,
        -1.628_031e-3,
        1.754_477_7e-2,
        -0.129_146_22,
        0.795_766_7,
    ] {
        value = value.mul_add(square, coefficient);
    }
    let half = 0.5 * x;
    half.mul_add(z * value, half)
}

/// Turns a row of scores into unscaled probabilities; gives what to multiply
/// them by so that they sum to 1.
#[inline(always)]
pub fn softmax(row: &mut [f32]) -> f32 {
    let (chunks, rest) = row.as_chunks_mut::<LANES>();
    let mut most = [f32::MIN; LANES];
    for chunk in &*chunks {
        for (most, value) in most.iter_mut().zip(chunk) {
            *most = if *value > *most { *value } else { *most };
        }
    }
    let most = most.iter().chain(&*rest).fold(f32::MIN, |a, b| a.max(*b));
    let mut sums = [0.0f32; LANES];
    for chunk in chunks {
        for (sum, value) in sums.iter_mut().zip(chunk) {
            *value = exp(*value - most);
            *sum += *value;
        }
    }
    for (sum, value) in sums.iter_mut().zip(rest) {
        *value = exp(*value - most);
        *sum += *value;
    }
    1.0 / sums.iter().sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_close_to_the_exact_ones() {
        for step in -2000..=2000 {
            let x = step as f32 / 100.0;
            let down = -x.abs();
            assert!(
                (exp(down) - down.exp()).abs() <= 6e-6 * down.exp(),
                "exp {down}"
            );
        }
        // From tables of the normal distribution.
        for (x, expected) in [
            (-3.0, -0.004_049_7),
            (-1.0, -0.158_655_25),
            (0.0, 0.0),
            (0.5, 0.345_731_23),
            (2.0, 1.954_499_7),
            (4.5, 4.499_984_7),
            (-6.0, -5.919_526e-9),
        ] {
            assert!((gelu(x) - expected).abs() < 2e-4, "gelu {x}: {}", gelu(x));
        }
    }

    #[test]
    fn bytes_give_back_what_they_were_made_of() {
        let row: Vec<f32> = (0..100)
            .map(|at| (at as f32 * 0.37).sin() * 3.0 - 0.5)
            .collect();
        let mut bytes = vec![0; row.len()];
        let (scale, zero) = wide(|| quantise(&row, &mut bytes));
        for (byte, value) in bytes.iter().zip(&row) {
            let back = (f32::from(*byte) - f32::from(zero)) * scale;
            assert!(
                (back - value).abs() <= scale * 0.75,
                "{value} became {back}"
            );
        }
        assert_eq!(quantise(&[0.0; 3], &mut [9; 3]).1, 0);
    }

    #[test]
    fn vector_instructions_change_no_bit() {
        let row: Vec<f32> = (0..83).map(|at| (at as f32 * 1.7).cos() * 9.0).collect();
        let (gain, shift) = (vec![1.5; row.len()], vec![-0.25; row.len()]);
        let all = |row: &mut Vec<f32>| {
            norm(row, &gain, &shift);
            for value in row.iter_mut() {
                *value = gelu(*value);
            }
            softmax(row)
        };
        let (mut narrow, mut broad) = (row.clone(), row);
        assert_eq!(
            all(&mut narrow).to_bits(),
            wide(|| all(&mut broad)).to_bits()
        );
        assert_eq!(narrow, broad);
    }

    #[test]
    fn probabilities_sum_to_one() {
        let mut row: Vec<f32> = (0..37).map(|at| at as f32 / 3.0).collect();
        let scale = wide(|| softmax(&mut row));
        assert!((row.iter().sum::<f32>() * scale - 1.0).abs() < 1e-5);
        assert!(row[36] > row[0]);
    }
}
