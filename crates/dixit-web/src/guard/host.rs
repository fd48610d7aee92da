//! Which name the desk is asked under.
//!
//! A page elsewhere can have its own name lead to this computer and then read
//! what answers (DNS rebinding). A desk that only this computer can reach
//! therefore answers to this computer's names alone.

use crate::fault::Fault;
use axum::http::{HeaderMap, StatusCode, header};
use std::net::{Ipv4Addr, Ipv6Addr};

pub(super) fn check(headers: &HeaderMap) -> Result<(), Fault> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    match host {
        Some(host) if hosts.next().is_none() && is_local(host) => Ok(()),
        _ => Err(Fault::new(
            StatusCode::MISDIRECTED_REQUEST,
            "This desk is for this computer only: open it as 127.0.0.1 or localhost.",
        )),
    }
}

/// Whether `host`, with or without a port, is this computer.
fn is_local(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    let bare = name.strip_prefix('[').and_then(|n| n.strip_suffix(']'));
    match bare {
        Some(bare) => bare.parse::<Ipv6Addr>().is_ok_and(|ip| ip.is_loopback()),
        None => {
            name.eq_ignore_ascii_case("localhost")
                || name.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_computers_names_are_local() {
        for local in [
            "localhost",
            "LocalHost:8017",
            "127.0.0.1:1",
            "127.8.0.1",
            "[::1]:8017",
            "[::1]",
        ] {
            assert!(is_local(local), "{local}");
        }
        for other in [
            "",
            "harbour.example",
            "localhost.harbour.example",
            "127.0.0.1.harbour.example",
            "192.168.0.9:8017",
            "[::2]",
            "::1",
            "localhost:80:90",
            "0.0.0.0",
        ] {
            assert!(!is_local(other), "{other}");
        }
    }
}
