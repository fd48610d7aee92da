//! An article to its language.

use crate::accurate::Accurate;
use crate::fast::Fast;
use crate::nesting;
use crate::passage::Passage;
use crate::reader::Reader;
use crate::{Error, ModelKind, segment, times};
use dixit_model::{Analysis, Article, Span, Token};

/// Reads articles: sentences, tokens, names, time expressions, frames.
///
/// Loaded once, shared by all threads; the same article gives the same
/// analysis always.
pub struct Analyzer {
    reader: Box<dyn Reader>,
}

impl Analyzer {
    /// Loads a model that was built into the program.
    pub fn load(kind: ModelKind) -> Result<Analyzer, Error> {
        match kind {
            ModelKind::Fast => Ok(Analyzer {
                reader: Box::new(Fast::load()?),
            }),
            ModelKind::Accurate => Ok(Analyzer {
                reader: Box::new(Accurate::load()?),
            }),
        }
    }

    /// An analyzer that reads with `reader`.
    #[doc(hidden)]
    pub fn with(reader: Box<dyn Reader>) -> Analyzer {
        Analyzer { reader }
    }

    /// The model's name and version.
    pub fn model_name(&self) -> String {
        self.reader.name()
    }

    /// The language of `article`, its furniture left out.
    pub fn analyze(&self, article: &Article) -> Analysis {
        let furniture: Vec<Span> = article.furniture.iter().map(|piece| piece.span).collect();
        let cut = segment(&article.text, &furniture);
        let passage = Passage::new(&article.text, &cut.sentences, &cut.tokens);
        let (tagged, names, emissions) = self.reader.read(passage);
        let frames = nesting::frames(self.reader.as_ref(), &tagged, &emissions);
        let tokens = tagged
            .tags
            .iter()
            .zip(&cut.tokens)
            .map(|(tag, span)| Token {
                span: *span,
                pos: crate::fast::tagger::pos(*tag),
            })
            .collect();
        let published = article.published.as_ref().map(|day| day.value);
        let times = times(&article.text, &cut.sentences, &cut.tokens, published);
        Analysis {
            sentences: cut.sentences,
            tokens,
            names,
            times,
            frames,
        }
    }
}
