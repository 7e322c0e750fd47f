//! Warnings: what a successful answer points out.

use serde::Serialize;
use utoipa::ToSchema;

use crate::kernel::rules::Rule;

/// En varning. A warning: the step was taken, and a rule of the work points something out.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Warning {
    /// Regelns kod (se `/rules`). The rule's code.
    #[schema(max_length = 80, pattern = "^[a-z0-9-]+$", example = "consent-without-party")]
    pub code: &'static str,
    /// Vad som påpekas, på svenska. What is pointed out, in Swedish.
    #[schema(max_length = 500, example = "Samtycket gäller aldrig.")]
    pub detail: String,
}

impl From<&'static Rule> for Warning {
    fn from(rule: &'static Rule) -> Self {
        Self { code: rule.code, detail: rule.then.sv.to_owned() }
    }
}
