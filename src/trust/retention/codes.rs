//! The closed lists of retention.

use crate::kernel::text::Label;

crate::codes! {
    /// Gallringsklass. By which rule a record is kept and purged.
    pub enum RetentionClass {
        PatientJournal = "patient_journal" ("patientjournal", "patient record"),
        SocialServicesFile = "social_services_file" ("personakt i socialtjänsten, utan utredning", "social services file, without an investigation"),
        SocialServicesInvestigation = "social_services_investigation" ("personakt i socialtjänsten med utredning till barns skydd eller stöd", "social services file with an investigation for a child's protection or support"),
        PrivateSocialServicesFile = "private_social_services_file" ("personakt i enskild verksamhet", "file of private social services"),
        SchoolRecord = "school_record" ("skolans och elevhälsans handlingar", "records of school and student health"),
        OtherRecord = "other_record" ("andra handlingar", "other records"),
    }
}

crate::codes! {
    /// Om det är en egen akt eller uppgifter i en annan myndighets ärenden. Whether it is an own record or what was written in another's cases.
    pub enum RetentionKind {
        Record = "record" ("egen akt", "own record"),
        Part = "part" ("egna uppgifter i en annan myndighets ärenden", "own words in another authority's cases"),
    }
}

crate::codes! {
    /// Var gallringen är. How far a purge has come.
    pub enum PurgeState {
        Listed = "listed" ("listad", "listed"),
        Decided = "decided" ("beslutad", "decided"),
        Executed = "executed" ("verkställd", "executed"),
    }
}

crate::codes! {
    /// Varför en akt lämnas utanför beslutet. Why a record is left out of the decision.
    pub enum LeftOutReason {
        ArchiveAuthority = "archive_authority" ("ska bevaras av arkivmyndigheten", "is to be kept by the archive authority"),
        OngoingMatter = "ongoing_matter" ("behövs i en pågående handläggning", "is needed in a matter that goes on"),
        WrongClass = "wrong_class" ("har fel gallringsklass", "has the wrong class"),
        Research = "research" ("undantagen för forskning", "is excepted for research"),
        Other = "other" ("annat skäl i beslutet", "another reason, in the decision"),
    }
}

crate::codes! {
    /// Vad som blev av en listad akt. What became of a listed record.
    pub enum PurgeOutcome {
        Destroyed = "destroyed" ("gallrad", "destroyed"),
        LeftOut = "left_out" ("undantagen i beslutet", "left out by the decision"),
        OnHold = "on_hold" ("spärrad mot gallring", "on hold"),
        OpenCase = "open_case" ("ett ärende är inte avslutat", "a case is not closed"),
        NewEntries = "new_entries" ("nya uppgifter sedan listan", "new entries since the list"),
        NotDue = "not_due" ("tiden har inte gått ut", "its time has not come"),
        OwnRecord = "own_record" ("hör nu till en egen akt", "belongs to an own record now"),
    }
}

/// The code lists.
#[must_use]
pub fn lists() -> Vec<(&'static str, Vec<(&'static str, Label)>)> {
    vec![
        ("retention-classes", RetentionClass::list()),
        ("retention-kinds", RetentionKind::list()),
        ("purge-states", PurgeState::list()),
        ("purge-left-out-reasons", LeftOutReason::list()),
        ("purge-outcomes", PurgeOutcome::list()),
        ("hold-reasons", super::legal_holds::codes::HoldReason::list()),
    ]
}
