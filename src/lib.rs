//! samsyn (Swedish: a shared view): one program in which school, health care and social services document their joint
//! work around a child, offered as a REST API with an OpenAPI contract.
//!
//! A wing is a folder of rooms; a room is one resource, and its folder's name is its URL segment. Borrowing runs one
//! way: `kernel < service < parties < casework < … < app`. ARCHITECTURE.md tells the whole.

pub mod app;
pub mod casework;

pub mod config;
pub mod demo;
pub mod exchange;
pub mod governance;
pub mod insight;
pub mod kernel;
pub mod keys;
pub mod parties;
pub mod serve;
pub mod service;
pub mod trust;
