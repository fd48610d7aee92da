//! Archives whole and broken.

use super::*;
use flate2::{Compression, read::GzEncoder};

const LIMIT: u64 = 1 << 20;

fn page(number: u32) -> String {
    format!("<html><p>Page {number}: the port of Kest will reopen, President Ilse Marant said.</p>")
}

fn record(kind: &str, number: u32, content: &str, block: &[u8], length: i64) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:08}>\r\n\
         WARC-Date: 2031-03-07T10:00:00Z\r\nWARC-Target-URI: https://post.example/{number}\r\n\
         Content-Type: {content}\r\nContent-Length: {}\r\n\r\n",
        block.len() as i64 + length
    )
    .into_bytes();
    record.extend_from_slice(block);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

fn answer(number: u32) -> Vec<u8> {
    answer_with(number, "200 OK", "text/html; charset=utf-8", 0)
}

fn answer_with(number: u32, status: &str, media_type: &str, length: i64) -> Vec<u8> {
    let block = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n{}",
        page(number)
    );
    record(
        "response",
        number,
        "application/http; msgtype=response",
        block.as_bytes(),
        length,
    )
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    GzEncoder::new(bytes, Compression::default())
        .read_to_end(&mut packed)
        .unwrap();
    packed
}

/// The numbers of the pages read, each checked to be whole, and what was said.
fn read(bytes: &[u8]) -> (Vec<u32>, Vec<String>) {
    let archive = Archive::new(bytes, "a.warc", LIMIT).unwrap();
    let (mut pages, mut errors) = (Vec::new(), Vec::new());
    for found in archive {
        match found {
            Ok(capture) => {
                let number = capture.id.clone().unwrap().parse().unwrap();
                let whole = capture.page("a", LIMIT).unwrap();
                assert_eq!(String::from_utf8(whole).unwrap(), page(number));
                pages.push(number);
            }
            Err(error) => errors.push(error.to_string()),
        }
    }
    (pages, errors)
}

/// As the same three records come plain, in a member each, in one member, in blocks
/// that cut through records, and as zstd frames.
fn in_every_packing(records: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let all = records.concat();
    let mut zstd = Vec::new();
    for record in records {
        zstd.extend(zstd::encode_all(&record[..], 3).unwrap());
    }
    vec![
        all.clone(),
        records.iter().flat_map(|record| gzip(record)).collect(),
        gzip(&all),
        all.chunks(100).flat_map(gzip).collect(),
        zstd,
        zstd::encode_all(&all[..], 3).unwrap(),
    ]
}

#[test]
fn every_packing_gives_the_same_pages() {
    let records = [answer(1), answer(2), answer(3)];
    for bytes in in_every_packing(&records) {
        assert_eq!(read(&bytes), (vec![1, 2, 3], vec![]));
    }
}

#[test]
fn other_records_are_passed_over_and_counted() {
    let records = [
        record(
            "warcinfo",
            1,
            "application/warc-fields",
            b"software: x\r\n",
            0,
        ),
        record(
            "request",
            2,
            "application/http; msgtype=request",
            b"GET / HTTP/1.1\r\n\r\n",
            0,
        ),
        answer(3),
        answer_with(4, "404 Not Found", "text/html", 0),
        answer_with(5, "200 OK", "image/png", 0),
        record(
            "revisit",
            6,
            "application/http; msgtype=response",
            b"HTTP/1.1 200 OK\r\n\r\n",
            0,
        ),
        record("resource", 7, "text/html", page(7).as_bytes(), 0),
        record("metadata", 8, "application/warc-fields", b"", 0),
    ];
    for bytes in in_every_packing(&records) {
        assert_eq!(read(&bytes), (vec![3, 7], vec![]));
        let mut archive = Archive::new(&bytes[..], "a.warc", LIMIT).unwrap();
        assert_eq!(archive.by_ref().count(), 2);
        let tally = archive.tally();
        let counts = [
            tally.records,
            tally.pages,
            tally.about,
            tally.revisits,
            tally.other_answers,
        ];
        assert_eq!(counts, [8, 2, 3, 1, 2]);
    }
}

#[test]
fn a_damaged_record_is_named_and_the_rest_read() {
    for at in [0, 1, 2] {
        let mut records = [answer(1), answer(2), answer(3)];
        records[1] = match at {
            0 => b"garbage that is no record\r\n\r\n".to_vec(),
            1 => answer(2)[..68].to_vec(),
            _ => String::from_utf8(answer(2))
                .unwrap()
                .replace("Length", "Langth")
                .into_bytes(),
        };
        for (packing, bytes) in in_every_packing(&records).into_iter().enumerate() {
            let (pages, errors) = read(&bytes);
            assert_eq!(pages, [1, 3], "{at} in packing {packing}: {errors:?}");
            assert_eq!(errors.len(), 1, "{errors:?}");
            assert!(errors[0].starts_with("a.warc@"), "{errors:?}");
        }
    }
}

#[test]
fn a_damaged_member_is_named_and_the_rest_read() {
    let members = [gzip(&answer(1)), gzip(&answer(2)), gzip(&answer(3))];
    for at in [3, 30, 100, members[1].len() - 6] {
        let mut broken = members.clone();
        broken[1][at] ^= 0xFF;
        broken[1][at + 1] ^= 0x55;
        let (pages, errors) = read(&broken.concat());
        let expected: &[u32] = if pages.len() == 3 {
            &[1, 2, 3]
        } else {
            &[1, 3]
        };
        assert_eq!(pages, expected, "at {at}: {errors:?}");
        assert!(errors.len() == 1 || pages.len() == 3, "{errors:?}");
    }
    let cut = [&members[0][..], &members[1][..60], &members[2][..]].concat();
    assert_eq!(read(&cut).0, [1, 3]);
    for wrong in [-20, 20] {
        let first = gzip(&answer_with(1, "200 OK", "text/html", wrong));
        let next_damaged = [&first[..], &members[1][..60], &members[2][..]].concat();
        assert_eq!(read(&next_damaged).0, [1, 3], "{wrong}");
    }
    let between = [&members[0][..], b"garbage", &members[2][..]].concat();
    let (pages, errors) = read(&between);
    assert_eq!((pages, errors.len()), (vec![1, 3], 1), "{errors:?}");
}

#[test]
fn damage_in_frames_of_zstd_is_passed_over() {
    let frame = |number| zstd::encode_all(&answer(number)[..], 3).unwrap();
    let mut second = frame(2);
    second.truncate(80);
    let (pages, errors) = read(&[frame(1), second, frame(3)].concat());
    assert_eq!((pages, errors.len()), (vec![1, 3], 1));
}

#[test]
fn wrong_lengths_are_put_right() {
    for wrong in [-40, -3, 5, 100, 4000] {
        let records = [
            answer(1),
            answer_with(2, "200 OK", "text/html", wrong),
            answer(3),
        ];
        let mut packings = in_every_packing(&records);
        // Not both at once: blocks that cut through records hide where one begins.
        packings.remove(3);
        for (packing, bytes) in packings.into_iter().enumerate() {
            let (pages, errors) = read(&bytes);
            assert_eq!(pages, [1, 2, 3], "{wrong} in packing {packing}: {errors:?}");
        }
    }
}

#[test]
fn a_length_beyond_all_measure_swallows_nothing() {
    let records = [
        answer(1),
        answer_with(2, "200 OK", "text/html", 1 << 60),
        answer(3),
    ];
    for bytes in in_every_packing(&records) {
        assert_eq!(read(&bytes).0, [1, 2, 3]);
    }
    let unwanted = [
        answer(1),
        answer_with(2, "200 OK", "image/png", 1 << 60),
        answer(3),
    ];
    for bytes in in_every_packing(&unwanted) {
        assert_eq!(read(&bytes).0, [1, 3]);
    }
}

#[test]
fn a_truncated_file_keeps_what_came_before() {
    let records = [answer(1), answer(2), answer(3)];
    for bytes in in_every_packing(&records) {
        let cut = &bytes[..bytes.len() - 60];
        let (pages, errors) = read(cut);
        let whole_frame = pages.is_empty();
        assert!(pages == [1, 2] || whole_frame, "{pages:?}");
        assert_eq!(errors.len(), 1, "{errors:?}");
    }
}

#[test]
fn records_beyond_the_limit_are_named_and_the_rest_read() {
    let block = [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        &[b'x'; 3 << 20][..],
    ]
    .concat();
    let large = record("response", 2, "application/http", &block, 0);
    for bytes in in_every_packing(&[answer(1), large, answer(3)]) {
        let (pages, errors) = read(&bytes);
        assert_eq!(pages, [1, 3], "{errors:?}");
        assert!(errors.len() == 1, "{errors:?}");
    }
}

#[test]
fn reading_goes_on_at_every_place() {
    let records: Vec<_> = (1..=6).map(answer).collect();
    for bytes in in_every_packing(&records) {
        let mut archive = Archive::new(&bytes[..], "a", LIMIT).unwrap();
        for done in 1..=6_usize {
            let place = archive.next().unwrap().unwrap().after;
            let rest = &bytes[place.member as usize..];
            let rest = Archive::resume(rest, place, Vec::new(), "a", LIMIT).unwrap();
            let ids: Vec<_> = rest.map(|found| found.unwrap().id.unwrap()).collect();
            let expected: Vec<_> = (done + 1..=6).map(|id| format!("{id:08}")).collect();
            assert_eq!(ids, expected, "at {place:?}");
        }
    }
}

#[test]
fn a_dictionary_at_the_beginning_unpacks_the_rest() {
    let dictionary = page(0).repeat(20).into_bytes();
    let packed = |number| {
        let mut packed = Vec::new();
        zstd::stream::read::Encoder::with_dictionary(&answer(number)[..], 3, &dictionary)
            .unwrap()
            .read_to_end(&mut packed)
            .unwrap();
        packed
    };
    for kept in [
        dictionary.clone(),
        zstd::encode_all(&dictionary[..], 3).unwrap(),
    ] {
        let mut bytes = b"\x5D\x2A\x4D\x18".to_vec();
        bytes.extend((kept.len() as u32).to_le_bytes());
        bytes.extend(kept);
        bytes.extend(packed(1));
        bytes.extend(packed(2));
        assert_eq!(read(&bytes).0, [1, 2]);
        let mut archive = Archive::new(&bytes[..], "a", LIMIT).unwrap();
        let place = archive.next().unwrap().unwrap().after;
        let found = super::dictionary(&bytes[..]).unwrap();
        let rest = &bytes[place.member as usize..];
        let rest = Archive::resume(rest, place, found, "a", LIMIT).unwrap();
        assert_eq!(rest.count(), 1);
    }
}

#[test]
fn bombs_among_the_members_are_passed_over() {
    let mut bomb = Vec::new();
    let mut zeros = answer(2);
    zeros.resize(1 << 27, 0);
    GzEncoder::new(&zeros[..], Compression::best())
        .read_to_end(&mut bomb)
        .unwrap();
    drop(zeros);
    let start = std::time::Instant::now();
    let (pages, errors) = read(&[gzip(&answer(1)), bomb, gzip(&answer(3))].concat());
    assert!(
        pages.ends_with(&[3]) && pages.starts_with(&[1]),
        "{pages:?}"
    );
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(start.elapsed().as_secs() < 20);
}

#[test]
fn a_wacz_file_gives_the_pages_of_its_archives() {
    use std::io::Write;
    use zip::write::{SimpleFileOptions, ZipWriter};
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut zip = ZipWriter::new(file.reopen().unwrap());
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let deflated = stored.compression_method(zip::CompressionMethod::Deflated);
    let member = [gzip(&answer(1)), gzip(&answer(2))].concat();
    for (name, options, bytes) in [
        ("datapackage.json", stored, b"{}".to_vec()),
        ("archive/one.warc.gz", stored, member),
        ("archive/../../../two.warc", deflated, answer(3)),
        ("pages/pages.jsonl", deflated, b"{}".to_vec()),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap();
    let mut wacz = Wacz::new(file.reopen().unwrap(), "a.wacz", LIMIT).unwrap();
    let mut ids: Vec<_> = wacz
        .by_ref()
        .map(|found| found.unwrap().id.unwrap())
        .collect();
    ids.sort();
    assert_eq!(ids, ["00000001", "00000002", "00000003"]);
    assert_eq!(wacz.tally().pages, 3);
}

#[test]
fn what_is_no_archive_is_said_once() {
    for bytes in [
        &b"no archive at all\n\n\n"[..],
        b"WARC/1.0",
        b"WARC/1.0\r\nA: b\r\n\r\n",
    ] {
        let (pages, errors) = read(bytes);
        assert!(pages.is_empty());
        assert_eq!(errors.len(), 1, "{errors:?}");
    }
    assert_eq!(read(b""), (vec![], vec![]));
}
