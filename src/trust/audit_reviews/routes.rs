//! `/audit-reviews`.

use crate::kernel::http::Routes;
use actix_web::web::Path;
use actix_web::{get, post};

use super::model::{AuditReview, AuditReviewList, NewAuditReview, NewReviewConclusion, ReviewFilter};
use super::{show, steps};
use crate::kernel::auth::{Caller, Permission};
use crate::kernel::db::Db;
use crate::kernel::http::{Created, Found, Json, List, Paging, Shown};
use crate::kernel::ids::{self, AuditReviewId};
use crate::kernel::problem::Problem;

/// Registers the room's endpoints.
pub fn configure(api: &mut impl Routes) {
    api.service(create_audit_review)
        .service(list_audit_reviews)
        .service(get_audit_review)
        .service(create_audit_review_conclusion);
}

/// Dra ett stickprov ur loggen
///
/// Begin a review: a sample of what your own organisation's units did with children's data in a period is drawn and kept.
/// At random every entry has the same chance; by risk those with most reasons come first: an emergency access before all
/// else, no relation to the child or a case, at night, the same surname, protected personal data. With `seed` the draw can be done over.
#[utoipa::path(
    tag = "audit-reviews",
    responses((status = 201, description = "Draget. Drawn.", body = AuditReview)),
    security(("oauth2" = [Permission::ReviewLog])),
)]
#[post("/audit-reviews")]
async fn create_audit_review(
    db: Db,
    caller: Caller,
    new: Json<NewAuditReview>,
) -> Result<Created<AuditReview>, Problem> {
    caller.require(Permission::ReviewLog)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::begin(tx, &value, ids::random()), show::review).await.map(Created)
}

/// Lista logggranskningar
///
/// List your organisation's reviews of the log, newest first, without their samples.
#[utoipa::path(
    tag = "audit-reviews",
    params(Paging, ReviewFilter),
    responses((status = 200, description = "En sida. A page.", body = AuditReviewList)),
    security(("oauth2" = [Permission::ReviewLog])),
)]
#[get("/audit-reviews")]
async fn list_audit_reviews(
    db: Db,
    caller: Caller,
    list: List<ReviewFilter>,
) -> Result<Shown<AuditReviewList>, Problem> {
    caller.require(Permission::ReviewLog)?;
    Ok(Shown(db.read(caller, move |tx| show::page(tx, &list.filter, list.page)).await?.into()))
}

/// Hämta en logggranskning
///
/// Fetch a review with its sample and, once documented, what it came to.
#[utoipa::path(
    tag = "audit-reviews",
    params(("id" = AuditReviewId, Path, description = "Granskningens id. The review's id.")),
    responses((status = 200, description = "Granskningen. The review.", body = AuditReview)),
    security(("oauth2" = [Permission::ReviewLog])),
)]
#[get("/audit-reviews/{id}")]
async fn get_audit_review(db: Db, caller: Caller, id: Path<AuditReviewId>) -> Result<Found<AuditReview>, Problem> {
    caller.require(Permission::ReviewLog)?;
    db.read(caller, move |tx| show::review(tx, *id)).await.map(Found)
}

/// Dokumentera en logggransknings resultat
///
/// Document what a review came to and what was done, once. Words about people belong in the authority's own records; here
/// stand codes, the entries concerned and a reference.
#[utoipa::path(
    tag = "audit-reviews",
    params(("id" = AuditReviewId, Path, description = "Granskningens id. The review's id.")),
    responses((status = 201, description = "Dokumenterat. Documented.", body = AuditReview)),
    security(("oauth2" = [Permission::ReviewLog])),
)]
#[post("/audit-reviews/{id}/conclusions")]
async fn create_audit_review_conclusion(
    db: Db,
    caller: Caller,
    id: Path<AuditReviewId>,
    new: Json<NewReviewConclusion>,
) -> Result<Created<AuditReview>, Problem> {
    caller.require(Permission::ReviewLog)?;
    let Json { value, once } = new;
    db.write(caller, once, move |tx| steps::conclude(tx, *id, &value), show::review).await.map(Created)
}
