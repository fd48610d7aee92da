//! How far two texts agree around a place where they meet.

/// Words that an edit may change before the run is over.
const EDIT: usize = 4;
/// Words that must agree after an edit.
const RESUME: usize = 4;

/// A run of words that two articles share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Run {
    /// (article, first word, one past the last word), the smaller article first.
    pub(super) a: (usize, usize, usize),
    pub(super) b: (usize, usize, usize),
    /// Words that agree.
    pub(super) same: usize,
}

/// The longest run around a seed, a word of each of two texts.
pub(super) fn extend(
    (a, x, at_a): (usize, &[u32], usize),
    (b, y, at_b): (usize, &[u32], usize),
) -> Run {
    let ahead = reach(x.len() - at_a, y.len() - at_b, |i, j| {
        x[at_a + i] == y[at_b + j]
    });
    let behind = reach(at_a, at_b, |i, j| x[at_a - 1 - i] == y[at_b - 1 - j]);
    Run {
        a: (a, at_a - behind.0, at_a + ahead.0),
        b: (b, at_b - behind.1, at_b + ahead.1),
        same: ahead.2 + behind.2,
    }
}

/// How far two texts of so many words agree from their beginnings, over edits
/// of up to `EDIT` words: (words of the first, of the second, that agree).
fn reach(
    long_x: usize,
    long_y: usize,
    agree: impl Fn(usize, usize) -> bool,
) -> (usize, usize, usize) {
    let (mut i, mut j, mut same) = (0, 0, 0);
    loop {
        while i < long_x && j < long_y && agree(i, j) {
            (i, j, same) = (i + 1, j + 1, same + 1);
        }
        let resumes = |skip_x: usize, skip_y: usize| {
            let (x, y) = (i + skip_x, j + skip_y);
            x + RESUME <= long_x && y + RESUME <= long_y && (0..RESUME).all(|n| agree(x + n, y + n))
        };
        let skip = (1..=2 * EDIT)
            .flat_map(|sum| (0..=sum).map(move |p| (p, sum - p)))
            .find(|&(p, q)| p <= EDIT && q <= EDIT && resumes(p, q));
        match skip {
            Some((p, q)) => (i, j) = (i + p, j + q),
            None => return (i, j, same),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_goes_on_over_a_light_edit() {
        let x = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        let from = |y: &[u32]| reach(x.len(), y.len(), |i, j| x[i] == y[j]);
        assert_eq!(from(&[1, 2, 3, 30, 31, 5, 6, 7, 8]), (8, 9, 7));
        assert_eq!(from(&[1, 2, 40, 41, 42]), (2, 2, 2));
        assert_eq!(from(&[]), (0, 0, 0));
    }

    #[test]
    fn a_seed_grows_to_both_sides() {
        let x = [7, 1, 2, 3, 4, 5, 6, 8];
        let y = [1, 2, 3, 4, 5, 6, 9];
        let run = extend((0, &x, 3), (1, &y, 2));
        assert_eq!((run.a, run.b, run.same), ((0, 1, 7), (1, 0, 6), 6));
    }
}
