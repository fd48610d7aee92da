//! The sentences of a content in which somebody may be reported to say
//! something. Most hold no word for it and need not be read again.

use crate::communication::communicates;
use crate::fast::tagger::TAGS;
use crate::tagged::Tagged;
use dixit_model::Pos;

/// What a noun that reports something is followed by: *claims that*, *the denial of*.
const AFTER_NOUN: [&str; 7] = ["that", "of", "to", "by", "from", "about", "against"];

/// Those of `words` whose sentence, as far as the words go, holds a verb of
/// saying or a noun for something said.
pub fn sentences(article: &Tagged, words: Vec<usize>) -> Vec<usize> {
    let sentence = |word: usize| article.passage.words[word].sentence;
    let mut kept = Vec::new();
    for run in words.chunk_by(|a, b| sentence(*a) == sentence(*b)) {
        if run.iter().any(|word| tells(article, *word)) {
            kept.extend_from_slice(run);
        }
    }
    kept
}

fn tells(article: &Tagged, at: usize) -> bool {
    let word = article.passage.word(at).to_lowercase();
    if !communicates(&word) {
        return false;
    }
    let class = TAGS.get(usize::from(article.tags[at])).map(|tag| tag.1);
    let next = || (at + 1 < article.len()).then(|| article.passage.word(at + 1));
    match class {
        Some(Pos::Noun | Pos::Adj) => next().is_some_and(|next| AFTER_NOUN.contains(&next)),
        Some(Pos::Propn) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fast::Fast;
    use crate::passage::Passage;
    use crate::segment;

    #[test]
    fn only_sentences_that_tell_are_kept() {
        let text = "The pier is safe. Marant said it would open. The question is when. \
                    There were claims that it sank.";
        let cut = segment(text, &[]);
        let passage = Passage::new(text, &cut.sentences, &cut.tokens);
        let article = Fast::load().unwrap().tagged(passage, &[]);
        let kept = sentences(&article, (0..article.len()).collect());
        let words: Vec<&str> = kept.iter().map(|at| article.passage.word(*at)).collect();
        assert_eq!(
            words.join(" "),
            "Marant said it would open . There were claims that it sank ."
        );
    }
}
