//! Replies.

use actix_web::body::BoxBody;
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::context::RequestContext;
use super::precondition::etag;
use crate::kernel::audit::{Audited, Look};
use crate::kernel::db::{Resource, Written};

/// En länk till vad som kan göras nu. A link: what this caller may do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Link {
    /// Relation (IANA-registrerad där en finns). The relation; IANA's where one exists.
    #[schema(max_length = 60, pattern = "^[a-z0-9-]+$", example = "self")]
    pub rel: String,
    /// Absolut adress. The absolute address.
    #[schema(
        format = "uri",
        max_length = 2048,
        example = "https://samsyn.example/samsyn/v1/units/0198c0de-7a11-7bcd-8f00-5b1e0c0ffee1"
    )]
    pub href: String,
    /// HTTP-metod. The method.
    #[schema(value_type = LinkMethod)]
    pub method: String,
}

crate::codes! {
    /// HTTP-metod. The method of a link.
    pub enum LinkMethod {
        Get = "GET" ("läs", "read"),
        Post = "POST" ("lägg till", "add"),
        Put = "PUT" ("ersätt", "replace"),
        Patch = "PATCH" ("ändra", "change"),
        Delete = "DELETE" ("ta bort", "remove"),
    }
}

impl Link {
    /// A link.
    pub fn new(rel: impl Into<String>, method: impl Into<String>, href: impl Into<String>) -> Self {
        Self { rel: rel.into(), href: href.into(), method: method.into() }
    }
}

/// 200 with a resource and its ETag.
pub struct Found<T>(pub T);

/// 201 with a new resource, its address and its ETag.
pub struct Created<T>(pub Written<T>);

/// 200 with something that has no version: a list, a view.
pub struct Shown<T>(pub T);

impl<T: Serialize + Resource> Responder for Found<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Ok();
        if let Some(version) = self.0.version() {
            response.insert_header(("ETag", etag(version)));
        }
        response.json(self.0)
    }
}

impl<T: Serialize + Resource> Responder for Created<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let Written { value, replayed } = self.0;
        let mut response = HttpResponse::Created();
        let location = format!("{}{}", RequestContext::of(request).api_url(), value.path());
        response.insert_header(("Location", location));
        if let Some(version) = value.version() {
            response.insert_header(("ETag", etag(version)));
        }
        if replayed {
            response.insert_header(("Idempotency-Replayed", "true"));
        }
        response.json(value)
    }
}

/// What a PUT by a name of the caller's own did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upserted<I> {
    /// The resource.
    pub id: I,
    /// Whether it was not there before.
    pub is_new: bool,
}

impl<I> Upserted<I> {
    /// It was not there, and is now.
    pub const fn created(id: I) -> Self {
        Self { id, is_new: true }
    }

    /// It was there.
    pub const fn changed(id: I) -> Self {
        Self { id, is_new: false }
    }
}

impl<I: From<Uuid>> From<Uuid> for Upserted<I> {
    fn from(id: Uuid) -> Self {
        Self::changed(I::from(id))
    }
}

impl<I: Into<Uuid>> From<Upserted<I>> for Uuid {
    fn from(done: Upserted<I>) -> Self {
        done.id.into()
    }
}

/// 201 with what a PUT made, or 200 with what was there.
pub struct Put<T> {
    /// The representation after the write.
    pub value: T,
    /// Whether it was not there before.
    pub is_new: bool,
}

impl<T: Audited> Audited for Put<T> {
    fn looks(&self) -> Vec<Look> {
        self.value.looks()
    }
}

impl<T: Serialize + Resource> Responder for Put<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self.is_new {
            true => Created(Written { value: self.value, replayed: false }).respond_to(request),
            false => Found(self.value).respond_to(request),
        }
    }
}

impl<T: Serialize> Responder for Shown<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok().json(self.0)
    }
}
