//! The web desk.
