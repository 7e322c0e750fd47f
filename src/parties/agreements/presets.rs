//! The models that ship with the service: files, so that another model is another file.

use serde::Deserialize;

use super::codes::{AgreementKind, AgreementPreset};
use super::terms::Terms;
use crate::kernel::problem::Problem;

/// A model.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Preset {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: AgreementKind,
    /// Its terms.
    pub terms: Terms,
}

impl AgreementPreset {
    const fn file(self) -> &'static str {
        match self {
            Self::HltUmea => include_str!("presets/hlt-umea.toml"),
            Self::Norrbus => include_str!("presets/norrbus.toml"),
            Self::Hudiksvall => include_str!("presets/hudiksvall.toml"),
            Self::National => include_str!("presets/national-0-7-30-30.toml"),
        }
    }

    /// Reads the model. A test reads them all, so this fails in no release.
    pub(super) fn read(self) -> Result<Preset, Problem> {
        toml::from_str(self.file()).map_err(|_| Problem::unavailable(&"a preset cannot be read"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::clocks::{ClockDefinition, ConsentPurpose, Limit, Per};

    fn clocks(preset: AgreementPreset) -> Vec<ClockDefinition> {
        preset.read().unwrap().terms.clocks
    }

    fn clock(preset: AgreementPreset, code: &str) -> ClockDefinition {
        clocks(preset).into_iter().find(|clock| clock.code == code).unwrap()
    }

    #[test]
    fn every_preset_is_read_and_right() {
        for preset in AgreementPreset::ALL {
            let read: Preset = toml::from_str(preset.file()).unwrap();
            assert_eq!(read.terms.fault(), None, "{preset:?}");
            assert!(!read.terms.sources.is_empty());
        }
    }

    #[test]
    fn umea_has_the_limits_of_its_guidance() {
        let limits: Vec<(String, Limit)> =
            clocks(AgreementPreset::HltUmea).into_iter().map(|clock| (clock.code, clock.limit)).collect();
        let expected = [
            ("contact_same_day", Limit::Days(0)),
            ("first_contact", Limit::Days(7)),
            ("sip_established", Limit::Days(30)),
            ("intervention_started", Limit::Days(30)),
            ("hlt_feedback", Limit::Days(7)),
            ("sdq_follow_up", Limit::Months(6)),
        ];
        assert_eq!(limits, expected.map(|(code, limit)| (code.to_owned(), limit)));
    }

    #[test]
    fn only_clocks_of_meetings_with_the_family_and_of_the_plan_rest_on_consent() {
        for preset in AgreementPreset::ALL {
            for clock in clocks(*preset) {
                let expected = match clock.code.as_str() {
                    "sip_established" | "intervention_started" | "coordination_meeting" => Some(ConsentPurpose::Sip),
                    "network_meeting" => Some(ConsentPurpose::NetworkMeeting),
                    _ => None,
                };
                assert_eq!(clock.rests_on_consent, expected, "{}", clock.code);
            }
        }
    }

    #[test]
    fn the_family_is_told_of_each_item_whatever_comes_of_it() {
        let feedback = clock(AgreementPreset::HltUmea, "hlt_feedback");
        assert_eq!((feedback.per, feedback.cancelled_by.len()), (Per::Subject, 0));
    }

    #[test]
    fn the_target_groups_are_the_sources() {
        let ages = |preset: AgreementPreset| {
            let group = preset.read().unwrap().terms.target_group;
            (group.min_age, group.max_age)
        };
        assert_eq!(ages(AgreementPreset::HltUmea), (0, 16));
        assert_eq!(ages(AgreementPreset::National), (0, 17));
    }
}
