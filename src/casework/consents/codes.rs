//! The codes of consents.

pub use crate::kernel::circle::InformationCategory;
use crate::kernel::text::Label;

/// The room's code lists.
#[must_use]
pub fn lists() -> Vec<(&'static str, Vec<(&'static str, Label)>)> {
    vec![
        ("consent-purposes", ConsentPurpose::list()),
        ("consent-information", InformationCategory::list()),
        ("consent-forms", ConsentForm::list()),
        ("child-maturities", ChildMaturity::list()),
        ("consent-party-kinds", ConsentPartyKind::list()),
        ("consent-decisions", ConsentAct::list()),
        ("consent-override-bases", OverrideBasis::list()),
        ("consent-prevented-causes", PreventedCause::list()),
        ("consent-board-measures", BoardMeasure::list()),
        ("concern-considered", Considered::list()),
        ("consent-notice-kinds", NoticeKind::list()),
        ("legal-bases", super::legal_basis::LegalBasis::list()),
        ("consent-check-outcomes", super::checks::model::CheckOutcome::list()),
        ("consent-check-reasons", super::checks::rules::Reason::list()),
        ("consent-states", ConsentState::list()),
    ]
}

crate::codes! {
    /// Vad samtycket är till för. What a consent is for.
    pub enum ConsentPurpose {
        HltDiscussion = "hlt_discussion" ("att barnet tas upp vid HLT-möte", "discussion at an HLT meeting"),
        NetworkMeeting = "network_meeting" ("nätverksmöte", "network meeting"),
        Sip = "sip" ("samordnad individuell plan", "coordinated individual plan"),
        Survey = "survey" ("enkät", "survey"),
        InDepthInterview = "in_depth_interview" ("fördjupad intervju", "in-depth interview"),
        Diary = "diary" ("dagbok", "diary"),
        GoodExamplePublication = "good_example_publication" ("att publiceras som gott exempel", "publication as a good example"),
    }
}

impl ConsentPurpose {
    /// Whether its units take part in the case: joint work does, being asked for one's view does not.
    #[must_use]
    pub const fn lets_units_take_part(self) -> bool {
        matches!(self, Self::HltDiscussion | Self::NetworkMeeting | Self::Sip)
    }
}

crate::codes! {
    /// Hur samtycket lämnas. In which form a consent is given, or a decision told.
    pub enum ConsentForm {
        Written = "written" ("skriftligt", "in writing"),
        Oral = "oral" ("muntligt", "orally"),
        Digital = "digital" ("digitalt", "digitally"),
    }
}

crate::codes! {
    /// Hur barnet råder över sekretessen i saken (OSL 12 kap. 3 §). How the child disposes over its secrecy in the matter.
    pub enum ChildMaturity {
        GuardiansDecide = "guardians_decide" ("vårdnadshavarna bestämmer", "guardians decide"),
        DisposesJointly = "disposes_jointly" ("barnet tillsammans med vårdnadshavarna", "the child together with guardians"),
        DisposesAlone = "disposes_alone" ("barnet ensamt", "the child alone"),
    }
}

crate::codes! {
    /// Vem som bestämmer. Who decides.
    pub enum ConsentPartyKind {
        Guardian = "guardian" ("vårdnadshavare", "guardian"),
        AppointedGuardian = "appointed_guardian" ("särskilt förordnad vårdnadshavare", "specially appointed guardian"),
        GodMan = "god_man" ("god man för barn utan vårdnadshavare i landet", "representative of an unaccompanied child"),
        Board = "board" ("socialnämnd", "social welfare board"),
        Child = "child" ("barnet", "the child"),
    }
}

crate::codes! {
    /// En parts besked. What a party answers.
    pub enum ConsentAnswer {
        Granted = "granted" ("ja", "granted"),
        Refused = "refused" ("nej", "refused"),
        NotReachable = "not_reachable" ("inte anträffbar", "not reachable"),
    }
}

crate::codes! {
    /// Vad en part har gjort. What a party has done.
    pub enum ConsentAct {
        Granted = "granted" ("ja", "granted"),
        Refused = "refused" ("nej", "refused"),
        NotReachable = "not_reachable" ("inte anträffbar", "not reachable"),
        Withdrawn = "withdrawn" ("återtaget", "withdrawn"),
        Narrowed = "narrowed" ("begränsat", "narrowed"),
    }
}

impl From<ConsentAnswer> for ConsentAct {
    fn from(answer: ConsentAnswer) -> Self {
        match answer {
            ConsentAnswer::Granted => Self::Granted,
            ConsentAnswer::Refused => Self::Refused,
            ConsentAnswer::NotReachable => Self::NotReachable,
        }
    }
}

crate::codes! {
    /// Varför en parts besked inte behövs. By what statute the consent stands without a party's own yes.
    pub enum OverrideBasis {
        Prevented = "fb_6_13" ("den andra vårdnadshavaren är förhindrad (FB 6 kap. 13 §)", "the other guardian is prevented"),
        BoardDecided = "fb_6_13a" ("socialnämnden har beslutat (FB 6 kap. 13 a §)", "the board has decided"),
        BoardInCare = "lvu_11" ("nämnden bestämmer om barnet i vård (LVU 11 §)", "the board decides for a child in its care"),
    }
}

crate::codes! {
    /// Varför en vårdnadshavare är förhindrad (FB 6 kap. 13 § andra stycket). Why a guardian is prevented.
    pub enum PreventedCause {
        Absence = "absence" ("frånvaro", "absence"),
        Illness = "illness" ("sjukdom", "illness"),
        Other = "other" ("annan orsak", "another cause"),
    }
}

crate::codes! {
    /// Vilken åtgärd nämndens beslut gäller (FB 6 kap. 13 a §). Which measure the board's decision is about: the four of the
    /// statute and no other.
    pub enum BoardMeasure {
        Psychiatric = "psychiatric_or_psychological" (
            "psykiatrisk eller psykologisk utredning eller behandling (HSL)",
            "psychiatric or psychological assessment or treatment"
        ),
        OpenTreatment = "open_treatment" ("behandling i öppna former (SoL)", "treatment in open forms"),
        ContactPerson = "contact_person_or_family" ("kontaktperson eller kontaktfamilj (SoL)", "a contact person or family"),
        Lss = "lss_intervention" ("insats enligt 9 § 4, 5 eller 6 LSS", "an intervention under LSS 9 § 4, 5 or 6"),
    }
}

crate::codes! {
    /// Om orosanmälan övervägdes. Whether a concern report was considered.
    pub enum Considered {
        Yes = "yes" ("ja, det övervägdes", "yes, it was considered"),
        No = "no" ("nej, det övervägdes inte", "no, it was not considered"),
        NotNeeded = "not_needed" ("behövdes inte övervägas", "there was no need to"),
    }
}

crate::codes! {
    /// Vad en underrättelse gäller. What a notice tells.
    pub enum NoticeKind {
        Withdrawn = "withdrawn" ("samtycket är återtaget", "the consent is withdrawn"),
        Narrowed = "narrowed" ("enheten omfattas inte längre", "the unit is no longer in its scope"),
        CoversLess = "covers_less" ("samtycket omfattar färre slag av uppgifter", "the consent covers fewer kinds of information"),
    }
}

crate::codes! {
    /// Samtyckets tillstånd. The state of a consent, derived from the decisions and the day.
    pub enum ConsentState {
        Pending = "pending" ("väntar på besked", "waits for decisions"),
        Partial = "partial" ("några har sagt ja", "some have granted"),
        Upcoming = "upcoming" ("alla har sagt ja, gäller från en senare dag", "granted, in force from a later day"),
        InForce = "in_force" ("gäller", "in force"),
        Refused = "refused" ("nekat", "refused"),
        Withdrawn = "withdrawn" ("återtaget", "withdrawn"),
        Expired = "expired" ("har löpt ut", "expired"),
        Superseded = "superseded" ("ersatt av ett nytt", "superseded by a new one"),
    }
}
