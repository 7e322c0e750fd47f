//! The contract while the service runs: it checks bodies, answers OPTIONS, and knows which methods a path has.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jsonschema::error::ValidationErrorKind as Fault;
use jsonschema::{Draft, Registry, RegistryBuilder, Validator};
use serde_json::{Value, json};

use super::context::API_PATH;
use crate::kernel::problem::FieldError;
use crate::kernel::text::Text;

/// The OpenAPI document at work.
pub struct Contract {
    /// The document as it is sent, before and after its servers: as a tree it would take ten times the memory.
    text: (String, String),
    /// What of the document says what is right, without what explains it.
    rules: Value,
    /// The same, indexed once for every validator.
    schemas: Registry<'static>,
    paths: Vec<KnownPath>,
    validators: BTreeMap<String, OnceLock<Option<Validator>>>,
}

struct KnownPath {
    template: String,
    segments: Vec<Segment>,
    methods: Vec<String>,
    /// What each query parameter of its GET may be, compiled when first needed.
    query: OnceLock<BTreeMap<String, Parameter>>,
}

struct Parameter {
    kind: String,
    validator: Validator,
}

#[derive(PartialEq, Eq)]
enum Segment {
    Fixed(String),
    Parameter,
}

impl Contract {
    /// Puts a document to work. It is made on a thread of its own and comes from there as text: what so large a tree leaves
    /// behind in memory goes with the thread.
    #[must_use]
    pub fn new(document: fn() -> Value) -> Arc<Self> {
        let made = std::thread::spawn(move || texts(document())).join();
        let (text, rules) = made.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let rules: Value = serde_json::from_str(&rules).unwrap_or_default();
        let paths = members(&rules, "/paths").map(|(path, item)| KnownPath {
            template: path.clone(),
            segments: segments(path),
            methods: methods(item),
            query: OnceLock::new(),
        });
        let paths = paths.collect();
        let names = members(&rules, "/components/schemas").map(|(name, _)| name.clone());
        let validators = names.map(|name| (name, OnceLock::new())).collect();
        let schemas = indexed(&rules);
        Arc::new(Self { text, rules, schemas, paths, validators })
    }

    /// The document with these servers.
    #[must_use]
    pub fn text(&self, servers: &Value) -> String {
        let (before, after) = &self.text;
        format!("{before}{servers}{after}")
    }

    /// The methods of the path, HEAD and OPTIONS among them, or `None` when the contract does not know the path.
    #[must_use]
    pub fn methods_of(&self, path: &str) -> Option<Vec<String>> {
        let mut methods = self.find(path)?.methods.clone();
        if methods.iter().any(|method| method == "GET") {
            methods.push("HEAD".to_owned());
        }
        methods.push("OPTIONS".to_owned());
        methods.sort();
        Some(methods)
    }

    fn find(&self, path: &str) -> Option<&KnownPath> {
        let asked: Vec<&str> = path.strip_prefix(API_PATH)?.split('/').skip(1).collect();
        let fitting = self.paths.iter().filter(|known| matches(&known.segments, &asked));
        // A fixed segment wins over a parameter, as in the router.
        fitting.max_by_key(|known| known.segments.iter().filter(|one| matches!(one, Segment::Fixed(_))).count())
    }

    /// Every fault of the query of a GET against what the contract says of its parameters.
    #[must_use]
    pub fn query_faults(&self, path: &str, pairs: &BTreeMap<String, String>) -> Vec<FieldError> {
        let Some(known) = self.find(path) else { return vec![] };
        let parameters = known.query.get_or_init(|| self.query_of(&known.template));
        let mut faults = Vec::new();
        for (name, text) in pairs {
            let Some(parameter) = parameters.get(name) else { continue };
            let value = match parameter.kind.as_str() {
                "integer" | "number" | "boolean" => serde_json::from_str(text).unwrap_or_else(|_| Value::from(&**text)),
                _ => Value::from(&**text),
            };
            let errors = parameter.validator.iter_errors(&value);
            let told = errors.flat_map(|error| explain(&error)).next();
            faults.extend(told.map(|fault| FieldError::parameter(name, "invalid-parameter", fault.detail)));
        }
        faults
    }

    fn query_of(&self, template: &str) -> BTreeMap<String, Parameter> {
        let list = format!("/paths/{}/get/parameters", template.replace('~', "~0").replace('/', "~1"));
        let parameters = self.rules.pointer(&list).and_then(Value::as_array).into_iter().flatten();
        parameters
            .enumerate()
            .filter(|(_, parameter)| parameter.get("in").is_some_and(|place| place == "query"))
            .filter_map(|(index, parameter)| {
                let name = parameter.get("name")?.as_str()?.to_owned();
                let schema = parameter.get("schema")?;
                let target = schema.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#'));
                let resolved = target.map_or(Some(schema), |target| self.rules.pointer(target))?;
                let kind = resolved.get("type").and_then(Value::as_str).unwrap_or("string").to_owned();
                Some((name, Parameter { kind, validator: self.compile(&format!("{list}/{index}/schema"))? }))
            })
            .collect()
    }

    /// Every fault of a body against the schema of this name.
    #[must_use]
    pub fn faults(&self, schema: &str, body: &Value) -> Vec<FieldError> {
        let validator =
            self.validators.get(schema).and_then(|slot| slot.get_or_init(|| self.compile_named(schema)).as_ref());
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

    fn compile_named(&self, name: &str) -> Option<Validator> {
        self.compile(&format!("/components/schemas/{name}"))
    }

    /// The validator of the schema at a JSON pointer of the document.
    fn compile(&self, pointer: &str) -> Option<Validator> {
        let fragment = pointer.replace('{', "%7B").replace('}', "%7D");
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(&self.schemas)
            .should_validate_formats(true)
            .build(&json!({ "$ref": format!("{DOCUMENT}#{fragment}") }))
            .ok()
    }
}

/// Stands where the servers do.
const SERVERS: &str = "@servers";

/// A document as it is sent, before and after its servers, and its rules.
fn texts(mut document: Value) -> ((String, String), String) {
    if let Some(servers) = document.get_mut("servers") {
        *servers = SERVERS.into();
    }
    let whole = document.to_string();
    let (before, after) = whole.split_once(&format!("\"{SERVERS}\"")).unwrap_or((&whole, ""));
    leave_out_explanations(&mut document);
    ((before.to_owned(), after.to_owned()), document.to_string())
}

/// Takes out of a document or schema what is for its readers: half of it.
fn leave_out_explanations(part: &mut Value) {
    const FOR_READERS: [&str; 6] = ["description", "summary", "example", "examples", "responses", "requestBody"];
    match part {
        Value::Object(members) => {
            members.retain(|name, _| !FOR_READERS.contains(&name.as_str()) && !name.starts_with("x-"));
            for (name, member) in members {
                match member {
                    // Here the names are a body's.
                    Value::Object(named) if name == "properties" || name == "schemas" => {
                        named.values_mut().for_each(leave_out_explanations);
                    }
                    _ => leave_out_explanations(member),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(leave_out_explanations),
        _ => {}
    }
}

/// The name under which the document is indexed.
const DOCUMENT: &str = "urn:samsyn:contract";

fn indexed(document: &Value) -> Registry<'static> {
    let resource = Draft::Draft202012.create_resource(document.clone());
    let registry = Registry::new().add(DOCUMENT, resource).and_then(RegistryBuilder::prepare);
    registry.unwrap_or_else(|_| unreachable!("the contract's schemas refer only to each other"))
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
