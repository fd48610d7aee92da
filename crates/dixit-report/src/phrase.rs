//! Dates, numbers, lists and degrees of certainty in plain English.

use dixit_model::Date;

/// `Friday 7 March 2031`.
pub fn day(date: Date) -> String {
    date.strftime("%A %-d %B %Y").to_string()
}

/// `7 March 2031`.
pub fn short_day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// `Fri 7 Mar 2031`, for narrow places.
pub fn narrow_day(date: Date) -> String {
    date.strftime("%a %-d %b %Y").to_string()
}

/// `7 March 2031`, `7 to 9 March 2031`, `30 March to 2 April 2031` …
pub fn days(first: Option<Date>, last: Option<Date>) -> Option<String> {
    let (first, last) = match (first, last) {
        (Some(first), Some(last)) => (first.min(last), first.max(last)),
        (Some(day), None) | (None, Some(day)) => (day, day),
        (None, None) => return None,
    };
    Some(if first == last {
        day(first)
    } else if (first.year(), first.month()) == (last.year(), last.month()) {
        format!("{} to {}", first.day(), short_day(last))
    } else if first.year() == last.year() {
        format!("{} to {}", first.strftime("%-d %B"), short_day(last))
    } else {
        format!("{} to {}", short_day(first), short_day(last))
    })
}

/// `one` to `twelve` in words, larger numbers in digits.
pub fn number(n: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS
        .get(n)
        .map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// `one article`, `five articles`, `14 articles`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(n), noun(n, one, many))
}

/// The noun that goes with `n`.
pub fn noun<'w>(n: usize, one: &'w str, many: &'w str) -> &'w str {
    if n == 1 { one } else { many }
}

/// `a`, `a and b`, `a, b and c`.
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [front @ .., last] => {
            let front: Vec<&str> = front.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", front.join(", "), last.as_ref())
        }
    }
}

/// Like [`list`], but of more than `most` items it ends in `and 4 more`.
pub fn short_list<S: AsRef<str>>(items: &[S], most: usize) -> String {
    if items.len() <= most + 1 {
        return list(items);
    }
    let mut shown: Vec<String> = items[..most]
        .iter()
        .map(|s| s.as_ref().to_owned())
        .collect();
    shown.push(format!("{} more", items.len() - most));
    list(&shown)
}

/// With its first letter in upper case.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// A confidence in a word: what a reader should make of it.
pub fn certainty(confidence: f32) -> &'static str {
    match confidence {
        c if c >= 0.95 => "certain",
        c if c >= 0.8 => "nearly certain",
        c if c >= 0.6 => "likely",
        c if c >= 0.4 => "uncertain",
        _ => "a guess",
    }
}

/// Whether a value of this provenance came with the article, so that nothing
/// had to be inferred.
pub fn given(how: &str) -> bool {
    matches!(
        how,
        "metadata" | "option" | "JSON-LD" | "Open Graph" | "meta" | "time element" | "html element"
    )
}

/// Who set a value, if a person did: what a person says is not inferred.
pub fn set_by(how: &str) -> Option<&str> {
    how.strip_prefix("set by ")
}

/// What a value was inferred from, for `inferred from …`.
pub fn grounds(how: &str) -> String {
    match how {
        "dated by its story" | "story" => "the other articles of its story".to_owned(),
        "day of the news" => "the day of the news".to_owned(),
        "carried over" => "the words before".to_owned(),
        "same occasion" => "the same occasion elsewhere in the text".to_owned(),
        "address" => "its web address".to_owned(),
        "first line" | "caption" | "dateline" | "title element" => format!("the {how}"),
        "self-reference" => "what it calls itself".to_owned(),
        other => other.to_owned(),
    }
}

/// The words of a statement without what only tied them to their sentence: a
/// *that* before them, a comma or *and* after them.
pub fn gist(words: &str) -> String {
    const LOOSE: [&str; 24] = [
        "a", "an", "and", "as", "at", "because", "but", "by", "for", "from", "if", "in", "of",
        "or", "than", "that", "the", "to", "when", "where", "which", "while", "who", "with",
    ];
    let words = words.trim();
    let mut kept = words.strip_prefix("that ").unwrap_or(words);
    loop {
        kept = kept.trim_end_matches([',', ';', ':', '–', '—', ' ', '\n']);
        match kept.rsplit_once(char::is_whitespace) {
            Some((before, last)) if LOOSE.contains(&last) && before.contains(' ') => kept = before,
            _ => break,
        }
    }
    // The comma of *“Never,” he said*.
    match kept.strip_suffix(['”', '"', '’', '»']) {
        Some(inner) if inner.ends_with(',') => {
            format!("{}{}", inner.trim_end_matches(','), &kept[inner.len()..])
        }
        _ => kept.to_owned(),
    }
}

/// `text` cut to at most `most` characters, at a word where one ends nearby.
pub fn clipped(text: &str, most: usize) -> String {
    let flat = flat(text);
    if flat.chars().count() <= most {
        return flat;
    }
    let head: String = flat.chars().take(most.saturating_sub(1)).collect();
    let head = match head.rfind(' ') {
        Some(space) if space * 3 > head.len() * 2 => &head[..space],
        _ => &head[..],
    };
    format!(
        "{}…",
        head.trim_end_matches([' ', ',', ';', ':', '.', '–', '-'])
    )
}

/// On one line, each run of white space a single space.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without what moves a cursor, colours or turns round what follows it; line
/// ends and tabs stay.
pub fn plain(text: &str) -> String {
    let moves = |c: char| c.is_control() && c != '\n' && c != '\t';
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.replace(|c: char| moves(c) || turns(c), "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn ranges_of_days_say_no_more_than_needed() {
        let range = |a: &str, b: &str| days(Some(date(a)), Some(date(b))).expect("days");
        assert_eq!(range("2031-03-07", "2031-03-07"), "Friday 7 March 2031");
        assert_eq!(range("2031-03-07", "2031-03-09"), "7 to 9 March 2031");
        assert_eq!(
            range("2031-03-30", "2031-04-02"),
            "30 March to 2 April 2031"
        );
        assert_eq!(
            range("2031-12-31", "2032-01-01"),
            "31 December 2031 to 1 January 2032"
        );
        assert_eq!(days(None, None), None);
    }

    #[test]
    fn lists_end_in_and() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(short_list(&["a", "b", "c", "d"], 2), "a, b and 2 more");
        assert_eq!(short_list(&["a", "b", "c"], 2), "a, b and c");
    }

    #[test]
    fn loose_ends_of_a_statement_are_cut() {
        assert_eq!(
            gist("that the port would reopen, and that"),
            "the port would reopen"
        );
        assert_eq!(
            gist("the first ships on Monday,"),
            "the first ships on Monday"
        );
        assert_eq!(gist("“We know what it is for”"), "“We know what it is for”");
        assert_eq!(gist("all that"), "all that");
        assert_eq!(gist("“Never,”"), "“Never”");
    }

    #[test]
    fn clipping_keeps_words_whole() {
        assert_eq!(
            clipped("the port would  reopen", 60),
            "the port would reopen"
        );
        assert_eq!(clipped("the port would reopen soon", 20), "the port would…");
        assert_eq!(clipped("Ωμέγα日本語日本語日本語", 8), "Ωμέγα日本…");
    }
}
