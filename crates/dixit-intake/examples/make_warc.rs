//! Makes a web archive to test readers with: every page of a folder in many
//! guises, as many records as are asked for, always the same for one seed.
//!
//! ```console
//! $ cargo run --release -p dixit-intake --example make_warc -- PAGES RECORDS OUT.warc.gz [sound|damaged] [SEED]
//! ```
//!
//! PAGES is a folder of `.html` or `.html.gz` files. A `sound` archive keeps to the
//! standard; a `damaged` one has wrong lengths, cut and broken members and rubbish
//! between them.

use flate2::{Compression, read::MultiGzDecoder, write::GzEncoder, write::ZlibEncoder};
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

/// A page for huge records is this long.
const HUGE: usize = 70 << 20;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, records, out, rest @ ..] = &arguments[..] else {
        eprintln!("make_warc PAGES RECORDS OUT.warc.gz [sound|damaged] [SEED]");
        std::process::exit(2);
    };
    let pages = pages(Path::new(folder))?;
    let records: u64 = records.parse().map_err(io::Error::other)?;
    let damaged = rest.first().is_some_and(|word| word == "damaged");
    let seed = rest.get(1).and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let mut maker = Maker {
        dice: Dice(seed),
        pages,
        out: BufWriter::new(File::create(out)?),
        last: Vec::new(),
        bomb: Vec::new(),
    };
    for number in 0..records {
        maker.record(number, damaged)?;
    }
    if damaged {
        let half = maker.last[..maker.last.len() / 2].to_vec();
        maker.out.write_all(&half)?;
    }
    maker.out.flush()
}

fn pages(folder: &Path) -> io::Result<Vec<Vec<u8>>> {
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<_>>()?;
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let bytes = fs::read(path)?;
            let mut page = Vec::new();
            match bytes.starts_with(b"\x1F\x8B") {
                true => MultiGzDecoder::new(&bytes[..])
                    .read_to_end(&mut page)
                    .map(|_| page),
                false => Ok(bytes),
            }
        })
        .collect()
}

/// Xorshift: the same numbers everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (x ^ (x >> 31)) % bound
    }
}

struct Maker {
    dice: Dice,
    pages: Vec<Vec<u8>>,
    out: BufWriter<File>,
    last: Vec<u8>,
    /// Made once: it takes long.
    bomb: Vec<u8>,
}

impl Maker {
    fn record(&mut self, number: u64, damaged: bool) -> io::Result<()> {
        let which = self.dice.below(self.pages.len() as u64) as usize;
        let mut page = self.pages[which].clone();
        // A word of its own, so that no two pages are the same bytes.
        page.extend_from_slice(format!("<!-- {number} -->").as_bytes());
        let record = match self.dice.below(40) {
            0 => about(
                "warcinfo",
                number,
                "application/warc-fields",
                b"software: make_warc\r\n",
            ),
            1 => about(
                "request",
                number,
                "application/http; msgtype=request",
                b"GET / HTTP/1.1\r\nHost: post.example\r\n\r\n",
            ),
            2 => about(
                "metadata",
                number,
                "application/warc-fields",
                b"fetchTimeMs: 7\r\n",
            ),
            3 => about(
                "revisit",
                number,
                "application/http; msgtype=response",
                b"HTTP/1.1 200 OK\r\n\r\n",
            ),
            4 => answer(
                number,
                "404 Not Found",
                "Content-Type: text/html\r\n",
                &page,
                0,
            ),
            5 => answer(number, "200 OK", "Content-Type: image/png\r\n", &page, 0),
            6 => answer(number, "301 Moved", "Location: /\r\n", b"", 0),
            7 => about("resource", number, "text/html", &page),
            n => self.page(number, n, page, damaged)?,
        };
        let mut member = gzip(&record)?;
        if damaged {
            self.damage(number, &mut member)?;
        }
        self.out.write_all(&member)?;
        if self.dice.below(50) == 0 {
            // Doubled.
            self.out.write_all(&member)?;
        }
        self.last = member;
        Ok(())
    }

    fn page(
        &mut self,
        number: u64,
        guise: u64,
        mut page: Vec<u8>,
        damaged: bool,
    ) -> io::Result<Vec<u8>> {
        let html = "Content-Type: text/html; charset=utf-8\r\n";
        let with =
            |head: &str, body: &[u8]| answer(number, "200 OK", &format!("{html}{head}"), body, 0);
        Ok(match guise {
            8..=10 => with("Transfer-Encoding: chunked\r\n", &chunked(&page)),
            11..=13 => with("Content-Encoding: gzip\r\n", &gzip(&page)?),
            14 => with("content-encoding: deflate\r\n", &zlib(&page)?),
            15 => with("Content-Encoding: br\r\n", &brotli(&page)),
            16 => with(
                "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
                &chunked(&gzip(&page)?),
            ),
            // Said, but not so.
            17 => with("Content-Encoding: gzip\r\n", &page),
            18 => with("Transfer-Encoding: chunked\r\n", &page),
            19 => answer(
                number,
                "200",
                "content-type:TEXT/HTML\r\nX-Folded: a\r\n b\r\n",
                &page,
                0,
            ),
            20 => answer(
                number,
                "200 OK",
                "Content-Type: text/html; charset=iso-8859-7\r\n",
                &page,
                0,
            ),
            21 => answer(
                number,
                "200 OK",
                "Content-Type: text/html; charset=no-such\r\n",
                &page,
                0,
            ),
            22 => {
                page.iter_mut().step_by(997).for_each(|byte| *byte |= 0x80);
                with("", &page)
            }
            23 if number % 2_000 < 25 => {
                page.resize(HUGE, b' ');
                with("", &page)
            }
            24 if damaged => answer(number, "200 OK", html, &page, 777),
            25 if damaged => answer(number, "200 OK", html, &page, -777),
            26 if damaged => answer(number, "200 OK", html, &page, 1 << 50),
            27 if damaged => {
                let whole = with("", &page);
                let text = String::from_utf8_lossy(&whole[..200])
                    .replace("Content-Length", "Content-Langth");
                [text.as_bytes(), &whole[200..]].concat()
            }
            _ => with("", &page),
        })
    }

    fn damage(&mut self, number: u64, member: &mut Vec<u8>) -> io::Result<()> {
        match self.dice.below(60) {
            0 => {
                let at = 10 + self.dice.below(member.len() as u64 - 20) as usize;
                member[at] ^= 0x5A;
            }
            1 => member.truncate(20 + self.dice.below(member.len() as u64 - 20) as usize),
            2 => self
                .out
                .write_all(b"\x1F\x8Brubbish between members\0\x1F\x8B\x08")?,
            3 => member.extend_from_slice(&[0; 512]),
            4 if number.is_multiple_of(10) => {
                if self.bomb.is_empty() {
                    let zeros = vec![b' '; 200 << 20];
                    let bomb = answer(number, "200 OK", "Content-Type: text/html\r\n", &zeros, 0);
                    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
                    packed.write_all(&bomb)?;
                    self.bomb = packed.finish()?;
                }
                member.clone_from(&self.bomb);
            }
            _ => {}
        }
        Ok(())
    }
}

fn about(kind: &str, number: u64, media_type: &str, block: &[u8]) -> Vec<u8> {
    record(kind, number, media_type, block, 0)
}

fn answer(number: u64, status: &str, fields: &str, body: &[u8], wrong: i64) -> Vec<u8> {
    let mut block = format!("HTTP/1.1 {status}\r\n{fields}\r\n").into_bytes();
    block.extend_from_slice(body);
    record(
        "response",
        number,
        "application/http; msgtype=response",
        &block,
        wrong,
    )
}

fn record(kind: &str, number: u64, media_type: &str, block: &[u8], wrong: i64) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n\
         WARC-Date: 2031-03-07T10:00:00Z\r\nWARC-Target-URI: https://post.example/{number}\r\n\
         Content-Type: {media_type}\r\nContent-Length: {}\r\n\r\n",
        block.len() as i64 + wrong
    )
    .into_bytes();
    record.extend_from_slice(block);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes)?;
    packed.finish()
}

fn zlib(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes)?;
    packed.finish()
}

fn chunked(bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for chunk in bytes.chunks(4_000) {
        body.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        body.extend_from_slice(chunk);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"0\r\n\r\n");
    body
}

/// Brotli of stored blocks (RFC 7932, 9.2): no encoder is needed for a test.
fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    for (number, block) in bytes.chunks(1 << 16).enumerate() {
        // Not the last (1 bit), four nibbles of length (2), the length (16), stored (1);
        // before the first block one bit for the window.
        let bits = ((block.len() as u32 - 1) << 3) | (1 << 19);
        let bits = if number == 0 { bits << 1 } else { bits };
        packed.extend_from_slice(&bits.to_le_bytes()[..3]);
        packed.extend_from_slice(block);
    }
    packed.push(3);
    packed
}
