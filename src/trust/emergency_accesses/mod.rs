//! Emergency accesses (*nödöppningar*): where a child's life or health is in danger, a professional of a health care unit may
//! read others' entries without consent and in spite of blocks (lagen 2022:913, 3 kap. 5–6 §§). It is never silent:
//!
//! 1. It is asked for with a reason. The answer tells which units have entries that could be opened and whether they are blocked,
//!    nothing of what they say; where a child's personal data is protected it does not tell which units they are.
//! 2. The same person confirms within a quarter of an hour, and chooses what is opened. It stands open for some hours.
//! 3. Each entry that is read leaves an entry in the access log on the ground `emergency`; the entries are read anew each time.
//! 4. Each unit whose entries were found is told who asked, when and why, and what was opened and read; it acknowledges that it has
//!    read so. Also who asks and opens nothing has learnt that there is something.
//! 5. A reviewer of the organisation that made it reviews each, also those that were never confirmed; unreviewed ones stand
//!    first.
//!
//! It opens what one unit wrote alone under the secrecy of health care or of social services (OSL 25 and 26 kap.):
//! actualisations and contacts ([`sources`] is the one place that knows). School's and psychosocial student health's entries
//! (OSL 23 kap.) never, not even as a count; nor agendas and plans, in which theirs stand beside others'. The law is exhaustive:
//! not even a consent widens it (3 kap. 7 §).
//!
//! A child whom nobody else knows and one whom nobody has such entries about are answered alike; who asks leaves a trace in
//! either case. The reason is sealed under the own record of the child, and once more for each unit under the record that its
//! entries are about. Where there is no record at all there is no key to seal it under, and only the danger is kept.

mod answers;
pub mod codes;
mod entries;
mod model;
mod queries;
mod requests;
pub mod routes;
pub mod rules;
mod show;
mod sources;
mod steps;
