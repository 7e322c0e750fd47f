//! Extracts of what one authority holds about a child (*registerutdrag*; EU 2016/679, art. 15), for the child or for one
//! guardian who decides for it today. Each authority answers for what its own units wrote and received, so an extract is of
//! the own custodian's holdings (`trust/holdings`) and of nothing else.
//!
//! It is a job that is reviewed: registered → reviewed → delivered. Nothing of the content is stored. Each entry is listed
//! with a proposal ([`rules`]): what the recipient may not have is left out and cannot be released by a review, because
//! `kernel::decision` says so as if the recipient had asked (hidden from that guardian, reports of concern, protected places);
//! third parties' data, drafts and joint contacts are proposed to be left out or to lose some members (dataskyddslagen
//! 2018:218, 5 kap. 1 and 2 §§), and an officer decides. The review is another person's than the registration. The content
//! is read anew each time it is fetched, and decided anew: what was hidden since the review is left out.
//!
//! Due one month after the request (art. 12.3). What is left out is not counted in the content: that something is secret can
//! be secret itself.

pub mod codes;
pub mod model;
mod queries;
pub mod requests;
pub mod routes;
mod rows;
mod rules;
mod show;
pub(in crate::trust) mod steps;
