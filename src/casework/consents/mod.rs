//! Consents: being written.
