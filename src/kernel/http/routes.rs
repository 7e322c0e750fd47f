//! Where rooms register their handlers: in the running application, or in the document that describes it. Both walk the
//! same `configure` functions, so what is served is what is documented; a worker that starts does not write the document.

use actix_web::dev::HttpServiceFactory;
use actix_web::web;
use utoipa::openapi::path::Paths;
use utoipa::openapi::{Components, Info, OpenApi, RefOr, Schema};
use utoipa_actix_web::OpenApiFactory;

/// Takes handlers.
pub trait Routes: Sized {
    /// Registers a handler with its documented path.
    fn service(&mut self, handler: impl HttpServiceFactory + OpenApiFactory + 'static) -> &mut Self;

    /// Registers what a room or a wing has.
    fn configure(&mut self, room: impl FnOnce(&mut Self)) -> &mut Self {
        room(self);
        self
    }
}

impl Routes for web::ServiceConfig {
    fn service(&mut self, handler: impl HttpServiceFactory + OpenApiFactory + 'static) -> &mut Self {
        Self::service(self, handler)
    }
}

/// Collects the descriptions of handlers.
#[derive(Default)]
pub struct Description {
    paths: Paths,
    schemas: Vec<(String, RefOr<Schema>)>,
}

impl Routes for Description {
    fn service(&mut self, handler: impl HttpServiceFactory + OpenApiFactory + 'static) -> &mut Self {
        self.paths.merge(handler.paths());
        handler.schemas(&mut self.schemas);
        self
    }
}

impl From<Description> for OpenApi {
    fn from(description: Description) -> Self {
        let mut components = Components::new();
        components.schemas.extend(description.schemas);
        let mut document = Self::new(Info::default(), description.paths);
        document.components = Some(components);
        document
    }
}
