//! An analysis to a reading: who said it, to whom, where, when.
