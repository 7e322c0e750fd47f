//! The bytes of requests and answers, where HTTP/1.1 asks for care.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use actix_web::HttpMessage;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::web::Bytes;
use futures_util::{Stream, StreamExt};

/// A request's body on its way in. When an answer leaves before a chunked body has ended, actix would wait for its end
/// for ever; while somebody holds what is left, it closes the connection after the answer instead.
#[derive(Clone)]
pub(super) struct Incoming(Option<Rc<RefCell<Rest>>>);

struct Rest {
    payload: Payload,
    ended: bool,
}

impl Incoming {
    /// Takes part in the body of a request; only a chunked one has no end that is known beforehand.
    pub(super) fn of(request: &mut ServiceRequest) -> Self {
        if !request.headers().contains_key(header::TRANSFER_ENCODING) {
            return Self(None);
        }
        let rest = Rc::new(RefCell::new(Rest { payload: request.take_payload(), ended: false }));
        request.set_payload(Payload::Stream { payload: Box::pin(Shared(Rc::clone(&rest))) });
        Self(Some(rest))
    }

    /// Whether the body had not ended when it was answered.
    pub(super) fn is_endless(&self) -> bool {
        self.0.as_ref().is_some_and(|rest| !rest.borrow().ended)
    }

    /// The answer's body, which keeps the rest of the request until it is sent.
    pub(super) fn held_by(self, body: BoxBody) -> BoxBody {
        BoxBody::new(Holding { body, _rest: self })
    }
}

struct Shared(Rc<RefCell<Rest>>);

impl Stream for Shared {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut rest = self.0.borrow_mut();
        let next = rest.payload.poll_next_unpin(context);
        rest.ended |= matches!(next, Poll::Ready(None));
        next
    }
}

struct Holding {
    body: BoxBody,
    _rest: Incoming,
}

impl MessageBody for Holding {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.get_mut().body).poll_next(context)
    }
}

/// The body of HEAD: none, but of the size that GET's would have.
pub(super) fn without_content(body: &BoxBody) -> BoxBody {
    match body.size() {
        BodySize::Sized(size) => BoxBody::new(Headless(size)),
        _ => BoxBody::new(()),
    }
}

struct Headless(u64);

impl MessageBody for Headless {
    type Error = std::convert::Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.0)
    }

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Poll::Ready(None)
    }
}
