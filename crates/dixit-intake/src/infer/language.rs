//! Which language the article is in.

use super::Body;
use dixit_model::Inferred;
use whatlang::{Lang, Script, detect};

/// Fewer letters of an alphabet that English does not use tell too little.
const ENOUGH: usize = 12;
/// Fewer words in Latin letters do.
const WORDS: usize = 12;
/// A few kilobytes tell as much as all.
const SAMPLE: usize = 8_000;

/// What every English sentence has, and other languages seldom.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "that", "is", "was", "for", "it", "with", "as", "he", "be", "by",
    "are", "this", "have", "from", "or", "had", "not", "but", "what", "were", "they", "which",
    "their", "said", "has", "will", "who", "been", "its", "would", "she", "his", "her", "we",
    "you", "at", "on", "there", "when", "if", "after", "a", "in", "an", "says", "about", "than",
];

/// None of them is longer.
const LONGEST: usize = 5;

/// Of a hundred words of English prose at least so many are among these, and of
/// other languages at most half of that.
const SHARE: f64 = 0.20;

/// The language of an article whose metadata says `given`.
///
/// Metadata is more exact than a guess, but templates are often set up once and
/// filled in any language: where the text is surely English and the metadata
/// says otherwise, or the other way round, the text is believed.
pub(crate) fn of(given: Option<Inferred<String>>, body: &Body) -> Option<Inferred<String>> {
    let sample = Sample::of(body);
    if sample.is_plainly_english() && given.as_ref().is_some_and(|given| is_english(&given.value)) {
        return given;
    }
    let found = sample.language();
    let (Some(given), Some(Found { language, sure })) = (&given, &found) else {
        return given.or(found.map(|found| found.language));
    };
    match is_english(&given.value) == is_english(&language.value) || !sure {
        true => Some(given.clone()),
        false => Some(Inferred::new(
            language.value.clone(),
            format!("text, though metadata says {}", given.value),
            language.confidence,
        )),
    }
}

/// What the text tells: a language, and whether it is surely English or surely
/// not, whichever of its neighbours it is.
struct Found {
    language: Inferred<String>,
    sure: bool,
}

fn is_english(code: &str) -> bool {
    let code = code.to_ascii_lowercase();
    code.split(['-', '_'])
        .next()
        .is_some_and(|code| ["en", "eng", "english"].contains(&code))
}

/// The first kilobytes of an article.
struct Sample {
    text: String,
    /// How many words there are, and which share of them is common in English.
    words: usize,
    share: f64,
}

impl Sample {
    fn of(body: &Body) -> Self {
        let mut text = String::new();
        for line in &body.lines {
            if text.len() >= SAMPLE {
                break;
            }
            let end = line
                .char_indices()
                .nth(SAMPLE)
                .map_or(line.len(), |(end, _)| end);
            text.push_str(&line[..end]);
            text.push('\n');
        }
        let (mut words, mut common) = (0, 0);
        let between = |c: char| !c.is_alphabetic() && c != '\'' && c != '\u{2019}';
        for word in text.split(between).filter(|word| !word.is_empty()) {
            words += 1;
            common += usize::from(is_common(word));
        }
        Sample {
            words,
            share: common as f64 / words.max(1) as f64,
            text,
        }
    }

    /// Whether nobody would take it for anything else, which is told quickly.
    fn is_plainly_english(&self) -> bool {
        let latin = self.text.bytes().filter(u8::is_ascii_alphabetic).count();
        let other = self.text.chars().filter(|c| !c.is_ascii()).count();
        self.words >= WORDS && self.share >= SHARE && latin > other
    }

    fn language(&self) -> Option<Found> {
        let guess = detect(&self.text)?;
        let found = |lang: Lang, confidence: f64, sure: bool| {
            let code = two_letters(lang).to_owned();
            let language = Inferred::new(code, "text", confidence as f32 * 0.99);
            Some(Found { language, sure })
        };
        let confidence = guess.confidence();
        if guess.script() != Script::Latin {
            let letters = self.text.chars().filter(|c| c.is_alphabetic()).count();
            // Whichever of its languages it is, English it is not.
            return (letters >= ENOUGH).then(|| found(guess.lang(), confidence, true))?;
        }
        if self.words < WORDS {
            return None;
        }
        match guess.lang() == Lang::Eng {
            true if guess.is_reliable() || self.share >= SHARE => {
                found(Lang::Eng, confidence.max(0.9), true)
            }
            // Names and quotations in another language mislead a count of letters.
            false if self.share >= SHARE => found(Lang::Eng, 0.85, true),
            false if self.share < SHARE / 2.0 => {
                let sure = guess.is_reliable() || self.words >= 2 * WORDS;
                found(guess.lang(), confidence.max(0.3), sure)
            }
            _ => None,
        }
    }
}

/// Whether every English sentence has such a word, and others seldom do.
fn is_common(word: &str) -> bool {
    let mut lower = [0; LONGEST];
    let Some(lower) = lower.get_mut(..word.len()) else {
        return false;
    };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    ENGLISH.iter().any(|common| common.as_bytes() == lower)
}

/// The BCP 47 code: two letters where there are two.
fn two_letters(lang: Lang) -> &'static str {
    match lang {
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same news in many languages, all of them invented.
    const NEWS: &[(&str, &str)] = &[
        (
            "en",
            "The port of Kest will reopen within a week, President Ilse Marant told the harbour council on Friday. Ships had stayed away for six weeks.",
        ),
        (
            "fr",
            "Le port de Kest rouvrira dans une semaine, a annonc\u{e9} vendredi la pr\u{e9}sidente Ilse Marant devant le conseil du port. Les navires n'y venaient plus depuis six semaines.",
        ),
        (
            "de",
            "Der Hafen von Kest wird binnen einer Woche wieder ge\u{f6}ffnet, sagte Pr\u{e4}sidentin Ilse Marant am Freitag vor dem Hafenrat. Sechs Wochen lang war kein Schiff mehr gekommen.",
        ),
        (
            "es",
            "El puerto de Kest volver\u{e1} a abrir en una semana, dijo el viernes la presidenta Ilse Marant ante el consejo del puerto. Los barcos llevaban seis semanas sin venir.",
        ),
        (
            "it",
            "Il porto di Kest riaprir\u{e0} entro una settimana, ha detto venerd\u{ec} la presidente Ilse Marant davanti al consiglio del porto. Da sei settimane non arrivavano navi.",
        ),
        (
            "nl",
            "De haven van Kest gaat binnen een week weer open, zei president Ilse Marant vrijdag tegen de havenraad. Zes weken lang was er geen schip meer gekomen.",
        ),
        (
            "sv",
            "Hamnen i Kest \u{f6}ppnas p\u{e5} nytt inom en vecka, sade president Ilse Marant till hamnr\u{e5}det i fredags. Det \u{e4}r sex veckor sedan n\u{e5}got fartyg kom hit, och kranarna \u{e4}r nu lagade.",
        ),
        (
            "pl",
            "Port w Kest zostanie ponownie otwarty w ci\u{105}gu tygodnia, powiedzia\u{142}a w pi\u{105}tek prezydent Ilse Marant radzie portu. Przez sze\u{15b}\u{107} tygodni nie przyp\u{142}yn\u{105}\u{142} \u{17c}aden statek.",
        ),
        (
            "tr",
            "Kest liman\u{131} bir hafta i\u{e7}inde yeniden a\u{e7}\u{131}lacak, dedi Ba\u{15f}kan Ilse Marant cuma g\u{fc}n\u{fc} liman kuruluna. Alt\u{131} haftad\u{131}r hi\u{e7}bir gemi gelmemi\u{15f}ti.",
        ),
        (
            "ru",
            "\u{41f}\u{43e}\u{440}\u{442} \u{41a}\u{435}\u{441}\u{442} \u{43e}\u{442}\u{43a}\u{440}\u{43e}\u{435}\u{442}\u{441}\u{44f} \u{447}\u{435}\u{440}\u{435}\u{437} \u{43d}\u{435}\u{434}\u{435}\u{43b}\u{44e}, \u{441}\u{43a}\u{430}\u{437}\u{430}\u{43b}\u{430} \u{43f}\u{440}\u{435}\u{437}\u{438}\u{434}\u{435}\u{43d}\u{442}. \u{42d}\u{442}\u{43e}\u{433}\u{43e} \u{436}\u{434}\u{430}\u{43b}\u{438} \u{448}\u{435}\u{441}\u{442}\u{44c} \u{43d}\u{435}\u{434}\u{435}\u{43b}\u{44c}, \u{438} \u{432}\u{441}\u{435} \u{43a}\u{440}\u{430}\u{43d}\u{44b} \u{431}\u{44b}\u{43b}\u{438} \u{438}\u{441}\u{43f}\u{440}\u{430}\u{432}\u{43b}\u{435}\u{43d}\u{44b}.",
        ),
        (
            "ar",
            "\u{633}\u{64a}\u{639}\u{627}\u{62f} \u{641}\u{62a}\u{62d} \u{627}\u{644}\u{645}\u{64a}\u{646}\u{627}\u{621} \u{62e}\u{644}\u{627}\u{644} \u{623}\u{633}\u{628}\u{648}\u{639}",
        ),
        (
            "ja",
            "\u{6e2f}\u{306f}\u{4e00}\u{9031}\u{9593}\u{4ee5}\u{5185}\u{306b}\u{518d}\u{958b}\u{3059}\u{308b}\u{3068}\u{5927}\u{7d71}\u{9818}\u{306f}\u{8a00}\u{3063}\u{305f}\u{3002}",
        ),
    ];

    fn found(text: &str, given: Option<&str>) -> Option<String> {
        let given = given.map(|code| Inferred::new(code.to_owned(), "page", 1.0));
        of(given, &Body::new(text, &[])).map(|language| language.value)
    }

    #[test]
    fn short_news_is_told_apart_in_many_languages() {
        for &(code, text) in NEWS {
            assert_eq!(found(text, None).as_deref(), Some(code), "{text}");
        }
    }

    #[test]
    fn a_page_that_says_english_is_believed_only_of_english() {
        for &(code, text) in NEWS {
            let english = found(text, Some("en-GB"));
            assert_eq!(
                english.is_some_and(|found| is_english(&found)),
                code == "en",
                "{text}"
            );
        }
        let (_, english) = NEWS[0];
        assert_eq!(found(english, Some("de")).as_deref(), Some("en"));
        assert_eq!(
            found(english, Some("en-US")).as_deref(),
            Some("en-US"),
            "more exact"
        );
        let (_, swedish) = NEWS[6];
        assert_eq!(
            found(swedish, Some("nb")).as_deref(),
            Some("nb"),
            "metadata knows neighbours apart"
        );
    }

    #[test]
    fn quotations_in_another_language_do_not_make_an_article_foreign() {
        let (_, french) = NEWS[1];
        let (_, english) = NEWS[0];
        let quoting = format!(
            "{english} {english} She added in French: \u{ab}Le port de Kest rouvrira dans une semaine\u{bb}."
        );
        assert_eq!(found(&quoting, None).as_deref(), Some("en"));
        let quoted =
            format!("{french} {french} {french} Elle a dit: \u{201c}The port is open.\u{201d}");
        assert_eq!(found(&quoted, Some("en")).as_deref(), Some("fr"));
    }

    #[test]
    fn a_few_words_tell_nothing() {
        for text in [
            "Kest 3, Orrin 2",
            "Port of Kest",
            "",
            "42",
            "Ilse Marant: non",
        ] {
            assert_eq!(found(text, None), None, "{text}");
        }
        assert_eq!(found("Kest 3, Orrin 2", Some("en")).as_deref(), Some("en"));
    }
}
