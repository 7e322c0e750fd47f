//! W3C Trace Context, level 1: `traceparent` in and out.

use crate::kernel::ids;

/// The trace of one request.
pub(super) struct Trace {
    trace_id: String,
    span_id: String,
    flags: &'static str,
}

impl Trace {
    /// Continues the caller's trace, or starts a new one when there is none or it is malformed.
    pub(super) fn continue_from(header: Option<&str>) -> Self {
        let (trace_id, sampled) = header.and_then(parse).unwrap_or_else(|| (ids::random().simple().to_string(), false));
        let span_id = ids::random().simple().to_string().chars().take(16).collect();
        Self { trace_id, span_id, flags: if sampled { "01" } else { "00" } }
    }

    pub(super) fn trace_id(&self) -> &str {
        &self.trace_id
    }

    pub(super) fn parent(&self) -> String {
        format!("00-{}-{}-{}", self.trace_id, self.span_id, self.flags)
    }
}

/// The trace id and whether the caller sampled it.
fn parse(header: &str) -> Option<(String, bool)> {
    let mut parts = header.split('-');
    let (version, trace, span, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let future = version != "00";
    let well_formed = hex(version, 2)
        && version != "ff"
        && hex(trace, 32)
        && hex(span, 16)
        && hex(flags, 2)
        && trace.bytes().any(|byte| byte != b'0')
        && span.bytes().any(|byte| byte != b'0')
        && (future || parts.next().is_none());
    let sampled = u8::from_str_radix(flags, 16).is_ok_and(|flags| flags & 1 == 1);
    well_formed.then(|| (trace.to_owned(), sampled))
}

fn hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_callers_trace_is_continued_and_a_malformed_one_is_not() {
        let id = "4bf92f3577b34da6a3ce929d0e0e4736";
        let given = format!("00-{id}-00f067aa0ba902b7-01");
        assert_eq!(Trace::continue_from(Some(&given)).trace_id(), id);
        assert!(Trace::continue_from(Some(&given)).parent().ends_with("-01"));
        assert_eq!(Trace::continue_from(Some(&format!("01-{id}-00f067aa0ba902b7-00-later"))).trace_id(), id);
        for wrong in [
            "",
            "00",
            &format!("00-{id}-00f067aa0ba902b7-01-x"),
            &format!("ff-{id}-00f067aa0ba902b7-01"),
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            &format!("00-{id}-0000000000000000-01"),
            &format!("00-{}-00f067aa0ba902b7-01", id.to_uppercase()),
        ] {
            assert_ne!(Trace::continue_from(Some(wrong)).trace_id(), id, "{wrong}");
        }
    }
}
