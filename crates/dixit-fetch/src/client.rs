//! One request, one answer: no redirect is followed, nothing is tried again.

use crate::resolver::{Guarded, NotPublic};
use crate::{Error, ErrorKind, Limits, USER_AGENT, Validators, body};
use ureq::Agent;
use ureq::http::{HeaderMap, Response, header};
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

/// What is taken, best first.
const ACCEPT: &str = "text/html, application/xhtml+xml, application/rss+xml, \
    application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5";

/// Makes requests, to public addresses only unless told otherwise.
pub(crate) struct Client {
    agent: Agent,
    limits: Limits,
}

/// How much of a page is taken.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Extent {
    /// All of it; one that is too large is refused.
    Whole,
    /// So many bytes, and one more where there is more.
    Beginning(usize),
}

/// What a server answered.
pub(crate) struct Answer {
    pub status: u16,
    headers: HeaderMap,
    /// Empty unless the answer is a page (2xx).
    pub bytes: Vec<u8>,
}

impl Client {
    pub(crate) fn new(limits: Limits, allow_private: bool) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A proxy would connect to addresses that nobody has looked at.
            .proxy(None)
            .user_agent(USER_AGENT)
            .accept(ACCEPT)
            .accept_encoding("gzip")
            .max_response_header_size(limits.headers)
            .max_idle_connections_per_host(1)
            .timeout_connect(Some(limits.connect))
            .timeout_resolve(Some(limits.connect))
            .timeout_global(Some(limits.whole))
            .build();
        let resolver = Guarded::new(allow_private);
        Client {
            agent: Agent::with_parts(config, DefaultConnector::default(), resolver),
            limits,
        }
    }

    pub(crate) fn get(
        &self,
        url: &Url,
        known: &Validators,
        extent: Extent,
    ) -> Result<Answer, Error> {
        let mut request = self.agent.get(url.as_str());
        if let Some(etag) = &known.etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(modified) = &known.modified {
            request = request.header(header::IF_MODIFIED_SINCE, modified);
        }
        let response = request.call().map_err(|error| from_ureq(url, &error))?;
        let (parts, body) = Response::into_parts(response);
        let encoding = text(&parts.headers, header::CONTENT_ENCODING);
        let status = parts.status.as_u16();
        let (body, encoding) = (body.into_reader(), encoding.as_deref());
        let bytes = match (status, extent) {
            (200..=299, Extent::Whole) => body::read(body, encoding, &self.limits, url.as_str())?,
            (200..=299, Extent::Beginning(most)) => {
                body::beginning(body, encoding, most, &self.limits, url.as_str())?
            }
            // Nobody reads it; the connection goes with it.
            _ => Vec::new(),
        };
        Ok(Answer {
            status,
            headers: parts.headers,
            bytes,
        })
    }
}

impl Answer {
    pub(crate) fn header(&self, name: header::HeaderName) -> Option<String> {
        text(&self.headers, name)
    }

    pub(crate) fn validators(&self) -> Validators {
        Validators {
            etag: self.header(header::ETAG),
            modified: self.header(header::LAST_MODIFIED),
        }
    }

    /// Media type and charset.
    pub(crate) fn content_type(&self) -> (Option<String>, Option<String>) {
        let Some(value) = self.header(header::CONTENT_TYPE) else {
            return (None, None);
        };
        let mut parts = value.split(';').map(str::trim);
        let kind = parts.next().filter(|kind| !kind.is_empty());
        let charset = parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            let value = value.trim().trim_matches('"');
            name.trim().eq_ignore_ascii_case("charset").then_some(value)
        });
        (
            kind.map(str::to_ascii_lowercase),
            charset.map(str::to_owned),
        )
    }
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

fn from_ureq(url: &Url, error: &ureq::Error) -> Error {
    if NotPublic::caused(error) {
        return Error::private(url.as_str());
    }
    let (kind, what) = match error {
        ureq::Error::Timeout(_) => (ErrorKind::Slow, "takes too long to answer".to_owned()),
        ureq::Error::HostNotFound => (ErrorKind::Unreachable, "there is no such host".to_owned()),
        ureq::Error::Http(why) => (ErrorKind::Address, format!("cannot be asked for ({why})")),
        ureq::Error::BadUri(why) => (ErrorKind::Address, format!("is no address ({why})")),
        ureq::Error::LargeResponseHeader(..) => (
            ErrorKind::TooLarge,
            "sends more headers than are taken".to_owned(),
        ),
        ureq::Error::Protocol(why) => (
            ErrorKind::Broken,
            format!("its answer is not understood ({why})"),
        ),
        ureq::Error::Rustls(why) => (
            ErrorKind::Unreachable,
            format!("its certificate cannot be trusted ({why})"),
        ),
        other => (
            ErrorKind::Unreachable,
            format!("cannot be reached ({other})"),
        ),
    };
    Error::new(kind, format!("{url}: {what}"))
}
