//! The rules of the work that may refuse a step: a closed list that `/rules` shows, each with its source.

use super::text::Label;

/// How hard a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The step is refused.
    Refusal,
    /// The step is taken, and the answer carries a warning.
    Warning,
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
    CASE_CLOSED = "case-closed" Refusal {
        given: "ett avslutat eller sammanslaget ärende" / "a closed or merged case",
        when: "något nytt ska dokumenteras i det" / "something new is to be documented in it",
        then: "steget nekas; aktualisera barnet på nytt" / "the step is refused; actualise the child anew",
        source: "HLT-vägledningen Umeå, arbetsprocessen"
    }
    LAST_DAY_BEFORE_FIRST = "last-day-before-first" Refusal {
        given: "något som gäller från en dag" / "something valid from a day",
        when: "en sista dag före den första anges" / "a last day before the first is given",
        then: "steget nekas" / "the step is refused",
        source: "samsyn"
    }
    CONSENT_REQUIRED = "consent-required" Refusal {
        given: "ett barn utan samtycke som gäller för syftet och enheten den dagen" / "a child without a consent in force for the purpose and the unit on the day",
        when: "barnet ska tas upp, eller en enhet ska delta" / "the child is to be talked of, or a unit is to take part",
        then: "steget nekas; fråga de som bestämmer om samtycke" / "the step is refused; ask those who decide for consent",
        source: "OSL 2009:400, 10 kap. 1 § och 12 kap. 2 §; SoL 2025:400, 10 kap. 8 §; HLT-vägledningen Umeå, samtycke"
    }
    CONSENT_WITHOUT_PARTY = "consent-without-party" Warning {
        given: "ett barn utan registrerad vårdnadshavare eller annan som bestämmer" / "a child with nobody registered who decides for it",
        when: "ett samtycke registreras" / "a consent is registered",
        then: "samtycket sparas men kan aldrig gälla; registrera vårdnadshavare och fråga på nytt" / "the consent is kept but can never be in force; register guardians and ask anew",
        source: "Föräldrabalken 6 kap. 11 och 13 §§; OSL 2009:400, 12 kap. 3 §"
    }
    CONSENT_ENDED = "consent-ended" Refusal {
        given: "ett samtycke som är återtaget, ersatt eller har löpt ut" / "a consent that is withdrawn, superseded or expired",
        when: "något ska beslutas om det" / "something is to be decided about it",
        then: "steget nekas; fråga om ett nytt samtycke" / "the step is refused; ask for a new consent",
        source: "OSL 2009:400, 12 kap. 2 §"
    }
    CONSENT_ALREADY_GRANTED = "consent-already-granted" Refusal {
        given: "en part som har sagt ja" / "a party that has granted",
        when: "ett nytt besked från parten ska antecknas" / "another decision of the party is to be recorded",
        then: "steget nekas; den som ändrar sig återtar" / "the step is refused; who changes its mind withdraws",
        source: "OSL 2009:400, 12 kap. 2 §; patientlagen 2014:821, 4 kap. 2 §"
    }
    CONSENT_NOT_GRANTED = "consent-not-granted" Refusal {
        given: "en part som inte hade sagt ja den dagen" / "a party that had not granted on the day",
        when: "parten ska återta eller begränsa" / "the party is to withdraw or narrow",
        then: "steget nekas; anteckna partens besked i stället" / "the step is refused; record the party's decision instead",
        source: "Patientlagen 2014:821, 4 kap. 2 §"
    }
    GUARDIAN_DECISION_LAPSED = "guardian-decision-lapsed" Refusal {
        given: "ett barn som har fyllt 18 år" / "a child that has come of age",
        when: "en vårdnadshavare ska besluta" / "a guardian is to decide",
        then: "steget nekas; fråga den unga själv" / "the step is refused; ask the young person",
        source: "Föräldrabalken 6 kap. 2 § och 9 kap. 1 §"
    }
}
