//! `/code-lists`: the closed lists of codes with their Swedish and English labels.

use std::sync::Arc;

use crate::kernel::http::Routes;
use actix_web::get;
use actix_web::web::{Path, ThinData};
use serde::Serialize;
use utoipa::ToSchema;

use crate::kernel::auth::Caller;
use crate::kernel::http::{Cacheable, IfNoneMatch, Link};
use crate::kernel::problem::Problem;
use crate::kernel::text::Label;

/// A code list: its name and its codes with their labels.
pub type List = (&'static str, Vec<(&'static str, Label)>);

/// Every code list of the service; `app.rs` gathers them.
#[derive(Clone)]
pub struct CodeLists(pub Arc<Vec<List>>);

/// En kod. A code.
#[derive(Debug, Serialize, ToSchema)]
pub struct Code {
    /// Koden. The code as it stands in JSON.
    #[schema(max_length = 80, example = "municipality")]
    pub code: &'static str,
    /// Svenska. Swedish.
    #[schema(max_length = 200, example = "kommun")]
    pub sv: &'static str,
    /// Engelska. English.
    #[schema(max_length = 200, example = "municipality")]
    pub en: &'static str,
}

/// En kodlista. A code list.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeList {
    /// Namn. Name.
    #[schema(max_length = 80, example = "organisation-kinds")]
    pub name: &'static str,
    /// Koderna. The codes.
    #[schema(max_items = 500)]
    pub codes: Vec<Code>,
    /// Länkar. Links.
    #[serde(rename = "_links")]
    #[schema(max_items = 5)]
    pub links: Vec<Link>,
}

/// Namnen på kodlistorna. The names of the code lists.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CodeListIndex {
    /// Namnen. The names.
    #[schema(max_items = 500)]
    pub code_lists: Vec<&'static str>,
    /// Länkar till listorna. Links to the lists.
    #[serde(rename = "_links")]
    #[schema(max_items = 500)]
    pub links: Vec<Link>,
}

pub(super) fn configure(api: &mut impl Routes) {
    api.service(list_code_lists).service(get_code_list);
}

/// Lista kodlistor
///
/// List the names of the code lists. Enums of answers may grow within v1: a client must bear an unknown code.
#[utoipa::path(
    tag = "code-lists",
    params(IfNoneMatch),
    responses(
        (status = 200, description = "Namnen. The names.", body = CodeListIndex, headers(("ETag" = String, description = "Version."))),
        (status = 304, description = "Oförändrat. Not changed.", headers(("ETag" = String, description = "Version."))),
    ),
    security(("bearer" = [])),
)]
#[get("/code-lists")]
async fn list_code_lists(caller: Caller, lists: ThinData<CodeLists>) -> Cacheable<CodeListIndex> {
    let names: Vec<&'static str> = lists.0.0.iter().map(|(name, _)| *name).collect();
    let mut links = vec![Link::new("self", "GET", format!("{}/code-lists", caller.api_url))];
    links.extend(names.iter().map(|name| Link::new("item", "GET", format!("{}/code-lists/{name}", caller.api_url))));
    Cacheable(CodeListIndex { code_lists: names, links })
}

/// Hämta en kodlista
///
/// Fetch one code list: every code with its Swedish and English label.
#[utoipa::path(
    tag = "code-lists",
    params(
        ("name" = String, Path, description = "Listans namn. The list's name.", max_length = 80, pattern = "^[a-z-]+$", example = "organisation-kinds"),
        IfNoneMatch,
    ),
    responses(
        (status = 200, description = "Listan. The list.", body = CodeList, headers(("ETag" = String, description = "Version."))),
        (status = 304, description = "Oförändrat. Not changed.", headers(("ETag" = String, description = "Version."))),
    ),
    security(("bearer" = [])),
)]
#[get("/code-lists/{name}")]
async fn get_code_list(
    caller: Caller,
    lists: ThinData<CodeLists>,
    name: Path<String>,
) -> Result<Cacheable<CodeList>, Problem> {
    let (name, codes) = lists.0.0.iter().find(|(known, _)| *known == name.as_str()).ok_or_else(Problem::not_found)?;
    let codes = codes.iter().map(|(code, label)| Code { code, sv: label.sv, en: label.en }).collect();
    let links = vec![Link::new("self", "GET", format!("{}/code-lists/{name}", caller.api_url))];
    Ok(Cacheable(CodeList { name, codes, links }))
}
