//! Lists: `page` from 1, `limit` 20 unless told and at most 100, named filters, and the links to turn the pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::{IntoParams, ToSchema};

use super::context::RequestContext;
use super::contract::Contract;
use super::reply::Link;
use super::{bad_parameter, bad_parameters};
use crate::kernel::audit::{Audited, Look};
use crate::kernel::problem::Problem;
use crate::kernel::text::Text;

/// How far a list can be paged: beyond this the pages are empty, so that no list grows slow.
const DEEPEST: i64 = 10_000;

/// The parameters that every list has.
#[derive(Clone, Copy, Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// Sida, räknat från 1. The page, from 1; a page beyond the end is empty.
    #[param(required = false, default = 1, minimum = 0, maximum = 1_000_000, example = 1)]
    pub page: i32,
    /// Antal per sida. How many a page, at most 100.
    #[param(required = false, default = 20, minimum = 1, maximum = 100, example = 20)]
    pub limit: i32,
}

/// No filter of the room's own: paging only.
#[derive(Clone, Copy, Debug, Default, serde::Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct NoFilter {}

/// A list request: paging and the room's own filter.
pub struct List<F> {
    /// The filter.
    pub filter: F,
    /// Paging and what the links need.
    pub page: PageRequest,
}

/// Which page was asked for, and how its neighbours are addressed.
#[derive(Clone, Debug)]
pub struct PageRequest {
    page: i64,
    limit: i64,
    path: String,
    others: Vec<(String, String)>,
}

impl PageRequest {
    /// LIMIT, or nothing to ask for when the page lies beyond what can be paged.
    #[must_use]
    pub fn limit(&self) -> i64 {
        if self.page < 1 || self.page.saturating_mul(self.limit) > DEEPEST { 0 } else { self.limit }
    }

    /// OFFSET.
    #[must_use]
    pub const fn offset(&self) -> i64 {
        if self.page < 1 { 0 } else { (self.page - 1).saturating_mul(self.limit) }
    }

    /// How many rows a count need look at: it stops one beyond the deepest page.
    #[must_use]
    pub const fn count_limit() -> i64 {
        DEEPEST + 1
    }

    /// The page of these items; `counted` is the number of all rows, counted up to [`PageRequest::count_limit`].
    #[must_use]
    pub fn of<T>(self, items: Vec<T>, counted: i64) -> Page<T> {
        Page { items, counted, request: self }
    }

    fn href(&self, page: i64) -> String {
        let mut pairs = self.others.clone();
        pairs.push(("page".to_owned(), page.to_string()));
        pairs.push(("limit".to_owned(), self.limit.to_string()));
        let query = serde_urlencoded::to_string(&pairs).unwrap_or_default();
        format!("{}?{query}", self.path)
    }
}

/// One page of a list.
#[derive(Debug)]
pub struct Page<T> {
    /// The items of the page.
    pub items: Vec<T>,
    counted: i64,
    request: PageRequest,
}

impl<T> Page<T> {
    /// The same page of other items.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(f).collect(), counted: self.counted, request: self.request }
    }

    /// The same page of other items, or the first failure.
    ///
    /// # Errors
    /// What `f` refuses.
    pub fn try_map<U, E>(self, f: impl FnMut(T) -> Result<U, E>) -> Result<Page<U>, E> {
        let items = self.items.into_iter().map(f).collect::<Result<Vec<U>, E>>()?;
        Ok(Page { items, counted: self.counted, request: self.request })
    }

    /// The same page of other items; what is gone in between is left out.
    pub fn filter_map<U>(self, f: impl FnMut(T) -> Option<U>) -> Page<U> {
        Page { items: self.items.into_iter().filter_map(f).collect(), counted: self.counted, request: self.request }
    }

    /// The items, what is said of them, and the links.
    #[must_use]
    pub fn into_parts(self) -> (Vec<T>, Meta, Vec<Link>) {
        let PageRequest { page, limit, .. } = self.request;
        let exact = self.counted <= DEEPEST;
        let total = self.counted.min(DEEPEST);
        let pages = total.div_euclid(limit) + i64::from(total.rem_euclid(limit) > 0);
        let link = |rel, page| Link::new(rel, "GET", self.request.href(page));
        let mut links = vec![link("self", page), link("first", 1)];
        if page > 1 {
            links.push(link("prev", (page - 1).min(pages.max(1))));
        }
        if page >= 1 && page < pages {
            links.push(link("next", page + 1));
        }
        if exact {
            links.push(link("last", pages.max(1)));
        }
        let count = i64::try_from(self.items.len()).unwrap_or(i64::MAX);
        let meta = Meta { page, limit, count, total_records: total, total_pages: pages, total_is_exact: exact };
        (self.items, meta, links)
    }
}

impl<T: Audited> Audited for Page<T> {
    fn looks(&self) -> Vec<Look> {
        let mut looks = self.items.looks();
        let mut seen = std::collections::HashSet::new();
        // One entry per child and call.
        looks.retain(|look| look.child.is_none_or(|child| seen.insert(child)));
        looks
    }
}

/// Om listan. What is said of a list.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Meta {
    /// Sidan. This page.
    #[schema(minimum = 0, maximum = 1_000_000, example = 1)]
    pub page: i64,
    /// Högst så många per sida. At most so many a page.
    #[schema(minimum = 1, maximum = 100, example = 20)]
    pub limit: i64,
    /// Antal på denna sida. How many on this page.
    #[schema(minimum = 0, maximum = 100, example = 4)]
    pub count: i64,
    /// Antal i allt, räknat till högst 10 000. How many in all, counted up to 10 000.
    #[schema(minimum = 0, maximum = 10_000, example = 4)]
    pub total_records: i64,
    /// Antal sidor. How many pages.
    #[schema(minimum = 0, maximum = 10_000, example = 1)]
    pub total_pages: i64,
    /// Om totalRecords är hela antalet. Whether `totalRecords` is all there are.
    #[schema(example = true)]
    pub total_is_exact: bool,
}

impl<F: DeserializeOwned + IntoParams + 'static> FromRequest for List<F> {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(read(request))
    }
}

fn read<F: DeserializeOwned + IntoParams>(request: &HttpRequest) -> Result<List<F>, Problem> {
    let mut pairs = distinct(request.query_string())?;
    let page = number(&mut pairs, "page", 1, 0..=1_000_000)?;
    let limit = number(&mut pairs, "limit", 20, 1..=100)?;
    let known: Vec<String> = F::into_params(|| None).into_iter().map(|parameter| parameter.name).collect();
    if let Some(unknown) = pairs.keys().find(|name| !known.contains(name)) {
        let all = known.join(", ");
        return Err(bad_parameter(
            unknown,
            Text::new(
                format!("Okänd parameter. Kända: page, limit, {all}."),
                format!("Unknown parameter. Known: page, limit, {all}."),
            ),
        ));
    }
    let contract = request
        .app_data::<web::ThinData<Arc<Contract>>>()
        .ok_or_else(|| Problem::unavailable(&"the contract is not loaded"))?;
    let faults = contract.query_faults(request.path(), &pairs);
    if !faults.is_empty() {
        return Err(bad_parameters(faults));
    }
    let others: Vec<(String, String)> = pairs.into_iter().collect();
    let encoded = serde_urlencoded::to_string(&others).unwrap_or_default();
    let filter =
        serde_path_to_error::deserialize(serde_urlencoded::Deserializer::new(form(&encoded))).map_err(|error| {
            let why = error.inner().to_string();
            bad_parameter(
                &error.path().to_string(),
                Text::new(format!("Värdet går inte att läsa: {why}."), format!("The value cannot be read: {why}.")),
            )
        })?;
    let context = RequestContext::of(request);
    let path = format!("{}{}", context.public_url(), request.path());
    Ok(List { filter, page: PageRequest { page, limit, path, others } })
}

/// The parameters of a feed.
#[derive(Clone, Copy, Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FeedParams {
    /// Det sista id som hämtats. The id of the last item fetched; without it the feed begins at its start.
    #[param(required = false, format = Uuid, max_length = 36, value_type = String, example = "0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1")]
    pub after: (),
    /// Högst så många. At most so many, at most 100.
    #[param(required = false, default = 20, minimum = 1, maximum = 100, example = 20)]
    pub limit: i32,
}

/// A feed request: what comes after an item, in an order that never changes.
pub struct Feed<I> {
    /// The last item fetched.
    pub after: Option<I>,
    /// At most so many.
    pub limit: i64,
}

impl<I: std::str::FromStr + 'static> FromRequest for Feed<I> {
    type Error = Problem;
    type Future = std::future::Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(read_feed(request.query_string()))
    }
}

fn read_feed<I: std::str::FromStr>(query: &str) -> Result<Feed<I>, Problem> {
    let mut pairs = distinct(query)?;
    let limit = number(&mut pairs, "limit", 20, 1..=100)?;
    let after = match pairs.remove("after") {
        None => None,
        Some(text) => Some(text.parse().map_err(|_| bad_parameter("after", Text::new("Ett id.", "An id.")))?),
    };
    match pairs.keys().next() {
        Some(unknown) => Err(bad_parameter(
            unknown,
            Text::new("Okänd parameter. Kända: after, limit.", "Unknown parameter. Known: after, limit."),
        )),
        None => Ok(Feed { after, limit }),
    }
}

fn form(encoded: &str) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(encoded.as_bytes())
}

fn distinct(query: &str) -> Result<BTreeMap<String, String>, Problem> {
    let mut pairs = BTreeMap::new();
    for (name, value) in form(query) {
        if pairs.insert(name.clone().into_owned(), value.into_owned()).is_some() {
            return Err(bad_parameter(
                &name,
                Text::new("Parametern står flera gånger.", "The parameter stands more than once."),
            ));
        }
    }
    Ok(pairs)
}

fn number(
    pairs: &mut BTreeMap<String, String>,
    name: &str,
    default: i64,
    range: std::ops::RangeInclusive<i64>,
) -> Result<i64, Problem> {
    let Some(text) = pairs.remove(name) else { return Ok(default) };
    text.parse().ok().filter(|value| range.contains(value)).ok_or_else(|| {
        let (low, high) = (range.start(), range.end());
        bad_parameter(name, Text::new(format!("Ett heltal {low}–{high}."), format!("A whole number {low}–{high}.")))
    })
}

/// Declares the JSON shape of a list: the items under their plural name, `_meta` and `_links`.
#[macro_export]
macro_rules! list_of {
    ($(#[$doc:meta])* $name:ident { $(#[$field_doc:meta])* $plural:ident: $item:ty }) => {
        $(#[$doc])*
        #[derive(Debug, serde::Serialize, utoipa::ToSchema)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            $(#[$field_doc])*
            #[schema(max_items = 100)]
            pub $plural: Vec<$item>,
            /// Om listan. What is said of the list.
            #[serde(rename = "_meta")]
            pub meta: $crate::kernel::http::Meta,
            /// Länkar mellan sidorna. Links to turn the pages.
            #[serde(rename = "_links")]
            #[schema(max_items = 10)]
            pub links: Vec<$crate::kernel::http::Link>,
        }

        impl From<$crate::kernel::http::Page<$item>> for $name {
            fn from(page: $crate::kernel::http::Page<$item>) -> Self {
                let ($plural, meta, links) = page.into_parts();
                Self { $plural, meta, links }
            }
        }
    };
}
