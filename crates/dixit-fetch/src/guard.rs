//! Which addresses may be connected to.

use crate::{Error, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// Whether an address belongs to the public internet: neither private nor
/// local nor reserved, nor one that hides an IPv4 address which could be.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    !matches!(
        address.octets(),
        [0 | 10 | 127, ..]
            | [100, 64..=127, ..]
            | [169, 254, ..]
            | [172, 16..=31, ..]
            | [192, 0, 0 | 2, _]
            | [192, 88, 99, _]
            | [192, 168, ..]
            | [198, 18 | 19, ..]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
            | [224..=255, ..]
    )
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        // NAT64: how networks without IPv4 reach it.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            is_public_v4(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)))
        }
        // Protocol assignments (Teredo among them), documentation, 6to4.
        [0x2001, 0..=0x1ff, ..] | [0x2001, 0xdb8, ..] | [0x2002, ..] | [0x3fff, 0..=0xfff, ..] => {
            false
        }
        // All that is given out so far; IPv4-mapped addresses are outside it.
        [0x2000..=0x3fff, ..] => true,
        _ => false,
    }
}

/// Reads an address and refuses what is none of the web.
///
/// An address that is written in numbers is checked here; names are checked
/// when they are resolved, for the very connection that is made.
pub(crate) fn checked(address: &str, allow_private: bool) -> Result<Url, Error> {
    let refuse = |what: &str| Error::new(ErrorKind::Address, format!("{address}: {what}"));
    let mut url = Url::parse(address.trim())
        .map_err(|error| refuse(&format!("is no address on the web ({error})")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refuse(
            "is not on the web; only http and https are followed",
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refuse("names a user or a password; leave them out"));
    }
    let literal = match url.host() {
        Some(Host::Ipv4(v4)) => Some(IpAddr::V4(v4)),
        Some(Host::Ipv6(v6)) => Some(IpAddr::V6(v6)),
        Some(Host::Domain(_)) => None,
        None => return Err(refuse("names no host")),
    };
    if literal.is_some_and(|literal| !allow_private && !is_public(literal)) {
        return Err(Error::private(address));
    }
    url.set_fragment(None);
    Ok(url)
}

/// The host of an address, as it is told apart from others:
/// `https://post.example`.
pub fn host_of(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.origin().ascii_serialization())
}

/// Where `link` leads that stands on the page at `base`; `None` where that is
/// not on the web.
pub fn join(base: &str, link: &str) -> Option<String> {
    let mut url = Url::parse(base).ok()?.join(link.trim()).ok()?;
    url.set_fragment(None);
    matches!(url.scheme(), "http" | "https").then(|| url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_public() {
        for address in [
            "8.8.4.4",
            "100.63.0.1",
            "172.32.0.1",
            "2600::1",
            "64:ff9b::808:404",
        ] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
        for address in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "192.168.1.1",
            "198.18.0.1",
            "203.0.113.7",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.4.4",
            "64:ff9b::a00:1",
            "64:ff9b:1::808:404",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "4000::1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn addresses_in_any_spelling_are_seen_through() {
        let kind = |address| checked(address, false).map_err(|error| error.kind());
        for private in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1:8080/",
            "http://[::ffff:7f00:1]/",
            "http://[::1]:80/",
        ] {
            assert_eq!(kind(private), Err(ErrorKind::Private), "{private}");
            assert!(checked(private, true).is_ok(), "{private}");
        }
        for wrong in [
            "ftp://post.example/",
            "file:///etc/passwd",
            "data:text/html,x",
            "//post.example",
            "http://a:b@post.example/",
            "http://",
        ] {
            assert_eq!(kind(wrong), Err(ErrorKind::Address), "{wrong}");
        }
        assert_eq!(
            kind("https://Post.example/a#b").unwrap().as_str(),
            "https://post.example/a"
        );
    }
}
