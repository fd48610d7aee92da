//! A web server for tests: every request is logged and answered by a closure
//! that may write whatever it likes.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Instant;

/// A request as it came.
#[derive(Clone, Debug)]
#[allow(dead_code)]
pub struct Asked {
    pub at: Instant,
    pub path: String,
    /// In lower case, `name: value`.
    pub headers: Vec<String>,
}

#[allow(dead_code)]
impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        let prefix = format!("{name}: ");
        self.headers
            .iter()
            .find_map(|line| line.strip_prefix(&prefix))
    }
}

/// A server on this computer, until the test ends.
pub struct Server {
    pub port: u16,
    log: Arc<Mutex<Vec<Asked>>>,
}

#[allow(dead_code)]
impl Server {
    /// Answers each request with what `answer` writes; there is no
    /// `robots.txt` unless it writes one.
    pub fn new(answer: impl Fn(&Asked, &mut dyn Write) + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let log = Arc::new(Mutex::new(Vec::new()));
        let (answer, logged) = (Arc::new(answer), Arc::clone(&log));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, logged) = (Arc::clone(&answer), Arc::clone(&logged));
                thread::spawn(move || serve(stream, &*answer, &logged));
            }
        });
        Server { port, log }
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// What was asked for so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.log.lock().expect("the log").clone()
    }

    /// The paths asked for so far, `robots.txt` left out.
    pub fn paths(&self) -> Vec<String> {
        let paths = self.asked().into_iter().map(|asked| asked.path);
        paths.filter(|path| path != "/robots.txt").collect()
    }
}

fn serve(
    mut stream: TcpStream,
    answer: &(dyn Fn(&Asked, &mut dyn Write) + Send + Sync),
    log: &Mutex<Vec<Asked>>,
) {
    let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines();
    let Some(Ok(first)) = lines.next() else {
        return;
    };
    let headers = lines
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
        .map(|line| line.to_ascii_lowercase());
    let asked = Asked {
        at: Instant::now(),
        path: first.split(' ').nth(1).unwrap_or_default().to_owned(),
        headers: headers.collect(),
    };
    log.lock().expect("the log").push(asked.clone());
    answer(&asked, &mut stream);
}

/// Writes a whole answer.
pub fn reply(out: &mut dyn Write, status: &str, headers: &str, body: &[u8]) {
    let head = format!(
        "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n",
        body.len()
    );
    // A client that has heard enough is no failure of the server.
    let _ = out.write_all(head.as_bytes());
    let _ = out.write_all(body);
    let _ = out.flush();
}

/// `404`
#[allow(dead_code)]
pub fn nothing(out: &mut dyn Write) {
    reply(out, "404 Not Found", "", b"");
}
