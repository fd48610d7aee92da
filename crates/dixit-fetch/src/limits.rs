//! How much one request may cost.

use std::time::Duration;

/// Bounds on one request.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most bytes that come over the wire.
    pub bytes: u64,
    /// The most bytes they may unpack to.
    pub unpacked: u64,
    /// How many times its size something packed may have, once it is longer
    /// than a mebibyte.
    pub ratio: u64,
    /// Until a connection stands.
    pub connect: Duration,
    /// Until everything is there, however slowly it drips.
    pub whole: Duration,
    /// The most bytes of headers.
    pub headers: usize,
    /// The most redirects followed.
    pub redirects: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            bytes: 16 << 20,
            unpacked: 64 << 20,
            ratio: 200,
            connect: Duration::from_secs(10),
            whole: Duration::from_secs(60),
            headers: 64 << 10,
            redirects: 10,
        }
    }
}
