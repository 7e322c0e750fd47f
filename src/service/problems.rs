//! `/problems/{slug}`: the page that a problem's `type` points to (RFC 9457). Outside the contract.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};

use crate::kernel::http::RequestContext;
use crate::kernel::problem::{Kind, Problem};

/// A problem type's page, in Swedish and English.
#[get("/problems/{slug}")]
pub async fn problem_page(request: HttpRequest, slug: Path<String>) -> Result<HttpResponse, Problem> {
    let kind = Kind::ALL.iter().find(|kind| kind.slug() == slug.as_str()).ok_or_else(Problem::not_found)?;
    let title = kind.title();
    let docs = RequestContext::of(&request).public_url().to_owned();
    let page = format!(
        "<!doctype html><html lang=\"sv\"><meta charset=\"utf-8\"><title>{sv}</title>\
         <h1>{sv}</h1><p lang=\"en\">{en}</p><p>HTTP {status}. Kod: <code>{slug}</code>. \
         Se <a href=\"{docs}/docs/\">dokumentationen</a>.</p></html>",
        sv = title.sv,
        en = title.en,
        status = kind.status().as_u16(),
        slug = kind.slug(),
    );
    Ok(HttpResponse::Ok().content_type("text/html; charset=utf-8").body(page))
}
