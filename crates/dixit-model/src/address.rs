//! Where an article is on the web, in one form for all its variants.

use std::fmt;

/// Parameters that tell where a reader came from, not what is read.
const TRACKING: &[&str] = &[
    "fbclid",
    "gclid",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "twclid",
    "ttclid",
    "igshid",
    "igsh",
    "li_fat_id",
    "mkt_tok",
    "_hsenc",
    "_hsmi",
    "vero_id",
    "oly_enc_id",
    "oly_anon_id",
    "__twitter_impression",
    "ref",
    "ref_src",
    "ref_url",
    "cmpid",
    "cmp",
    "icid",
    "intcid",
    "ito",
    "ocid",
    "sr_share",
    "soc_src",
    "soc_trk",
    "smid",
    "smtyp",
    "xtor",
    "wt_mc",
    "wt.mc_id",
    "spm",
    "share",
    "_ga",
    "_gl",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "s_cid",
    "sref",
    "mbid",
    "ncid",
    "fb_action_ids",
    "fb_action_types",
    "fb_source",
    "ftag",
    "taid",
    "amp",
    "mod",
    "traffic_source",
    "nr_email_referer",
];

/// Beginnings of such parameters.
const TRACKING_PREFIXES: &[&str] = &["utm_", "mc_", "at_", "ns_", "pk_", "hsa_", "stm_"];

/// Labels of hosts that show the same articles to other screens.
const SCREENS: &[&str] = &["m", "mobile", "amp", "touch"];

/// Last parts of a path that say no more than the path without them.
const INDEXES: &[&str] = &[
    "index.html",
    "index.htm",
    "index.php",
    "index.asp",
    "index.jsp",
    "default.asp",
    "default.aspx",
    "index.amp.html",
];

/// How often an address may be a variant of another: a page for phones of an
/// AMP page in a cache of ….
const VARIED: usize = 8;

/// Where an article is on the web, in one form for all its variants: those with
/// tracking parameters, for phones, in AMP and in its caches, with and without
/// `www.`, scheme, default port, last slash, fragment, in any order of the
/// parameters. It is for comparing, not for visiting.
///
/// ```
/// use dixit_model::Address;
/// let address = Address::of("http://m.post.example:80/kest/amp/?b=2&utm_source=x&a=1#top").unwrap();
/// assert_eq!(address.as_str(), "https://post.example/kest?a=1&b=2");
/// assert_eq!(Address::of("https://www.post.example/"), None, "a front page");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(String);

impl Address {
    /// The address that `url` is a variant of; none where it names no article:
    /// something else than a page on the web, or a front page. An address is a
    /// variant of itself alone.
    pub fn of(url: &str) -> Option<Address> {
        let parts = Parts::of(url)?;
        let article = !parts.path.is_empty() || !parts.query.is_empty();
        article.then(|| Address(parts.to_string()))
    }

    /// The host that `url` leads to, in the form that it has in addresses: of
    /// front pages too.
    ///
    /// ```
    /// use dixit_model::Address;
    /// let host = Address::host_of("https://www.google.com/amp/s/m.post.example/kest");
    /// assert_eq!(host.as_deref(), Some("post.example"));
    /// ```
    pub fn host_of(url: &str) -> Option<String> {
        Some(Parts::of(url)?.host)
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What an address is made of: host, path from its first slash, parameters.
#[derive(PartialEq)]
struct Parts {
    host: String,
    path: String,
    query: String,
}

impl Parts {
    /// Those of the address of which `url` is a variant, however often.
    fn of(url: &str) -> Option<Parts> {
        let mut parts = Parts::varied(url.trim())?;
        for _ in 0..VARIED {
            let plainer = Parts::varied(&parts.to_string())?;
            if plainer == parts {
                return Some(parts);
            }
            parts = plainer;
        }
        None
    }

    /// Those of the address of which `url` is a variant, which may be one in
    /// turn.
    fn varied(url: &str) -> Option<Parts> {
        let (scheme, rest) = url.split_once("://")?;
        let web = ["http", "https"]
            .iter()
            .any(|s| scheme.eq_ignore_ascii_case(s));
        let rest = rest.split('#').next().filter(|_| web)?;
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let (full, path) = (host(authority)?, escaped(path));
        let (host, path) = match wrapped(&full, &path) {
            Some(inner) => {
                let end = inner.find('/').unwrap_or(inner.len());
                (host(&inner[..end])?, inner[end..].to_owned())
            }
            None => (everyday(&full), plain_path(&path)),
        };
        Some(Parts {
            host,
            path,
            query: plain_query(query),
        })
    }
}

impl fmt::Display for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts { host, path, query } = self;
        let mark = if query.is_empty() { "" } else { "?" };
        write!(f, "https://{host}{path}{mark}{query}")
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The host, less user, default port and last dot, in lower case.
fn host(authority: &str) -> Option<String> {
    let host = authority.rsplit('@').next()?.to_lowercase();
    let host = host
        .strip_suffix(":80")
        .or(host.strip_suffix(":443"))
        .unwrap_or(&host);
    let host = host.strip_suffix(':').unwrap_or(host).trim_end_matches('.');
    let sound = !host.is_empty() && !host.contains(|c: char| c.is_whitespace() || c == '\\');
    sound.then(|| host.to_owned())
}

/// The address inside that of a cache of AMP pages, without its scheme.
fn wrapped<'p>(host: &str, path: &'p str) -> Option<&'p str> {
    let inner = if is_engine(host) {
        path.strip_prefix("amp/")?
    } else if host.ends_with("cdn.ampproject.org") {
        let (kind, inner) = path.split_once('/')?;
        ["c", "v", "i", "wp"].contains(&kind).then_some(inner)?
    } else {
        return None;
    };
    let inner = inner.strip_prefix("s/").unwrap_or(inner);
    inner.split('/').next()?.contains('.').then_some(inner)
}

/// Whether a host is a search engine's own: `google.attacker.example` is not.
fn is_engine(host: &str) -> bool {
    let host = host.strip_prefix("www.").unwrap_or(host);
    let Some(country) = host.strip_prefix("google.") else {
        return host == "bing.com";
    };
    let label = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_lowercase());
    match country.split_once('.') {
        None => label(country),
        Some((shared, country)) => {
            matches!(shared, "co" | "com") && country.len() == 2 && label(country)
        }
    }
}

/// The host as it is for everybody: without `www.` and labels for screens.
fn everyday(host: &str) -> String {
    if host.starts_with('[') || host.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return host.to_owned();
    }
    let labels: Vec<&str> = host.split('.').collect();
    // Of example.com nothing is left out, not even of m.com.
    let kept = labels.len().saturating_sub(2);
    let shown = |&(at, label): &(usize, &&str)| {
        at >= kept || !(SCREENS.contains(label) || at == 0 && *label == "www")
    };
    let labels = labels
        .iter()
        .enumerate()
        .filter(shown)
        .map(|(_, label)| *label);
    labels.collect::<Vec<_>>().join(".")
}

/// The path from its first slash, less what says nothing about the article.
fn plain_path(path: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if parts
        .last()
        .is_some_and(|last| INDEXES.contains(&last.to_ascii_lowercase().as_str()))
    {
        parts.pop();
    }
    if parts.len() > 1 && parts.last() == Some(&"amp") {
        parts.pop();
    }
    if parts.len() > 1 && parts.first() == Some(&"amp") {
        parts.remove(0);
    }
    let mut path: String = parts.iter().flat_map(|part| ["/", part]).collect();
    if let Some(shorter) = path.strip_suffix(".amp") {
        path.truncate(shorter.len());
    } else if let Some(shorter) = path.strip_suffix(".amp.html") {
        path = format!("{shorter}.html");
    }
    path
}

/// The parameters that say what is read, in order.
fn plain_query(query: &str) -> String {
    let tracks = |part: &str| {
        let key = part
            .split('=')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let amp = ["outputtype=amp", "output=amp", "view=amp", "platform=amp"];
        TRACKING.contains(&key.as_str())
            || TRACKING_PREFIXES
                .iter()
                .any(|prefix| key.starts_with(prefix))
            || amp.iter().any(|amp| part.eq_ignore_ascii_case(amp))
    };
    let query = escaped(&query.replace("&amp;", "&"));
    let mut parts: Vec<&str> = query
        .split('&')
        .filter(|part| !part.is_empty() && !tracks(part))
        .collect();
    parts.sort_unstable();
    parts.join("&")
}

/// Escapes in one spelling: only where they are needed, in capitals.
fn escaped(text: &str) -> String {
    let bytes = text.as_bytes();
    let hex = |at: usize| Some((*bytes.get(at)? as char).to_digit(16)? as u8);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        let mut byte = bytes[at];
        let written = match (byte, hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                byte = high << 4 | low;
                at += 2;
                true
            }
            _ => false,
        };
        let free = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        if free || !written && byte.is_ascii_graphic() {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        at += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(url: &str) -> String {
        Address::of(url).map_or("none".to_owned(), |address| address.0)
    }

    #[test]
    fn variants_have_one_address() {
        for variant in [
            "https://post.example/kest/port-reopens",
            "http://post.example/kest/port-reopens/",
            "HTTPS://WWW.Post.Example:443/kest//port-reopens#comments",
            "https://post.example./kest/port-reopens?utm_source=feed&utm_medium=rss",
            "https://post.example/kest/port-reopens?fbclid=a&amp;gclid=b&at_campaign=c&CMP=d",
            "https://m.post.example/kest/port-reopens",
            "https://mobile.post.example/kest/port-reopens?ref=home",
            "https://amp.post.example/kest/port-reopens",
            "https://www.post.example/amp/kest/port-reopens",
            "https://post.example/kest/port-reopens/amp/",
            "https://post.example/kest/port-reopens.amp",
            "https://post.example/kest/port-reopens?amp=1",
            "https://post.example/kest/port-reopens?outputType=amp",
            "https://post.example/kest/port-reopens/index.html",
            "https://post.example/kest/port%2Dreopens",
            "https://www.google.com/amp/s/www.post.example/amp/kest/port-reopens",
            "https://google.co.uk/amp/s/post.example/kest/port-reopens",
            "https://post-example.cdn.ampproject.org/c/s/post.example/kest/port-reopens?amp=1",
            "https://www.google.com/amp/s/amp-post.cdn.ampproject.org/v/s/m.post.example/kest/port-reopens",
            "https://www.google.com/amp/s/google.com/amp/post.example/kest/port-reopens",
        ] {
            assert_eq!(
                of(variant),
                "https://post.example/kest/port-reopens",
                "{variant}"
            );
        }
    }

    #[test]
    fn different_articles_have_different_addresses() {
        let all = [
            "https://post.example/kest",
            "https://post.example/Kest",
            "https://post.example/kest?id=1",
            "https://post.example/kest?id=2",
            "https://post.example/kest?id=1&page=2",
            "https://news.post.example/kest",
            "https://post.example:8080/kest",
            "https://m.example/kest",
            "https://post.example/amp",
            "https://post.example/kest%2Forrin",
            "https://post.example/kest/orrin",
        ]
        .map(of);
        let mut distinct = all.to_vec();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), all.len(), "{all:?}");
    }

    #[test]
    fn nobody_but_a_search_engine_shows_other_peoples_articles() {
        for host in [
            "google.attacker.example",
            "google.com.attacker.example",
            "google.co.attacker",
            "bing.example",
            "google.com:8443",
        ] {
            let url = format!("https://{host}/amp/s/post.example/kest");
            assert!(of(&url).starts_with(&format!("https://{host}/")), "{url}");
            assert_eq!(Address::host_of(&url).as_deref(), Some(host));
        }
    }

    #[test]
    fn an_address_is_its_own_variant_and_parameters_have_no_order() {
        for url in [
            "https://post.example/k\u{e4}se?q=\u{f6}l&a=%c3%a4&z",
            "http://[2600::1]:8080/a",
            "http://8.8.4.4/m",
            "https://a.b/%zz%4",
            "http://www.post.example:85/a/.amp/index.html?utm_source=x&b=2&a=1#c",
            "https://m.www.post.example/kest",
            "https://www.m.google.com/amp/s/post.example/kest",
            "https://post-example.cdn.ampproject.org//c/s/post.example/kest",
            "https://post.example/kest?amp;y=1&0=2",
            "https://post.example:80./kest",
        ] {
            assert!(of(url).starts_with("https://"), "{url}");
            assert_eq!(of(&of(url)), of(url), "{url}");
        }
        assert_eq!(of("http://a.b/c?y=1&x=2"), of("http://a.b/c?x=2&y=1"));
        assert_eq!(of("http://a.b/k\u{e4}se"), of("http://a.b/k%c3%a4se"));
    }

    #[test]
    fn what_is_no_article_has_no_address() {
        for url in [
            "",
            "post.example/kest",
            "ftp://post.example/kest",
            "mailto:desk@post.example",
            "https://post.example",
            "https://post.example/?utm_source=x",
            "https:///kest",
            "https://www.post.example/index.html",
            "file:///etc/passwd",
            "http://a b/c",
        ] {
            assert_eq!(of(url), "none", "{url}");
        }
    }
}
