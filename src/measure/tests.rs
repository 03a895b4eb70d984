//! What a reader of the figures would notice.
