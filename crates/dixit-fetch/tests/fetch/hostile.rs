//! Servers that mean no good: each gets a bounded answer.

use crate::server::{Server, nothing, reply};
use crate::{fetch, later, manners, never, page};
use dixit_fetch::{Fetcher, Manners, Outcome, Request};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::thread::sleep;
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(5);

/// A server that answers everything but `robots.txt` by `answer`.
fn server(answer: impl Fn(&str, &mut dyn Write) + Send + Sync + 'static) -> Server {
    Server::new(move |asked, out| match asked.path.as_str() {
        "/robots.txt" => nothing(out),
        path => answer(path, out),
    })
}

fn bounded(url: &str) -> Outcome {
    let begin = Instant::now();
    let outcome = fetch(url);
    assert!(begin.elapsed() < LIMIT, "{:?}", begin.elapsed());
    outcome
}

#[test]
fn redirects_in_a_circle_or_without_end_are_left() {
    let server = server(|path, out| {
        let number: u32 = path.trim_start_matches("/n").parse().unwrap_or(0);
        let to = match path {
            "/self" => "/self".to_owned(),
            "/there" => "/back".to_owned(),
            "/back" => "/there".to_owned(),
            "/nowhere" => "http://".to_owned(),
            _ => format!("/n{}", number + 1),
        };
        reply(out, "301 Moved", &format!("Location: {to}\r\n"), b"");
    });
    assert!(never(bounded(&server.url("/self"))).contains("circle"));
    assert!(never(bounded(&server.url("/there"))).contains("circle"));
    assert!(never(bounded(&server.url("/n1"))).contains("too often"));
    assert!(never(bounded(&server.url("/nowhere"))).contains("where to go"));
    assert!(server.asked().len() < 30, "{}", server.asked().len());
}

#[test]
fn private_addresses_are_not_visited() {
    let server = server(|_, out| reply(out, "200 OK", "", b"secret"));
    let fetcher = Fetcher::new(Manners {
        allow_private: false,
        ..manners()
    });
    let port = server.port;
    for url in [
        format!("http://127.0.0.1:{port}/"),
        // A name is known only once it is resolved.
        format!("http://localhost:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        format!("http://[::1]:{port}/"),
        format!("http://0x7f000001:{port}/"),
        format!("http://0.0.0.0:{port}/"),
    ] {
        let why = never(fetcher.fetch(&Request::to(&url)));
        assert!(why.contains("private network"), "{url}: {why}");
    }
    assert!(server.asked().is_empty());
}

#[test]
fn redirects_lead_to_the_web_only() {
    for to in [
        "file:///etc/passwd",
        "ftp://post.example/a",
        "data:text/html,a",
    ] {
        let server = server(move |_, out| {
            reply(out, "302 Found", &format!("Location: {to}\r\n"), b"");
        });
        assert!(
            never(bounded(&server.url("/a"))).contains("only http and https"),
            "{to}"
        );
    }
}

#[test]
fn slow_servers_are_not_waited_for() {
    let silent = server(|_, _| sleep(LIMIT));
    assert!(later(bounded(&silent.url("/a"))).contains("too long"));
    let dripping = server(|_, out| {
        let _ = out.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        while out.write_all(b".").and_then(|()| out.flush()).is_ok() {
            sleep(Duration::from_millis(50));
        }
    });
    assert!(later(bounded(&dripping.url("/a"))).contains("too long"));
    let headers = server(|_, out| {
        let _ = out.write_all(b"HTTP/1.1 200 OK\r\n");
        while out
            .write_all(b"A: b\r\n")
            .and_then(|()| out.flush())
            .is_ok()
        {
            sleep(Duration::from_millis(50));
        }
    });
    assert!(later(bounded(&headers.url("/a"))).contains("too long"));
}

#[test]
fn pages_without_end_are_cut_off() {
    let endless = |headers: &'static str, chunk: &'static [u8]| {
        server(move |_, out| {
            let _ = write!(out, "HTTP/1.1 200 OK\r\n{headers}");
            while out.write_all(chunk).is_ok() {}
        })
    };
    let body = endless("\r\n", &[b'.'; 4096]);
    assert!(never(bounded(&body.url("/a"))).contains("sends more than"));
    let chunked = endless(
        "Transfer-Encoding: chunked\r\n\r\n",
        b"8\r\n........\r\n8\r\n........\r\n8\r\n........\r\n8\r\n........\r\n",
    );
    let what = match bounded(&chunked.url("/a")) {
        Outcome::Never { why } => why,
        other => later(other),
    };
    assert!(
        what.contains("sends more than") || what.contains("too long"),
        "{what}"
    );
    let headers = endless("", b"X-Filler: ................................\r\n");
    let what = match bounded(&headers.url("/a")) {
        Outcome::Never { why } => why,
        other => later(other),
    };
    assert!(
        what.contains("headers") || what.contains("understood"),
        "{what}"
    );
}

#[test]
fn a_page_that_breaks_off_is_fetched_again_later() {
    let short = server(|_, out| {
        let _ = out.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nThe port of");
    });
    assert!(later(bounded(&short.url("/a"))).contains("broke off"));
    let long = server(|_, out| {
        let _ = out.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nThe port of Kest");
    });
    assert_eq!(page(bounded(&long.url("/a"))).bytes, b"The ");
    let nonsense = server(|_, out| {
        let _ = out.write_all(b"\x16\x03\x01 this is no answer\r\n\r\n");
    });
    later(bounded(&nonsense.url("/a")));
    let wrong = server(|_, out| {
        let _ = out.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\nThe port");
    });
    assert!(later(bounded(&wrong.url("/a"))).contains("not understood"));
}

#[test]
fn bombs_do_not_go_off() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![0; 1 << 20];
    for _ in 0..256 {
        encoder.write_all(&zeros).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    assert!(bomb.len() < 1 << 20);
    let server = server(move |_, out| {
        reply(out, "200 OK", "Content-Encoding: gzip\r\n", &bomb);
    });
    assert!(never(bounded(&server.url("/a"))).contains("unpacks to more"));
}

#[test]
fn hosts_that_are_not_there_are_tried_again_later() {
    let port = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    assert!(later(bounded(&format!("http://127.0.0.1:{port}/"))).contains("cannot be reached"));
    later(bounded("http://no-such-host.invalid/"));
}
