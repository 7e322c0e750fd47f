//! Codes of deviations.

use crate::kernel::text::Label;

crate::codes! {
    /// På vilken nivå hindret ligger. On which level the obstacle lies.
    pub enum DeviationLevel {
        Political = "political" ("politisk nivå", "political level"),
        Managerial = "managerial" ("chefsnivå", "managerial level"),
        Operational = "operational" ("i det dagliga arbetet", "in the daily work"),
    }
}

crate::codes! {
    /// Vad som brast. What went wrong.
    pub enum DeviationCategory {
        NoFollowUp = "no_follow_up" ("planen följdes inte upp", "the plan was not followed up"),
        NoCoordinator = "no_coordinator" ("samordnare saknades", "no coordinator"),
        LackingKnowledge = "lacking_knowledge" ("kunskap saknades", "knowledge was lacking"),
        LackingAids = "lacking_aids" ("hjälpmedel saknades", "aids were lacking"),
        CostDispute = "cost_dispute" ("oenighet om kostnaden", "a dispute about the cost"),
        AbsentParty = "absent_party" ("en kallad part uteblev", "a summoned party did not come"),
        NoMandate = "no_mandate" ("mandat att besluta saknades", "no mandate to decide"),
        TooLate = "too_late" ("en tidsgräns passerades", "a time limit was passed"),
        NotOffered = "not_offered" ("stöd erbjöds inte", "support was not offered"),
        Participation = "participation" ("barnet eller familjen var inte delaktig", "the child or family did not take part"),
        Routine = "routine" ("rutinen följdes inte eller fungerade inte", "the routine was not followed or did not work"),
        Other = "other" ("annat", "other"),
    }
}

crate::codes! {
    /// Steget i det gemensamma arbetet. The step of the joint work.
    pub enum RoutineStep {
        Detection = "detection" ("upptäckt", "detection"),
        GuardianContact = "guardian_contact" ("kontakt med vårdnadshavare", "contact with guardians"),
        Actualisation = "actualisation" ("aktualisering", "actualisation"),
        Consent = "consent" ("samtycke", "consent"),
        Meeting = "meeting" ("möte", "meeting"),
        Assessment = "assessment" ("bedömning", "assessment"),
        Plan = "plan" ("SIP", "coordinated individual plan"),
        Coordinator = "coordinator" ("samordnare", "coordinator"),
        Support = "support" ("insatser", "interventions"),
        FollowUp = "follow_up" ("uppföljning", "follow-up"),
    }
}

crate::codes! {
    /// Hur långt avvikelsen kommit. How far the deviation has come.
    pub enum DeviationState {
        Reported = "reported" ("rapporterad", "reported"),
        OnAgenda = "on_agenda" ("på dagordningen", "on the agenda"),
        Handled = "handled" ("behandlad", "handled"),
        Closed = "closed" ("avslutad", "closed"),
    }
}

/// The code lists of the room.
#[must_use]
pub fn lists() -> Vec<(&'static str, Vec<(&'static str, Label)>)> {
    vec![
        ("deviation-levels", DeviationLevel::list()),
        ("deviation-categories", DeviationCategory::list()),
        ("routine-steps", RoutineStep::list()),
        ("deviation-states", DeviationState::list()),
    ]
}
