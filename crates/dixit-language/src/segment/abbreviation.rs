//! Words that a full stop shortens, and words that open sentences.

/// What a full stop after a word says about the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// It ends the sentence, for all the word tells.
    Full,
    /// It never ends one: `Mr.`, `vs.`
    Never,
    /// It ends none if a number follows: `No.`, `Jan.`
    BeforeNumber,
    /// It may do both; it ends one if a word follows that opens sentences:
    /// `Inc.`, `U.S.`
    Either,
    /// A clock time; it ends one unless a day or a zone follows: `p.m.`
    Clock,
}

/// What a full stop after `word` (inner full stops included) says.
pub fn stop_after(word: &str) -> Stop {
    match word {
        "Mr" | "Mrs" | "Ms" | "Mx" | "Dr" | "Drs" | "Prof" | "Sen" | "Sens" | "Rep" | "Reps"
        | "Gov" | "Govs" | "Gen" | "Gens" | "Col" | "Lt" | "Sgt" | "Capt" | "Cmdr" | "Adm"
        | "Maj" | "Cpl" | "Pvt" | "Pfc" | "Spc" | "Brig" | "Rev" | "Hon" | "Pres" | "Amb"
        | "Atty" | "Supt" | "Msgr" | "Mme" | "Mlle" | "Messrs" | "Insp" | "Det" | "Asst"
        | "Assoc" | "Dep" | "Ft" | "Mt" | "vs" | "v" | "e.g" | "i.e" | "cf" | "ca" | "viz"
        | "Lt.Gov" | "Lt.Col" | "Ald" | "Del" | "Comdr" | "Fr" | "Ste" | "Sec" => Stop::Never,
        "No" | "Nos" | "no" | "nos" | "Art" | "art" | "Fig" | "fig" | "Vol" | "vol" | "pp"
        | "p" | "Ch" | "ch" | "para" | "Jan" | "Feb" | "Mar" | "Apr" | "Jun" | "Jul" | "Aug"
        | "Sep" | "Sept" | "Oct" | "Nov" | "Dec" | "c" | "approx" | "Op" | "op" => {
            Stop::BeforeNumber
        }
        "a.m" | "p.m" | "A.M" | "P.M" | "am" | "pm" => Stop::Clock,
        "Inc" | "Corp" | "Co" | "Cos" | "Ltd" | "LLC" | "Jr" | "Sr" | "Bros" | "Dept" | "Univ"
        | "Assn" | "Intl" | "Ave" | "Blvd" | "Rd" | "St" | "etc" | "al" | "est" | "Esq"
        | "Ph.D" | "Mon" | "Tue" | "Tues" | "Wed" | "Thu" | "Thur" | "Thurs" | "Fri" | "Ala"
        | "Ariz" | "Ark" | "Calif" | "Colo" | "Conn" | "Fla" | "Ga" | "Ill" | "Ind" | "Kan"
        | "Kans" | "Ky" | "La" | "Mass" | "Md" | "Mich" | "Minn" | "Mo" | "Mont" | "Neb"
        | "Nev" | "Okla" | "Ore" | "Pa" | "Penn" | "Tenn" | "Tex" | "Va" | "Vt" | "Wash"
        | "Wis" | "Wyo" | "Ont" | "Que" | "Rt" | "Gov.-elect" | "Rep.-elect" | "Ph" | "Mfg" => {
            Stop::Either
        }
        _ if is_initials(word) => Stop::Either,
        _ => Stop::Full,
    }
}

/// `J`, `U.S`, `W.Va`, `Ph.D`: single letters, or parts of at most three
/// letters of which one is single.
fn is_initials(word: &str) -> bool {
    let single = |part: &str| {
        let mut letters = part.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    };
    let short = |part: &str| part.len() <= 4 && part.chars().all(char::is_alphabetic);
    word.len() < 16 && word.split('.').any(single) && word.split('.').all(short)
}

/// Whether a capitalised `word` is one that opens sentences rather than one
/// that carries on a name.
pub fn opens_sentences(word: &str) -> bool {
    matches!(
        word,
        "The"
            | "He"
            | "She"
            | "It"
            | "They"
            | "We"
            | "You"
            | "I"
            | "A"
            | "An"
            | "This"
            | "That"
            | "These"
            | "Those"
            | "There"
            | "Here"
            | "His"
            | "Her"
            | "Its"
            | "Their"
            | "Our"
            | "My"
            | "Your"
            | "In"
            | "On"
            | "At"
            | "By"
            | "For"
            | "From"
            | "With"
            | "Without"
            | "Within"
            | "After"
            | "Before"
            | "Since"
            | "During"
            | "Under"
            | "Over"
            | "Of"
            | "To"
            | "As"
            | "If"
            | "When"
            | "While"
            | "Where"
            | "Why"
            | "How"
            | "What"
            | "Who"
            | "Which"
            | "Whether"
            | "Because"
            | "Although"
            | "Though"
            | "Until"
            | "Unless"
            | "Once"
            | "But"
            | "And"
            | "Or"
            | "So"
            | "Yet"
            | "Nor"
            | "Not"
            | "Now"
            | "Then"
            | "Still"
            | "Also"
            | "However"
            | "Meanwhile"
            | "Instead"
            | "Even"
            | "Just"
            | "Only"
            | "Both"
            | "Each"
            | "Every"
            | "Some"
            | "Many"
            | "Most"
            | "More"
            | "Few"
            | "Several"
            | "All"
            | "Any"
            | "Another"
            | "Other"
            | "Others"
            | "One"
            | "Two"
            | "Three"
            | "No"
            | "Yes"
            | "Is"
            | "Are"
            | "Was"
            | "Were"
            | "Do"
            | "Does"
            | "Did"
            | "Can"
            | "Could"
            | "Will"
            | "Would"
            | "Should"
            | "Has"
            | "Have"
            | "Had"
            | "Let"
            | "Last"
            | "Earlier"
            | "Later"
            | "Today"
            | "Yesterday"
            | "According"
            | "Asked"
            | "Despite"
            | "Among"
            | "Between"
            | "Through"
            | "Throughout"
            | "About"
            | "Against"
            | "Like"
            | "Unlike"
            | "Such"
            | "Police"
            | "Officials"
            | "Critics"
            | "Analysts"
            | "Neither"
            | "Either"
            | "Perhaps"
            | "Maybe"
            | "Nobody"
            | "Nothing"
            | "Everyone"
            | "Someone"
            | "Thus"
            | "Therefore"
            | "Moreover"
            | "Furthermore"
            | "Additionally"
            | "Nevertheless"
            | "Indeed"
            | "Again"
    )
}

/// Whether a clock time goes on with `word`: a day, a month, a zone.
pub fn follows_clock(word: &str) -> bool {
    const DAYS: &str =
        "Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
    let zone = word.len() <= 4 && word.len() >= 2 && word.chars().all(|c| c.is_ascii_uppercase());
    zone || matches!(
        word,
        "Eastern" | "Pacific" | "Central" | "Mountain" | "Greenwich" | "Local"
    ) || word
        .get(..3)
        .is_some_and(|head| DAYS.split(' ').any(|day| day == head))
        && (word.len() <= 4 || word.ends_with("day") || is_month(word))
}

fn is_month(word: &str) -> bool {
    matches!(
        word,
        "January"
            | "February"
            | "March"
            | "April"
            | "June"
            | "July"
            | "August"
            | "September"
            | "October"
            | "November"
            | "December"
    )
}

/// Verbs that end a cue after a question or an exclamation in quotation marks.
pub fn asks_or_says(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "asked"
            | "asks"
            | "added"
            | "adds"
            | "wrote"
            | "writes"
            | "replied"
            | "tweeted"
            | "shouted"
            | "yelled"
            | "joked"
            | "told"
            | "wondered"
            | "responded"
            | "exclaimed"
            | "cried"
            | "posted"
            | "quipped"
            | "continued"
            | "declared"
    )
}

/// Endings of internet addresses that a careless hand may capitalise.
pub fn ends_address(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    matches!(
        lower.as_str(),
        "com" | "org" | "net" | "gov" | "edu" | "tv" | "co" | "uk" | "us" | "eu" | "js"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_for_their_stops() {
        assert_eq!(stop_after("Sen"), Stop::Never);
        assert_eq!(stop_after("Jan"), Stop::BeforeNumber);
        assert_eq!(stop_after("W.Va"), Stop::Either);
        assert_eq!(stop_after("J"), Stop::Either);
        assert_eq!(stop_after("p.m"), Stop::Clock);
        assert_eq!(stop_after("harbour"), Stop::Full);
        assert_eq!(stop_after("no.way.here"), Stop::Full);
    }

    #[test]
    fn days_and_zones_follow_clocks() {
        for word in ["Friday", "Sept", "March", "GMT", "ET", "Eastern"] {
            assert!(follows_clock(word), "{word}");
        }
        for word in ["Marant", "Sunak", "The", "Monrovia"] {
            assert!(!follows_clock(word), "{word}");
        }
    }
}
