//! The sourced record on disk.
