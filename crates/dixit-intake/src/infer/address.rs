//! What the article's address tells.

use crate::date;
use dixit_model::{Date, Inferred};
use regex::Regex;
use std::sync::LazyLock;

/// A day that stands in the address: `/2031/03/07/`, `-2031-03-07`, `_20310307_`.
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[/_-])(20\d\d|19\d\d)(?:/(\d{1,2})/(\d{1,2})|-(\d\d)-(\d\d)|(\d\d)(\d\d))(?:$|[/_.?&-])")
        .expect("a sound pattern")
});

pub(crate) fn published(url: &str) -> Option<Inferred<Date>> {
    let found = DAY.captures(url)?;
    let number = |index: usize| found.get(index)?.as_str().parse::<i16>().ok();
    let either = |a, b, c| number(a).or_else(|| number(b)).or_else(|| number(c));
    let date = date::new(number(1)?, either(2, 4, 6)?, either(3, 5, 7)?)?;
    Some(Inferred::new(date, "address", 0.9))
}

/// The site's name stands in for the outlet's own, which is not known.
pub(crate) fn outlet(url: &str) -> Option<Inferred<String>> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?;
    let host = host.trim_start_matches("www.");
    let plain = host.contains('.') && host.chars().any(|c| c.is_ascii_alphabetic());
    plain.then(|| Inferred::new(host.to_ascii_lowercase(), "address", 0.5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_from_addresses() {
        let day = |url| published(url).map(|date| date.value.to_string());
        let expected = Some("2031-03-07".to_owned());
        assert_eq!(day("https://a.example/2031/03/07/port-reopens"), expected);
        assert_eq!(day("https://a.example/news/port-2031-03-07.html"), expected);
        assert_eq!(day("https://a.example/port_20310307_b"), expected);
        assert_eq!(day("https://a.example/2031/23/07/port"), None);
        assert_eq!(day("https://a.example/idUSKCN20310399"), None);
    }

    #[test]
    fn the_host_stands_in_for_the_outlet() {
        let host = |url| outlet(url).map(|name| name.value);
        assert_eq!(
            host("https://www.HarbourPost.example:8080/a?b").as_deref(),
            Some("harbourpost.example")
        );
        assert_eq!(host("harbourpost"), None);
    }
}
