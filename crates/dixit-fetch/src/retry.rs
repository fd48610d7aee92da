//! `Retry-After`: when a host wants to be asked again.

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use std::time::Duration;

/// How long from `now`, from seconds or from a moment.
pub(crate) fn after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    // HTTP writes the zone as GMT, which the mail format knows as well.
    let at = rfc2822::DateTimeParser::new().parse_timestamp(value).ok()?;
    Some(Duration::try_from(at.duration_since(now)).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_moments_are_understood() {
        let now: Timestamp = "2031-03-07T10:00:00Z".parse().unwrap();
        let seconds = |value| after(value, now).map(|wait| wait.as_secs());
        assert_eq!(seconds(" 120 "), Some(120));
        assert_eq!(seconds("Fri, 07 Mar 2031 10:02:00 GMT"), Some(120));
        assert_eq!(seconds("Fri, 07 Mar 2031 09:00:00 GMT"), Some(0));
        assert_eq!(seconds("soon"), None);
    }
}
