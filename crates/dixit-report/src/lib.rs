//! A record to a page: HTML, Markdown, JSON, and a summary for the terminal.
