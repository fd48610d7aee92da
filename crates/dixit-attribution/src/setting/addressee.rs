//! Whom the words around a cue address.

use crate::lexicon::{is_channel, is_people, is_role, long_title};
use crate::occasion::noun_phrase;
use crate::phrase::{Opening, Phrase};
use crate::resolver::Resolver;
use crate::word::Word;
use dixit_model::{EntityKind, Resolved, Span, Spans};

/// Verbs whose object is who is spoken to.
fn addresses(verb: &str) -> bool {
    [
        "told",
        "tell",
        "inform",
        "assur",
        "warn",
        "urg",
        "ask",
        "remind",
        "thank",
        "accus",
        "advis",
        "notif",
        "brief",
        "order",
        "instruct",
        "promis",
        "email",
        "e-mail",
        "texted",
        "implor",
        "beg",
        "press",
        "challeng",
        "cautio",
        "lectur",
        "counsel",
        "invit",
        "congratulat",
        "convinc",
        "persuad",
        "command",
        "direct",
    ]
    .iter()
    .any(|stem| verb.starts_with(stem))
        && !matches!(verb, "pressed" | "asked-for")
}

impl Resolver<'_> {
    /// Whom the row's own words address.
    pub(super) fn addressee(&mut self, index: usize) -> Option<Resolved> {
        let page = self.page;
        let row = &self.rows[index];
        let cue = *row.cue.last()?;
        let words = page.words(cue);
        let last = words.last()?.lower();
        let first = words.first()?.lower();
        // `had been told by X`, `residents were urged`: whoever stands before.
        let helper = |word: &str| {
            matches!(
                word,
                "been" | "was" | "were" | "being" | "be" | "is" | "are"
            )
        };
        let before = page.words_before(cue.start);
        let helped = before.last().is_some_and(|word| helper(word.text));
        let passive = (helped || words.iter().any(|word| helper(word.text)))
            && (last.ends_with("ed") || last == "told");
        if passive && addresses(&last) {
            let start = before
                .last()
                .filter(|_| helped)
                .map_or(cue.start, |word| word.span.start);
            return self.before_passive(index, Span::new(start, cue.end));
        }
        let on = matches!(last.as_str(), "on" | "upon")
            && (first.starts_with("call") || words.len() > 1)
            // `called for Norland to open its port`
            || last == "for" && words.iter().any(|word| word.lower().starts_with("call"));
        let verb = words
            .iter()
            .rev()
            .find(|w| w.is_capital() || !w.text.is_empty())
            .map(|w| w.lower())?;
        let takes = addresses(&verb) || on;
        let after = page.words_after(cue.end, 240);
        let first_word = after.first()?;
        let gap = &page.text[cue.end..first_word.span.start];
        if gap.contains([',', '.', ':', '“', '"', '—', '\n']) {
            return self.after_to(index, &after, cue);
        }
        if takes {
            let mut start = 0;
            while after.get(start).is_some_and(|word| {
                matches!(word.text, "also" | "again" | "later" | "on" | "earlier")
            }) {
                start += 1;
            }
            if let Some(found) = self.object(index, &after, start) {
                return Some(found);
            }
        }
        self.after_to(index, &after, cue)
    }

    /// `“We urge the Norland side to …”`: a quotation that names whom it asks.
    pub(super) fn asked(&mut self, index: usize) -> Option<Resolved> {
        let page = self.page;
        let content = *self.rows[index].content.first()?;
        self.quotations.at(content.start)?;
        let words = page.words_after(content.start, 120);
        if !matches!(words.first()?.text, "We" | "I") {
            return None;
        }
        let verb = words.iter().take(4).position(|word| {
            matches!(
                word.text,
                "urge" | "ask" | "thank" | "warn" | "tell" | "implore" | "beg" | "call"
            )
        })?;
        let on = words.get(verb + 1).is_some_and(|word| word.text == "on");
        if words[verb].text == "call" && !on {
            return None;
        }
        let span = noun_phrase(page, &words, verb + 1 + usize::from(on))?;
        let found = self.partner(span, index)?;
        let figure = &self.cast.figures[found.entity];
        let speaker = self.speakers[index].as_ref().map(|s| s.entity);
        (figure.head.is_none() && Some(found.entity) != speaker).then_some(found)
    }

    /// The object of a verb: `told his counterpart Ilse Marant that`.
    fn object(&mut self, index: usize, after: &[Word], start: usize) -> Option<Resolved> {
        let page = self.page;
        let word = *after.get(start)?;
        let speaker = self.speakers[index].as_ref().map(|s| s.entity);
        if let Some(found) = self.addressed(word, index, speaker) {
            // `told her` but not `told her counterpart`.
            let next = after.get(start + 1).map(|w| w.lower()).unwrap_or_default();
            let possessive = matches!(word.lower().as_str(), "his" | "their" | "its" | "her")
                && (is_role(long_title(&next)) || next.is_empty() || !is_clause(&next));
            if !possessive {
                self.note(found.entity, word.span);
                return Some(found);
            }
        }
        let rows = self.rows;
        let mut span = noun_phrase(page, after, start)?;
        // What is said is not whom it is said to.
        let said = rows[index].content.iter().map(|part| part.start);
        if let Some(cut) = said.filter(|&cut| span.start < cut && cut < span.end).min() {
            span = Span::new(span.start, cut).trimmed(page.text);
        }
        let inside = rows[index].content.iter().any(|part| part.contains(span));
        // `told a televised meeting of the Council`: whoever meets.
        let phrase = page.words(span);
        let crowd = phrase.iter().rposition(|word| {
            matches!(
                &*word.lower(),
                "crowd" | "crowds" | "audience" | "gathering" | "group" | "assembly"
            )
        });
        let next = |place: usize| {
            let after_it = |w: &&Word| w.span.start > phrase[place].span.start;
            after.iter().position(|w| after_it(&w))
        };
        if let Some(place) = crowd
            && !phrase[place].is_capital()
        {
            // `a small group of people`, `an audience in Norland`
            if let Some(link) = next(place)
                && matches!(after[link].text, "of" | "in")
                && let Some(rest) = noun_phrase(page, after, link + 1)
                && !rows[index].content.touch(after[link].span)
            {
                span = span.hull(rest);
            }
        } else if let Some(place) = phrase
            .iter()
            .position(|w| is_channel(&w.lower()) || w.lower() == "session")
            && !phrase[place].is_capital()
        {
            let of = next(place)?;
            if after.get(of)?.text != "of" {
                return None;
            }
            span = noun_phrase(page, after, of + 1)?;
        }
        // `ordered hospitals to close`: whoever is to do it.
        let to = after
            .iter()
            .position(|w| w.span.start >= span.end)
            .filter(|&next| after[next].text == "to")
            // `urged both sides to`: whom it concerns, present or not.
            .filter(|_| !matches!(&*word.lower(), "both" | "all" | "each" | "every"))
            .is_some_and(|next| {
                after
                    .get(next + 1)
                    .is_some_and(|verb| is_verb(&verb.lower()))
            });
        let demand = {
            let cue = rows[index].cue.last().map(|cue| page.words(*cue));
            cue.is_some_and(|words| words.last().is_some_and(|word| word.lower() == "for"))
        };
        if demand && !to {
            return None;
        }
        let found = match self.partner(span, index) {
            Some(found) => found,
            None if to => self.doer(span)?,
            None => return None,
        };
        if Some(found.entity) == speaker {
            return None;
        }
        // What stands in the content and names nobody is what was said.
        let kind = self.cast.figures[found.entity].kind;
        let named = self.cast.figures[found.entity].head.is_none();
        if inside
            && !to
            && !(named
                && matches!(
                    kind,
                    EntityKind::Person | EntityKind::Organisation | EntityKind::State
                ))
        {
            return None;
        }
        // Two addressed at once by a demand are whom it is about.
        let mut next = after
            .iter()
            .skip_while(|w| w.span.start < span.end)
            .map(|w| w.text);
        if inside
            && !to
            && next.next() == Some("and")
            && !next
                .next()
                .is_some_and(|word| matches!(word, "its" | "his" | "her" | "their"))
        {
            return None;
        }
        Some(found)
    }

    /// Whoever is told to do something, by his description.
    fn doer(&mut self, span: Span) -> Option<Resolved> {
        let phrase = Phrase::of(self.page, span)?;
        let several = phrase.head.ends_with('s') || phrase.opening != Opening::Bare;
        let thing = matches!(phrase.kind, crate::phrase::Head::Document)
            || crate::lexicon::is_channel(&phrase.head);
        if !several || thing || phrase.main.len() > 4 {
            return None;
        }
        let found = self.phrase(span, None)?;
        Some(Resolved {
            confidence: found.confidence * 0.8,
            ..found
        })
    }

    /// `said to X`, `wrote to X`, right after the cue.
    fn after_to(&mut self, index: usize, after: &[Word], cue: Span) -> Option<Resolved> {
        let word = after.first()?;
        let gap = &self.page.text[cue.end..word.span.start];
        if word.text != "to" || gap.contains([',', '.', ':', '“', '"']) {
            return None;
        }
        if self.rows[index].content.touch(word.span) {
            return None;
        }
        let span = noun_phrase(self.page, after, 1)?;
        let named = !self.cast.sightings_in(span).is_empty();
        let head = self
            .page
            .words(span)
            .last()
            .map(|w| w.lower())
            .unwrap_or_default();
        if !named && !is_people(&head) {
            return None;
        }
        let found = self.partner(span, index)?;
        let speaker = self.speakers[index].as_ref().map(|s| s.entity);
        (Some(found.entity) != speaker).then_some(found)
    }

    /// Whoever `was told`.
    fn before_passive(&mut self, index: usize, cue: Span) -> Option<Resolved> {
        let before = self.page.words_before(cue.start);
        let last = *before.last()?;
        let speaker = self.speakers[index].as_ref().map(|s| s.entity);
        if let Some(found) = self.addressed(last, index, speaker) {
            return Some(found);
        }
        let sighting = self
            .cast
            .sightings_in(Span::new(before.first()?.span.start, cue.start))
            .iter()
            .rev()
            .find(|s| !s.modifier && s.span.end + 2 >= cue.start)
            .copied();
        if let Some(sighting) = sighting
            && Some(sighting.figure) != speaker
        {
            return Some(Resolved {
                entity: sighting.figure,
                how: "name".into(),
                confidence: 0.75,
                evidence: Some(sighting.span),
            });
        }
        // `residents of Port Orrin were urged`, `witnesses seen by him were asked`.
        let clause = before
            .iter()
            .rposition(|word| matches!(word.text, "but" | "that" | "while" | "as"))
            .map_or(0, |place| place + 1);
        let first = before[clause..]
            .iter()
            .position(|word| is_people(&word.lower()))?
            + clause;
        let of = before.get(first + 1).is_some_and(|word| word.text == "of");
        let end = if of {
            last.span.end
        } else {
            before[first].span.end
        };
        let start = before[first].span.start;
        if self.page.text[before[first].span.end..end].contains([',', ';']) {
            return None;
        }
        self.phrase(Span::new(start, end), None)
    }
}

/// Whether the word after `to` can be a verb: no article and no name.
fn is_verb(word: &str) -> bool {
    !crate::lexicon::is_function(word) && word.chars().all(char::is_alphabetic)
        || matches!(word, "have" | "do" | "say" | "tell")
}

/// Words that begin what was said, not whose somebody is.
fn is_clause(word: &str) -> bool {
    matches!(
        word,
        "that"
            | "to"
            | "about"
            | "he"
            | "she"
            | "they"
            | "it"
            | "in"
            | "on"
            | "at"
            | "by"
            | "during"
            | "of"
            | "how"
            | "why"
            | "what"
            | "if"
            | "whether"
            | "not"
            | "last"
            | "earlier"
            | "the"
            | "a"
            | "there"
            | "this"
            | "we"
    )
}
