//! Between the terms as stored and as JSON.

use super::clock_terms::{
    AgreementTerms, ClockLimit, ClockTerms, CodeTerms, FactTerms, LimitUnit, ProcessStepTerms, Source,
};
use super::terms::{ProcessStep, Terms};
use crate::kernel::clocks::{ClockDefinition, FactKind, FactPattern, Limit};

impl From<Terms> for AgreementTerms {
    fn from(terms: Terms) -> Self {
        Self {
            target_group: terms.target_group,
            meeting_kinds: terms.meeting_kinds,
            consent_months: terms.consent_months,
            clocks: terms.clocks.into_iter().map(Into::into).collect(),
            process: terms.process.into_iter().map(Into::into).collect(),
            sources: terms.sources.into_iter().map(Source).collect(),
        }
    }
}

impl From<AgreementTerms> for Terms {
    fn from(terms: AgreementTerms) -> Self {
        Self {
            target_group: terms.target_group,
            meeting_kinds: terms.meeting_kinds,
            consent_months: terms.consent_months,
            clocks: terms.clocks.into_iter().map(Into::into).collect(),
            process: terms.process.into_iter().map(Into::into).collect(),
            sources: terms.sources.into_iter().map(|source| source.0).collect(),
        }
    }
}

impl From<ProcessStep> for ProcessStepTerms {
    fn from(step: ProcessStep) -> Self {
        let facts = step.done_by.into_iter().map(Into::into).collect();
        Self { code: step.code, name: step.name, name_en: step.name_en, facts }
    }
}

impl From<ProcessStepTerms> for ProcessStep {
    fn from(step: ProcessStepTerms) -> Self {
        let done_by = step.facts.into_iter().map(Into::into).collect();
        Self { code: step.code, name: step.name, name_en: step.name_en, done_by }
    }
}

impl From<ClockDefinition> for ClockTerms {
    fn from(clock: ClockDefinition) -> Self {
        Self {
            code: clock.code,
            starts: clock.start.into_iter().map(Into::into).collect(),
            stops: clock.stop.into_iter().map(Into::into).collect(),
            limit: clock.limit.into(),
            warn_days: clock.warn_days,
            roll_to_next_weekday: clock.roll_to_next_weekday,
            pausable: clock.pausable,
            per: clock.per,
            acute_only: clock.acute_only,
            rests_on_consent: clock.rests_on_consent,
            cancellations: Some(clock.cancelled_by.into_iter().map(Into::into).collect()),
            source: clock.source,
        }
    }
}

/// The version and the period of a definition are those of the agreement's version, given when it is lent.
impl From<ClockTerms> for ClockDefinition {
    fn from(clock: ClockTerms) -> Self {
        let patterns = |facts: Vec<FactTerms>| facts.into_iter().map(FactPattern::from).collect();
        Self {
            code: clock.code,
            version: 1,
            valid_from: None,
            valid_to: None,
            start: patterns(clock.starts),
            stop: patterns(clock.stops),
            limit: clock.limit.into(),
            warn_days: clock.warn_days,
            roll_to_next_weekday: clock.roll_to_next_weekday,
            pausable: clock.pausable,
            per: clock.per,
            acute_only: clock.acute_only,
            rests_on_consent: clock.rests_on_consent,
            cancelled_by: clock.cancellations.map_or_else(ends_of_need, patterns),
            source: clock.source,
        }
    }
}

fn ends_of_need() -> Vec<FactPattern> {
    [FactKind::CaseClosed, FactKind::ItemNotAccepted]
        .map(|fact| FactPattern { fact, codes: std::collections::BTreeMap::new(), date: None })
        .into()
}

impl From<Limit> for ClockLimit {
    fn from(limit: Limit) -> Self {
        match limit {
            Limit::Days(days) => Self { count: days, unit: LimitUnit::Days },
            Limit::Months(months) => Self { count: months.into(), unit: LimitUnit::Months },
        }
    }
}

/// A limit beyond what a month count holds is cut; the contract bounds it before.
impl From<ClockLimit> for Limit {
    fn from(limit: ClockLimit) -> Self {
        match limit.unit {
            LimitUnit::Days => Self::Days(limit.count),
            LimitUnit::Months => Self::Months(u8::try_from(limit.count).unwrap_or(u8::MAX)),
        }
    }
}

impl From<FactPattern> for FactTerms {
    fn from(pattern: FactPattern) -> Self {
        let codes = pattern.codes.into_iter().map(|(key, code)| CodeTerms { key, code }).collect();
        Self { fact: pattern.fact, codes, date: pattern.date }
    }
}

impl From<FactTerms> for FactPattern {
    fn from(fact: FactTerms) -> Self {
        let codes = fact.codes.into_iter().map(|term| (term.key, term.code)).collect();
        Self { fact: fact.fact, codes, date: fact.date }
    }
}
