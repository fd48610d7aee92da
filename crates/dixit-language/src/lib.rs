//! An article to its language: sentences, tokens, names, time expressions, frames.
