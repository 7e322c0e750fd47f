//! The contract while the service runs: it checks bodies, answers OPTIONS, and knows which methods a path has.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jsonschema::Validator;
use jsonschema::error::ValidationErrorKind as Fault;
use serde_json::{Value, json};

use super::context::API_PATH;
use crate::kernel::problem::FieldError;
use crate::kernel::text::Text;

/// The OpenAPI document at work.
pub struct Contract {
    document: Value,
    paths: Vec<(Vec<Segment>, Vec<String>)>,
    validators: BTreeMap<String, OnceLock<Option<Validator>>>,
}

#[derive(PartialEq, Eq)]
enum Segment {
    Fixed(String),
    Parameter,
}

impl Contract {
    /// Puts a document to work.
    #[must_use]
    pub fn new(document: Value) -> Arc<Self> {
        let paths = members(&document, "/paths").map(|(path, item)| (segments(path), methods(item))).collect();
        let validators =
            members(&document, "/components/schemas").map(|(name, _)| (name.clone(), OnceLock::new())).collect();
        Arc::new(Self { document, paths, validators })
    }

    /// The document.
    #[must_use]
    pub const fn document(&self) -> &Value {
        &self.document
    }

    /// The methods of the path, HEAD and OPTIONS among them, or `None` when the contract does not know the path.
    #[must_use]
    pub fn methods_of(&self, path: &str) -> Option<Vec<String>> {
        let below = path.strip_prefix(API_PATH)?;
        let asked: Vec<&str> = below.split('/').skip(1).collect();
        // A fixed segment wins over a parameter, as in the router.
        let (_, methods) = self
            .paths
            .iter()
            .filter(|(known, _)| matches(known, &asked))
            .max_by_key(|(known, _)| known.iter().filter(|segment| matches!(segment, Segment::Fixed(_))).count())?;
        let mut methods = methods.clone();
        if methods.iter().any(|method| method == "GET") {
            methods.push("HEAD".to_owned());
        }
        methods.push("OPTIONS".to_owned());
        methods.sort();
        Some(methods)
    }

    /// Every fault of a body against the schema of this name.
    #[must_use]
    pub fn faults(&self, schema: &str, body: &Value) -> Vec<FieldError> {
        let validator = self.validators.get(schema).and_then(|slot| slot.get_or_init(|| self.compile(schema)).as_ref());
        match validator {
            Some(validator) => {
                let mut faults: Vec<FieldError> =
                    validator.iter_errors(body).flat_map(|error| explain(&error)).collect();
                faults.sort_by(|a, b| format!("{:?}", a.place).cmp(&format!("{:?}", b.place)));
                faults
            }
            None => {
                tracing::error!(schema, "a body's schema is missing from the contract");
                vec![FieldError::at("", "schema", Text::new("Schemat saknas.", "The schema is missing."))]
            }
        }
    }

    fn compile(&self, schema: &str) -> Option<Validator> {
        let root = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$ref": format!("#/components/schemas/{schema}"),
            "components": self.document.get("components")?,
        });
        jsonschema::options().should_validate_formats(true).build(&root).ok()
    }
}

fn members<'a>(document: &'a Value, pointer: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    document.pointer(pointer).and_then(Value::as_object).into_iter().flatten()
}

fn segments(path: &str) -> Vec<Segment> {
    let of =
        |segment: &str| if segment.starts_with('{') { Segment::Parameter } else { Segment::Fixed(segment.to_owned()) };
    path.split('/').skip(1).map(of).collect()
}

fn methods(item: &Value) -> Vec<String> {
    const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];
    METHODS.iter().filter(|method| item.get(**method).is_some()).map(|method| method.to_uppercase()).collect()
}

fn matches(known: &[Segment], asked: &[&str]) -> bool {
    known.len() == asked.len()
        && known.iter().zip(asked).all(|(known, asked)| match known {
            Segment::Parameter => !asked.is_empty(),
            Segment::Fixed(fixed) => fixed == asked,
        })
}

/// A fault in words that a client's developer can act on. The value itself is never repeated.
#[expect(clippy::too_many_lines, reason = "a table, a line a kind")]
fn explain(error: &jsonschema::ValidationError<'_>) -> Vec<FieldError> {
    let at = error.instance_path().to_string();
    let one = |code: &'static str, sv: String, en: String| vec![FieldError::at(at.clone(), code, Text::new(sv, en))];
    match error.kind() {
        Fault::AdditionalProperties { unexpected } | Fault::UnevaluatedProperties { unexpected } => unexpected
            .iter()
            .map(|name| {
                let pointer = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
                FieldError::at(pointer, "unknown-field", Text::new("Fältet finns inte.", "There is no such field."))
            })
            .collect(),
        Fault::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            vec![FieldError::at(
                format!("{at}/{name}"),
                "required",
                Text::new("Fältet saknas.", "The field is missing."),
            )]
        }
        Fault::Type { .. } => one("type", "Fel typ av värde.".into(), "The value has the wrong type.".into()),
        Fault::Enum { options } | Fault::Constant { expected_value: options } => {
            one("code", format!("Tillåtna värden: {options}."), format!("Allowed values: {options}."))
        }
        Fault::Format { format } => {
            one("format", format!("Ska ha formen {format}."), format!("Must have the form {format}."))
        }
        Fault::Pattern { pattern } => {
            one("pattern", format!("Ska följa mönstret {pattern}."), format!("Must match the pattern {pattern}."))
        }
        Fault::MaxLength { limit } => {
            one("too-long", format!("Högst {limit} tecken."), format!("At most {limit} characters."))
        }
        Fault::MinLength { limit } => {
            one("too-short", format!("Minst {limit} tecken."), format!("At least {limit} characters."))
        }
        Fault::MaxItems { limit } => {
            one("too-many", format!("Högst {limit} stycken."), format!("At most {limit} items."))
        }
        Fault::MinItems { limit } => {
            one("too-few", format!("Minst {limit} stycken."), format!("At least {limit} items."))
        }
        Fault::Minimum { limit } | Fault::ExclusiveMinimum { limit } => {
            one("too-small", format!("Minst {limit}."), format!("At least {limit}."))
        }
        Fault::Maximum { limit } | Fault::ExclusiveMaximum { limit } => {
            one("too-large", format!("Högst {limit}."), format!("At most {limit}."))
        }
        Fault::UniqueItems => {
            one("duplicate", "Samma värde står flera gånger.".into(), "The same value stands more than once.".into())
        }
        Fault::OneOfNotValid { context } | Fault::AnyOf { context } => closest(context).unwrap_or_else(|| {
            one(
                "shape",
                "Värdet har ingen av de tillåtna formerna.".into(),
                "The value has none of the allowed shapes.".into(),
            )
        }),
        other => one(
            "schema",
            "Värdet följer inte schemat.".into(),
            format!("The value breaks the schema's {}.", other.keyword()),
        ),
    }
}

/// Of several shapes none of which fits, the faults of the one that is nearest (a null type is never meant).
fn closest(context: &[Vec<jsonschema::ValidationError<'_>>]) -> Option<Vec<FieldError>> {
    context
        .iter()
        .filter(|errors| {
            !errors.iter().any(|error| matches!(error.kind(), Fault::Type { .. }) && error.instance_path().is_empty())
        })
        .min_by_key(|errors| errors.len())
        .map(|errors| errors.iter().flat_map(explain).collect())
}
