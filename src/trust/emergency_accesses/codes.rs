//! The closed lists of emergency accesses.

crate::codes! {
    /// Faran. What is in danger.
    pub enum Danger {
        Life = "life" ("fara för barnets liv", "the child's life is in danger"),
        SeriousHealthRisk = "serious_health_risk" ("annars allvarlig risk för barnets hälsa", "the child's health is otherwise at serious risk"),
    }
}

crate::codes! {
    /// Nödöppningens tillstånd. The state of an emergency access.
    pub enum EmergencyState {
        Requested = "requested" ("begärd, inte bekräftad", "asked for, not confirmed"),
        Lapsed = "lapsed" ("inte bekräftad i tid", "not confirmed in time"),
        Open = "open" ("öppen", "open"),
        Ended = "ended" ("avslutad, tiden är ute", "ended, its time is over"),
    }
}

crate::codes! {
    /// Granskningens resultat. What the review of an emergency access came to.
    pub enum EmergencyResult {
        Justified = "justified" ("befogad", "justified"),
        Unjustified = "unjustified" ("inte befogad", "not justified"),
    }
}

crate::codes! {
    /// Vilka nödöppningar. Which emergency accesses are meant.
    pub enum EmergencyDirection {
        Made = "made" ("dina egna", "those that you made"),
        Told = "told" ("av din enhets uppgifter", "those of your unit's entries"),
        ToReview = "to_review" ("att granska, av den egna organisationen", "your organisation's, for its log reviewers"),
    }
}
