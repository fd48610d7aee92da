//! `dixit serve`, resolved.

use super::flags::ServeFlags;
use std::net::SocketAddr;
use std::path::PathBuf;

/// The shortest token that is no invitation to guess.
const TOKEN: usize = 12;

/// A desk to open.
#[derive(Debug)]
pub struct Serve {
    pub ledger: PathBuf,
    pub address: SocketAddr,
    pub write: bool,
    pub token: Option<String>,
    pub open: bool,
}

/// The desk that `flags` ask for; `variable` is the token of the environment.
pub fn resolve(flags: ServeFlags, variable: Option<String>) -> Result<Serve, String> {
    let token = flags.token.or(variable).filter(|token| !token.is_empty());
    if let Some(token) = &token
        && token.chars().count() < TOKEN
    {
        return Err(format!("a token has at least {TOKEN} characters"));
    }
    if token.is_none() && !flags.address.is_loopback() {
        return Err(format!(
            "{} can be reached from other computers: set a token with --token or in the \
             variable DIXIT_TOKEN, or leave --address out",
            flags.address
        ));
    }
    Ok(Serve {
        ledger: flags.ledger,
        address: SocketAddr::new(flags.address, flags.port),
        write: flags.write,
        token,
        open: flags.open,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::flags::{Command, Flags};
    use clap::Parser;

    fn desk(line: &str, variable: Option<&str>) -> Result<Serve, String> {
        let flags = Flags::try_parse_from(line.split(' ')).map_err(|e| e.to_string())?;
        match flags.command {
            Command::Serve(flags) => resolve(flags, variable.map(str::to_owned)),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn other_computers_need_a_token() {
        assert_eq!(
            desk("dixit serve a", None).unwrap().address.to_string(),
            "127.0.0.1:8017"
        );
        assert!(desk("dixit serve a --address ::1", None).is_ok());
        for open in ["0.0.0.0", "::", "192.0.2.7"] {
            let line = format!("dixit serve a --address {open}");
            assert!(desk(&line, None).unwrap_err().contains("--token"));
            assert!(desk(&line, Some("")).is_err());
            assert!(desk(&line, Some("short")).is_err());
            assert!(desk(&line, Some("long enough to keep")).is_ok());
        }
    }
}
