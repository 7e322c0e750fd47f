//! The codes of actualisations.

crate::codes! {
    /// Vem som tog initiativet. Who asked for the joint work.
    pub enum Initiator {
        Unit = "unit" ("enheten", "the unit"),
        Child = "child" ("barnet", "the child"),
        Guardian = "guardian" ("vårdnadshavare", "guardian"),
        Relative = "relative" ("närstående", "relative"),
    }
}

crate::codes! {
    /// Hur brådskande behovet är. How urgent the need is: acute means contact the same day.
    pub enum Urgency {
        NotAcute = "not_acute" ("inte akut", "not acute"),
        Acute = "acute" ("akut", "acute"),
    }
}

crate::codes! {
    /// Aktualiseringens tillstånd. The state of an actualisation.
    pub enum ActualisationState {
        Registered = "registered" ("registrerad", "registered"),
        Withdrawn = "withdrawn" ("återtagen", "withdrawn"),
        Refused = "refused" ("nekad", "refused"),
    }
}

crate::codes! {
    /// Varför familjens begäran nekades. Why a request of the family was refused: as a rule it gets what it asks for.
    pub enum RefusalReason {
        NoNeedOfCoordination = "no_need_of_coordination" ("inget behov av samordning", "no need of coordination"),
        OnePartySuffices = "one_party_suffices" ("en verksamhet räcker", "one party suffices"),
        AlreadyCoordinated = "already_coordinated" ("redan samordnat", "coordinated already"),
        OutsideAgreement = "outside_agreement" ("utanför överenskommelsen", "outside the agreement"),
        Other = "other" ("annat", "other"),
    }
}

crate::codes! {
    /// Svårigheter, för statistiken över hur många och vilka. Difficulties, so that "how many? which?" can be counted.
    pub enum Difficulty {
        SchoolAbsence = "school_absence" ("skolfrånvaro", "school absence"),
        SchoolPerformance = "school_performance" ("svårt att nå målen i skolan", "school performance"),
        Concentration = "concentration" ("koncentration", "concentration"),
        AnxietyDepression = "anxiety_depression" ("oro eller nedstämdhet", "anxiety or low mood"),
        ActingOut = "acting_out" ("utagerande beteende", "acting out"),
        PeerRelations = "peer_relations" ("kamratrelationer", "peer relations"),
        Bullying = "bullying" ("kränkningar", "bullying"),
        FamilySituation = "family_situation" ("familjesituation", "family situation"),
        ParentalCapacity = "parental_capacity" ("föräldraförmåga", "parental capacity"),
        Violence = "violence" ("våld", "violence"),
        SubstanceUse = "substance_use" ("bruk av alkohol eller droger", "substance use"),
        Crime = "crime" ("kriminalitet", "crime"),
        SelfHarm = "self_harm" ("självskada", "self-harm"),
        Eating = "eating" ("ätande", "eating"),
        Sleep = "sleep" ("sömn", "sleep"),
        Neuropsychiatric = "neuropsychiatric" ("neuropsykiatriska svårigheter", "neuropsychiatric difficulties"),
        LanguageDevelopment = "language_development" ("språk och utveckling", "language and development"),
        SomaticHealth = "somatic_health" ("kroppslig hälsa", "somatic health"),
        Other = "other" ("annat", "other"),
    }
}
