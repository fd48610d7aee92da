//! Files, folders, pages and standard input to articles.
