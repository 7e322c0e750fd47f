//! Information texts (*informationstexter*): what a family is told before it decides about a consent. Data, for there are
//! as many languages as families: Swedish, the national minority languages with Finnish, Meänkieli and the Sámi languages
//! (lag 2009:724 om nationella minoriteter och minoritetsspråk, 3–8 §§), and any other.
//!
//! A text is one version in one language (BCP 47) of a series, from a day. It never changes, because somebody may have
//! got it: what is new is a new version, and from its first day it is the current one of its series and language.
//!
//! Lends: [`queries::find`], [`queries::refs`] and [`model::InformationTextRef`].

pub mod model;
pub mod queries;
pub mod routes;
mod show;
mod steps;
