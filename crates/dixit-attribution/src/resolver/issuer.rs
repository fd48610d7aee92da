//! Texts that speak for whoever issued them.

use super::Resolver;
use crate::lexicon::is_document;
use crate::phrase::{Opening, Phrase};
use dixit_model::{EntityKind, Resolved, Span};

/// How far back the issuer of `the statement` may stand.
const SENTENCES: usize = 14;

impl Resolver<'_> {
    /// Who issued the document that `phrase` is about: `a statement from X`,
    /// `X's statement`, `an X statement`, or whoever was said to have issued one.
    pub(super) fn issuer(
        &mut self,
        phrase: &Phrase,
        row: Option<usize>,
    ) -> Option<Option<Resolved>> {
        let law = self.lawmaker(&phrase.head).is_some();
        if !law && let Some(found) = self.named_issuer(phrase, row) {
            return Some(Some(found));
        }
        if let Some(figure) = self.lawmaker(&phrase.head) {
            return Some(Some(Resolved {
                entity: figure,
                how: "issuer".into(),
                confidence: 0.65,
                evidence: Some(phrase.span),
            }));
        }
        if phrase.opening == Opening::Indefinite || is_rumour(phrase) {
            // `reports on the ground` speak for nobody who is known.
            if is_rumour(phrase) {
                return Some(None);
            }
            return Some(
                self.near_issuer(phrase, row)
                    .or_else(|| self.document(phrase)),
            );
        }
        // `Lawsuits` are not those that were filed before; `the lawsuits` are.
        if phrase.opening == Opening::Bare && phrase.head.ends_with('s') {
            return Some(self.document(phrase));
        }
        Some(
            self.maker(phrase, row)
                .or_else(|| self.earlier_issuer(phrase, row))
                .or_else(|| self.document(phrase)),
        )
    }

    /// `the Veld administration's Harbour Strategy`: a text with a name, and
    /// whose it is.
    pub(super) fn named_text(&self, phrase: &Phrase) -> Option<Resolved> {
        let sightings = self.cast.sightings_in(phrase.main_span());
        let [owner, .., text] = sightings else {
            return None;
        };
        let name = &self.cast.figures[text.figure].name;
        let noun = name.rsplit(' ').next()?.to_lowercase();
        let is_text = is_document(&noun) && !crate::organ::is_press(name);
        let at_end = phrase.main.last()?.span.end.abs_diff(text.span.end) <= 2;
        (is_text && at_end && owner.modifier && text.span.start > owner.span.end).then(|| {
            Resolved {
                entity: owner.figure,
                how: "issuer".into(),
                confidence: 0.85,
                evidence: Some(owner.span),
            }
        })
    }

    fn document(&mut self, phrase: &Phrase) -> Option<Resolved> {
        let figure = self.described(phrase, EntityKind::Document);
        Some(Resolved {
            entity: figure,
            how: "description".into(),
            confidence: 0.5,
            evidence: Some(phrase.span),
        })
    }

    fn named_issuer(&mut self, phrase: &Phrase, row: Option<usize>) -> Option<Resolved> {
        // After `from`, `by`, `of`: whoever is named there.
        // A poll of dockers is not theirs.
        let about = matches!(
            phrase.head.as_str(),
            "poll"
                | "survey"
                | "study"
                | "analysis"
                | "review"
                | "account"
                | "assessment"
                | "video"
                | "footage"
                | "recording"
        );
        let link = ["by", "from", "of"]
            .iter()
            .filter(|link| !about || **link != "of")
            .find_map(|link| phrase.tail.iter().position(|word| word.lower() == *link));
        if let Some(link) = link
            && let Some(first) = phrase.tail.get(link + 1)
        {
            let owner = self
                .page
                .words(Span::new(first.span.start, phrase.span.end));
            let end = owner
                .iter()
                .enumerate()
                .position(|(place, word)| {
                    place > 0
                        && (matches!(
                            word.text,
                            "and" | "posted" | "published" | "released" | "on" | "to"
                        ) && !self.in_name(word.span.start))
                })
                .unwrap_or(owner.len());
            let span = Span::new(owner[0].span.start, owner[end - 1].span.end);
            let named = !self.cast.sightings_in(span).is_empty();
            let role = Phrase::of(self.page, span).is_some_and(|p| {
                matches!(
                    p.kind,
                    crate::phrase::Head::Role | crate::phrase::Head::Body
                )
            });
            if (named || role)
                && let Some(found) = self.phrase(span, row)
            {
                return Some(issued(found));
            }
        }
        // Before the noun: `a Storting statement`, `Marant's letter`.
        let head = phrase.main.last()?;
        let sighting = self
            .cast
            .sightings_in(Span::new(phrase.span.start, head.span.start))
            .last()
            .copied();
        if let Some(sighting) = sighting {
            let owner = Span::new(
                phrase.main.first()?.span.start.min(sighting.span.start),
                sighting.span.end,
            );
            // `US government statistics`: the whole of what stands before.
            let before = phrase
                .main
                .len()
                .checked_sub(2)
                .and_then(|i| phrase.main.get(i));
            let full = before.map_or(owner, |last| {
                Span::new(owner.start, last.span.end.max(owner.end))
            });
            let found = self.phrase(full, row).or_else(|| self.phrase(owner, row));
            if let Some(found) = found
                && self.cast.figures[found.entity].head.is_none()
            {
                return Some(issued(found));
            }
            return Some(Resolved {
                entity: sighting.figure,
                how: "issuer".into(),
                confidence: 0.8,
                evidence: Some(sighting.span),
            });
        }
        // `a Storting statement`, where no model took the owner for a name.
        let before = phrase
            .main
            .split_last()
            .map(|(_, before)| before)
            .unwrap_or_default();
        if let Some(last) = before.last()
            && before
                .iter()
                .any(|word| word.is_capital() && !self.opens_sentence(word.span))
            && before
                .iter()
                .all(|word| word.is_capital() || crate::lexicon::is_body(&word.lower()))
        {
            let span = Span::new(before[0].span.start, last.span.end);
            let words = span.of(self.page.text);
            let state = crate::organ::organ(words)
                .map(|organ| organ.name)
                .or_else(|| crate::country::of_word(words).map(str::to_owned));
            let entity = match state {
                Some(name) => self
                    .cast
                    .keyed(&crate::fold::fold(&name), &name, EntityKind::State),
                None => self.cast.by_words(words).unwrap_or_else(|| {
                    self.cast.keyed(
                        &crate::fold::fold(words),
                        crate::word::bare(words),
                        EntityKind::Organisation,
                    )
                }),
            };
            return Some(Resolved {
                entity,
                how: "issuer".into(),
                confidence: 0.8,
                evidence: Some(span),
            });
        }
        // `his statement`.
        let first = self.page.words(phrase.span).first().copied()?;
        if matches!(first.lower().as_str(), "his" | "her" | "its" | "their")
            && let Some(Some(found)) = self.pronoun(first, row)
        {
            return Some(issued(found));
        }
        None
    }

    fn opens_sentence(&self, span: Span) -> bool {
        self.page.sentence_span(span.start).start == span.start
            && crate::country::of_word(span.of(self.page.text)).is_none()
    }

    /// Laws are made by whoever the article names as making them.
    fn lawmaker(&self, head: &str) -> Option<usize> {
        if !matches!(
            head,
            "law" | "bill" | "legislation" | "act" | "measure" | "statute"
        ) {
            return None;
        }
        [
            "congress",
            "parliament",
            "senate",
            "assembly",
            "duma",
            "knesset",
            "bundestag",
        ]
        .iter()
        .find_map(|body| {
            self.cast.figures.iter().position(|figure| {
                figure
                    .name
                    .to_lowercase()
                    .split(' ')
                    .any(|word| word == *body)
                    && !figure.name.to_lowercase().contains("world")
            })
        })
    }

    fn in_name(&self, offset: usize) -> bool {
        self.cast
            .sightings_in(Span::new(offset.saturating_sub(80), offset + 1))
            .iter()
            .any(|s| s.span.start < offset && offset < s.span.end)
    }

    /// Whoever was last said to have spoken through such a text, else whoever
    /// spoke last.
    fn earlier_issuer(&mut self, phrase: &Phrase, row: Option<usize>) -> Option<Resolved> {
        let here = self.page.sentence(phrase.span.start);
        let mut fallback = None;
        for &spoken in self.spoken.iter().rev().take(16) {
            let level = row.is_none_or(|row| self.rows[spoken].parent == self.rows[row].parent);
            if Some(spoken) == row || !level {
                continue;
            }
            let speaker = self.speakers[spoken].clone()?;
            let span = self.rows[spoken].hull();
            let there = self.page.sentence(span.start);
            if here.saturating_sub(there) > SENTENCES {
                break;
            }
            if self.names_document(spoken, &phrase.head) {
                return Some(Resolved {
                    how: "issuer".into(),
                    confidence: 0.85,
                    ..speaker
                });
            }
            // A report is a newsroom's: `CNN reported … The report said`.
            let reported = phrase.head == "report" && self.cue_stem(spoken).starts_with("report");
            if reported {
                return Some(issued(speaker));
            }
            let outer = self.rows[spoken].parent.is_none();
            let figure = &self.cast.figures[speaker.entity];
            // A thing that showed something issues no texts.
            let named = figure.head.is_none()
                || matches!(figure.kind, EntityKind::Person | EntityKind::Group);
            if fallback.is_none() && outer && named && here.saturating_sub(there) <= 3 {
                fallback = Some(speaker);
            }
        }
        fallback.map(|speaker| Resolved {
            how: "issuer".into(),
            confidence: 0.6,
            ..speaker
        })
    }

    /// For `a statement` without an owner: whoever the sentence is about.
    fn near_issuer(&mut self, phrase: &Phrase, _row: Option<usize>) -> Option<Resolved> {
        let titled: Vec<&str> = phrase.main.iter().map(|word| word.text).collect();
        // `a presidential proclamation` is the president's.
        let office = titled
            .iter()
            .find_map(|word| match word.to_lowercase().as_str() {
                "presidential" => Some("president"),
                "ministerial" => Some("minister"),
                "royal" => Some("king"),
                "papal" => Some("pope"),
                _ => None,
            })?;
        let figure = self.by_office(office, None)?;
        Some(Resolved {
            entity: figure,
            how: "issuer".into(),
            confidence: 0.7,
            evidence: Some(phrase.span),
        })
    }

    /// Whether the row or its sentence speaks of such a document.
    fn names_document(&self, row: usize, head: &str) -> bool {
        let hull = self.rows[row].hull();
        let own = self.rows[row].content_hull();
        let sentence = self.page.sentence_span(self.rows[row].anchor().start);
        let span = if sentence.is_empty() { hull } else { sentence };
        if span.len() > 2_000 {
            return false;
        }
        self.page.words(span).iter().any(|word| {
            let lower = word.lower();
            (lower == head || lower.strip_suffix('s') == Some(head) || synonyms(&lower, head))
                && !own.contains(word.span)
        })
    }

    fn cue_stem(&self, row: usize) -> String {
        let cue = self.rows[row].cue.last();
        cue.and_then(|cue| self.page.words(*cue).last().map(|word| word.lower()))
            .unwrap_or_default()
    }
}

pub(super) fn synonyms(a: &str, b: &str) -> bool {
    let tweet = |w: &str| {
        matches!(
            w,
            "tweet" | "post" | "message" | "tweets" | "posts" | "tweeted" | "posted"
        )
    };
    let letter = |w: &str| matches!(w, "letter" | "memo" | "email" | "wrote");
    let law = |w: &str| matches!(w, "law" | "bill" | "legislation" | "act" | "measure");
    let suit = |w: &str| {
        matches!(
            w,
            "lawsuit"
                | "suit"
                | "complaint"
                | "filing"
                | "lawsuits"
                | "suits"
                | "complaints"
                | "filings"
        )
    };
    (suit(a) && suit(b)) || (tweet(a) && tweet(b)) || (letter(a) && letter(b)) || (law(a) && law(b))
}

/// `reports`, `rumours`: what nobody in particular says.
fn is_rumour(phrase: &Phrase) -> bool {
    let many = matches!(
        phrase.head.as_str(),
        "reports" | "rumors" | "rumours" | "accounts"
    );
    many && phrase.opening != Opening::Definite
}

fn issued(found: Resolved) -> Resolved {
    Resolved {
        how: "issuer".into(),
        confidence: found.confidence * 0.95,
        ..found
    }
}
