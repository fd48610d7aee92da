//! Manners.

use crate::server::{Server, nothing, reply};
use crate::{fetch, later, manners, never, page};
use dixit_fetch::{Fetcher, Manners, Outcome, Request, Validators};
use std::time::{Duration, Instant};

const WORDS: &[u8] = b"The port of Kest is open.";

#[test]
fn a_page_comes_with_what_the_server_says_of_it() {
    let server = Server::new(|asked, out| match asked.path.as_str() {
        "/a?b=%20c" => reply(
            out,
            "200 OK",
            "Content-Type: Text/HTML; charset=\"utf-8\"\r\nETag: \"1\"\r\n",
            WORDS,
        ),
        _ => nothing(out),
    });
    let page = page(fetch(&server.url("/a?b=%20c#d")));
    assert_eq!(page.bytes, WORDS);
    assert_eq!(page.media_type.as_deref(), Some("text/html"));
    assert_eq!(page.charset.as_deref(), Some("utf-8"));
    assert_eq!(page.validators.etag.as_deref(), Some("\"1\""));
    assert!(page.url.ends_with("/a?b=%20c"), "{}", page.url);
    let asked = server.asked();
    assert_eq!(asked[0].path, "/robots.txt");
    let agent = asked[1].header("user-agent").unwrap();
    assert!(
        agent.starts_with("dixit/") && agent.contains("(+https://"),
        "{agent}"
    );
}

#[test]
fn a_page_that_did_not_change_does_not_come_again() {
    let server = Server::new(|asked, out| match asked.header("if-none-match") {
        _ if asked.path == "/robots.txt" => nothing(out),
        Some("\"1\"") => reply(out, "304 Not Modified", "", b""),
        _ => reply(out, "200 OK", "ETag: \"1\"\r\n", WORDS),
    });
    let fetcher = Fetcher::new(manners());
    let mut request = Request::to(server.url("/feed"));
    request.validators = page(fetcher.fetch(&request)).validators;
    assert!(matches!(fetcher.fetch(&request), Outcome::NotModified));
    request.validators = Validators::default();
    page(fetcher.fetch(&request));
}

#[test]
fn robots_txt_is_asked_once_and_obeyed() {
    let server = Server::new(|asked, out| match asked.path.as_str() {
        "/robots.txt" => reply(
            out,
            "200 OK",
            "",
            b"User-agent: *\nDisallow: /\nUser-agent: Dixit\nDisallow: /members",
        ),
        "/away" => reply(out, "302 Found", "Location: /members/3\r\n", b""),
        _ => reply(out, "200 OK", "", WORDS),
    });
    let fetcher = Fetcher::new(manners());
    let fetch = |path| fetcher.fetch(&Request::to(server.url(path)));
    page(fetch("/news"));
    assert!(never(fetch("/members/1")).contains("robots.txt"));
    assert!(
        never(fetch("/away")).contains("robots.txt"),
        "also after a redirect"
    );
    let asked: Vec<_> = server.asked().into_iter().map(|asked| asked.path).collect();
    assert_eq!(asked, ["/robots.txt", "/news", "/away"]);
}

#[test]
fn without_robots_txt_all_is_allowed_and_with_a_broken_one_nothing() {
    let server = Server::new(|asked, out| match asked.path.as_str() {
        "/robots.txt" => reply(out, "500 Oh", "", b""),
        _ => reply(out, "200 OK", "", WORDS),
    });
    assert!(later(fetch(&server.url("/a"))).contains("robots.txt: answers 500"));
    assert_eq!(server.paths(), [""; 0]);
    let server = Server::new(|asked, out| match asked.path.as_str() {
        "/robots.txt" => reply(out, "403 Forbidden", "", b""),
        _ => reply(out, "200 OK", "", WORDS),
    });
    page(fetch(&server.url("/a")));
}

#[test]
fn a_robots_txt_in_trouble_is_asked_for_less_and_less_often() {
    let server = Server::new(|_, out| reply(out, "500 Oh", "", b""));
    let fetcher = Fetcher::new(manners());
    for failures in 1..=3 {
        fetcher.fetch(&Request::to(server.url("/a")));
        let host = fetcher.barred().pop().unwrap();
        assert_eq!(host.failures, failures);
        let wait = host.barred.duration_since(jiff::Timestamp::now());
        std::thread::sleep(wait.try_into().unwrap_or_default());
    }
}

#[test]
fn the_beginning_of_a_robots_txt_without_end_counts() {
    let server = Server::new(|asked, out| match asked.path.as_str() {
        "/robots.txt" => {
            let _ = out.write_all(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /members\n");
            while out.write_all(&[b'#'; 4096]).is_ok() {}
        }
        _ => reply(out, "200 OK", "", WORDS),
    });
    let fetcher = Fetcher::new(manners());
    page(fetcher.fetch(&Request::to(server.url("/news"))));
    assert!(never(fetcher.fetch(&Request::to(server.url("/members/1")))).contains("robots.txt"));
}

#[test]
fn an_address_too_long_to_be_asked_for_is_its_own_fault() {
    let server = Server::new(|_, out| reply(out, "200 OK", "", WORDS));
    let fetcher = Fetcher::new(manners());
    let long = server.url(&format!("/{}", "a".repeat(70_000)));
    assert!(never(fetcher.fetch(&Request::to(long))).contains("too long"));
    page(fetcher.fetch(&Request::to(server.url("/a"))));
}

#[test]
fn requests_of_many_threads_keep_the_interval() {
    let server = Server::new(|_, out| reply(out, "200 OK", "", b""));
    let interval = Duration::from_millis(60);
    let fetcher = Fetcher::new(Manners {
        interval,
        patience: Duration::from_secs(10),
        ..manners()
    });
    std::thread::scope(|scope| {
        for n in 0..6 {
            let (fetcher, url) = (&fetcher, server.url(&format!("/{n}")));
            scope.spawn(move || page(fetcher.fetch(&Request::to(url))));
        }
    });
    let asked = server.asked();
    assert!(asked.len() >= 7, "{asked:?}");
    let mut times: Vec<Instant> = asked.iter().map(|asked| asked.at).collect();
    times.sort();
    for pair in times.windows(2) {
        // A connection takes its time, which differs from request to request.
        assert!(pair[1] - pair[0] > interval / 2, "{:?}", pair[1] - pair[0]);
    }
    assert!(times[times.len() - 1] - times[0] > interval * 5);
}

#[test]
fn hosts_that_ask_for_time_get_it() {
    for (status, headers, least) in [
        ("429 Too Many", "Retry-After: 7\r\n", 7),
        ("503 Busy", "Retry-After: 3\r\n", 3),
        ("503 Busy", "", 0),
        ("429 Too Many", "Retry-After: 99999999999999999999\r\n", 0),
    ] {
        let server = Server::new(move |asked, out| match asked.path.as_str() {
            "/robots.txt" => nothing(out),
            _ => reply(out, status, headers, b""),
        });
        let fetcher = Fetcher::new(manners());
        let begin = jiff::Timestamp::now();
        let Outcome::Later { at, why } = fetcher.fetch(&Request::to(server.url("/a"))) else {
            panic!("{status}");
        };
        assert!(why.unwrap().contains(&status[..3]));
        let wait = at.duration_since(begin).as_secs_f64();
        assert!(
            wait > f64::from(least) && wait < f64::from(least) + 2.0,
            "{wait}"
        );
        // Nobody else bothers the host until then.
        assert!(matches!(
            fetcher.fetch(&Request::to(server.url("/b"))),
            Outcome::Later { .. }
        ));
        assert_eq!(server.paths(), ["/a"]);
        let next = Fetcher::new(manners());
        fetcher
            .barred()
            .into_iter()
            .for_each(|state| next.remember(state));
        next.fetch(&Request::to(server.url("/b")));
        assert_eq!(server.asked().len(), 2, "also in the next program");
    }
}

#[test]
fn one_page_in_trouble_does_not_bar_its_host() {
    let server = Server::new(|asked, out| match asked.path.as_str() {
        "/robots.txt" | "/gone" => nothing(out),
        "/broken" => reply(out, "500 Oh", "", b""),
        _ => reply(out, "200 OK", "", WORDS),
    });
    let fetcher = Fetcher::new(manners());
    let mut request = Request::to(server.url("/broken"));
    let mut waits = Vec::new();
    for failures in 0..3 {
        request.failures = failures;
        let begin = jiff::Timestamp::now();
        let Outcome::Later { at, .. } = fetcher.fetch(&request) else {
            panic!("{failures}");
        };
        waits.push(at.duration_since(begin).as_secs_f64());
    }
    assert!(waits[0] < waits[1] && waits[1] < waits[2], "{waits:?}");
    page(fetcher.fetch(&Request::to(server.url("/sound"))));
    assert!(never(fetcher.fetch(&Request::to(server.url("/gone")))).contains("404"));
}
