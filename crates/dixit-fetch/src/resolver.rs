//! Names to addresses, none of which is private.

use crate::guard::is_public;
use std::fmt;
use std::io;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Resolves names and keeps the public addresses. The connection is made to
/// what comes out here, so that a name cannot be checked under one address and
/// visited under another.
#[derive(Debug, Default)]
pub(crate) struct Guarded {
    pub allow_private: bool,
    system: DefaultResolver,
}

impl Guarded {
    pub(crate) fn new(allow_private: bool) -> Self {
        Guarded {
            allow_private,
            ..Guarded::default()
        }
    }
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.system.resolve(uri, config, timeout)?;
        if self.allow_private {
            return Ok(found);
        }
        let mut kept = self.empty();
        for address in found.iter().filter(|address| is_public(address.ip())) {
            kept.push(*address);
        }
        match kept.is_empty() {
            true => Err(ureq::Error::Io(io::Error::other(NotPublic))),
            false => Ok(kept),
        }
    }
}

/// A name that leads to private addresses only.
#[derive(Debug)]
pub(crate) struct NotPublic;

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("leads into a private network")
    }
}

impl std::error::Error for NotPublic {}

impl NotPublic {
    /// Whether this is why a request failed.
    pub(crate) fn caused(error: &ureq::Error) -> bool {
        match error {
            ureq::Error::Io(error) => error.get_ref().is_some_and(|inner| inner.is::<NotPublic>()),
            _ => false,
        }
    }
}
