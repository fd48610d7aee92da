//! `dixit serve`: the web desk.

use crate::args::Serve;
use crate::progress;
use anyhow::Result;
use dixit_web::{Desk, Options, Redate, Server};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process::{Command, Stdio};

/// Readers that each core serves at the same time.
const READERS: usize = 2;

/// Opens the desk, tells where it is, and answers until it is stopped.
pub fn run(task: Serve) -> Result<()> {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let redate: Option<Redate> = task
        .write
        .then(|| Box::new(dixit_attribution::redate) as Redate);
    let desk = Desk::open(Options {
        ledger: task.ledger,
        write: redate,
        token: task.token.clone(),
        local: task.address.ip().is_loopback(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        readers: (cores * READERS).clamp(2, 8),
    })?;
    let server = Server::bind(desk, task.address)?;
    let url = url(server.address(), task.token.as_deref());
    println!("{url}");
    if task.open && !open(&url) {
        progress::error("no browser could be opened: open the address above yourself");
    }
    server.run()?;
    Ok(())
}

/// The address to open, with the token that lets in.
fn url(address: SocketAddr, token: Option<&str>) -> String {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    let at = SocketAddr::new(ip, address.port());
    match token {
        None => format!("http://{at}/"),
        Some(token) => {
            let encoded: String = token
                .bytes()
                .map(|byte| match byte {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => {
                        char::from(byte).to_string()
                    }
                    byte => format!("%{byte:02X}"),
                })
                .collect();
            format!("http://{at}/?token={encoded}")
        }
    }
}

/// Opens `url` with whatever this system opens addresses with.
fn open(url: &str) -> bool {
    let (program, first): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    Command::new(program)
        .args(first)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_opens_where_it_is_printed() {
        let at = |text: &str| text.parse::<SocketAddr>().unwrap();
        assert_eq!(url(at("127.0.0.1:8017"), None), "http://127.0.0.1:8017/");
        assert_eq!(
            url(at("0.0.0.0:9"), Some("port & harbour")),
            "http://127.0.0.1:9/?token=port%20%26%20harbour"
        );
        assert_eq!(url(at("[::]:9"), None), "http://[::1]:9/");
    }
}
