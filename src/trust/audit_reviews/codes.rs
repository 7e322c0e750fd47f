//! The closed lists of reviews.

crate::codes! {
    /// Hur stickprovet dras. How a sample is drawn.
    pub enum ReviewMethod {
        Random = "random" ("slumpmässigt", "at random"),
        Risk = "risk" ("efter risk", "by risk"),
    }
}

crate::codes! {
    /// Varför en loggpost är värd att granska. Why an entry is worth a look.
    pub enum RiskReason {
        NoCaseRelation = "no_case_relation" ("enheten hade ingen relation till barnet eller något ärende", "the unit had no relation to the child or a case"),
        Night = "night" ("mellan klockan 22 och 06", "between 22 and 06 o'clock"),
        SameSurname = "same_surname" ("medarbetaren har samma efternamn som barnet", "the member of staff has the child's surname"),
        ProtectedIdentity = "protected_identity" ("barnet har skyddade personuppgifter", "the child's personal data is protected"),
        Emergency = "emergency" ("nödöppning", "emergency access"),
    }
}

crate::codes! {
    /// Granskningens resultat. What a review came to.
    pub enum ReviewResult {
        NoRemark = "no_remark" ("utan anmärkning", "no remark"),
        Remark = "remark" ("med anmärkning", "with remarks"),
        SuspectedBreach = "suspected_breach" ("misstänkt obehörig åtkomst", "suspected unlawful access"),
    }
}

crate::codes! {
    /// Åtgärd efter en granskning. What was done after a review.
    pub enum ReviewAction {
        Conversation = "conversation" ("samtal med medarbetaren", "a talk with the member of staff"),
        ManagerInformed = "manager_informed" ("närmaste chef informerad", "the manager is informed"),
        AccessChanged = "access_changed" ("behörighet ändrad", "access is changed"),
        FamilyInformed = "family_informed" ("barnet eller vårdnadshavare informerade", "the child or guardians are informed"),
        IncidentReported = "incident_reported" ("personuppgiftsincident anmäld", "a personal data breach is reported"),
        PoliceReported = "police_reported" ("polisanmälan gjord", "reported to the police"),
        RoutineChanged = "routine_changed" ("rutin eller utbildning ändrad", "a routine or training is changed"),
    }
}
