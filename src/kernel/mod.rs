//! What every room shares, and what knows no room.
//!
//! The two doors to the database are [`db::Db::read`] and [`db::Db::write`]; who calls is [`auth::Caller`], who acts
//! is [`access::Actor`]; what goes wrong is a [`problem::Problem`].

pub mod access;
pub mod audit;
pub mod auth;
pub mod circle;
pub mod clocks;
pub mod codes;
pub mod crypto;
pub mod db;
pub mod decision;
pub mod external_ids;
pub mod facts;
pub mod files;
pub mod http;
pub mod identity;
pub mod ids;
pub mod marks;
pub mod problem;
pub mod rules;
pub mod seals;
pub mod telemetry;
pub mod text;
pub mod time;
pub mod vault;
