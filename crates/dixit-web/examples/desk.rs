//! A desk on invented coverage, for the tests that open it in a browser:
//!
//!     cargo run -p dixit-web --example desk -- LEDGER [PORT] [TOKEN]
//!
//! Makes the ledger where there is none, prints the address, and answers until it
//! is stopped.

#[path = "../tests/support/mod.rs"]
mod support;

use dixit_web::{Desk, Options, Server};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = PathBuf::from(arguments.next().unwrap_or_else(|| "desk.ledger".to_owned()));
    let port = arguments.next().map_or(Ok(0), |port| port.parse())?;
    let is_new = !path.exists();
    if is_new {
        drop(support::ledger(&path));
    }
    let desk = Desk::open(Options {
        ledger: path,
        write: is_new.then(|| Box::new(support::redate) as dixit_web::Redate),
        token: arguments.next(),
        local: true,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        readers: 4,
    })?;
    let server = Server::bind(desk, SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    println!("http://{}/", server.address());
    server.run()?;
    Ok(())
}
