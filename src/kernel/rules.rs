//! The rules of the work that may refuse a step: a closed list that `/rules` shows, each with its source.

use super::text::Label;

crate::codes! {
    /// Hur hård regeln är. How hard a rule is.
    pub enum Severity {
        Refusal = "refusal" ("steget nekas", "the step is refused"),
        Warning = "warning" ("steget tas med en varning", "the step is taken with a warning"),
    }
}

/// A rule of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its code, in kebab-case.
    pub code: &'static str,
    /// How hard it is.
    pub severity: Severity,
    /// The state in which it applies.
    pub given: Label,
    /// The step that it judges.
    pub when: Label,
    /// What follows.
    pub then: Label,
    /// The statute, decision or agreement that it comes from.
    pub source: &'static str,
    /// From which day it is in force here.
    pub valid_from: &'static str,
}

macro_rules! rules {
    ($($name:ident = $code:literal $severity:ident {
        given: $gsv:literal / $gen:literal, when: $wsv:literal / $wen:literal, then: $tsv:literal / $ten:literal,
        source: $source:literal
    })+) => {
        $(
            #[doc = concat!($wen, ": ", $ten, " (", $source, ").")]
            pub const $name: Rule = Rule {
                code: $code,
                severity: Severity::$severity,
                given: Label { sv: $gsv, en: $gen },
                when: Label { sv: $wsv, en: $wen },
                then: Label { sv: $tsv, en: $ten },
                source: $source,
                valid_from: "2026-11-01",
            };
        )+
        /// Every rule.
        pub const ALL: &[&Rule] = &[$(&$name),+];
    };
}

rules! {
    UNIT_CLOSED = "unit-closed" Refusal {
        given: "en enhet vars giltighet har gått ut" / "a unit whose validity has ended",
        when: "enheten ska användas i något nytt" / "the unit is used for something new",
        then: "steget nekas; använd efterträdaren" / "the step is refused; use the successor",
        source: "HLT-vägledningen, områdets parter"
    }
    LAST_DAY_BEFORE_FIRST = "last-day-before-first" Refusal {
        given: "något som gäller från en dag" / "something valid from a day",
        when: "en sista dag före den första anges" / "a last day before the first is given",
        then: "steget nekas" / "the step is refused",
        source: "samsyn"
    }
}
