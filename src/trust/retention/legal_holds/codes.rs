//! The closed lists of holds.

crate::codes! {
    /// Varför något inte får gallras för tillfället. Why something must not be destroyed for now.
    pub enum HoldReason {
        DocumentRequest = "document_request" ("begäran om allmän handling eller registerutdrag", "a request for documents or a data extract"),
        Dispute = "dispute" ("överklagande, tvist eller skadestånd", "an appeal, a dispute or damages"),
        Supervision = "supervision" ("tillsyn", "supervision"),
        CrimeInvestigation = "crime_investigation" ("förundersökning eller rättegång", "a criminal investigation or trial"),
        Inquiry = "inquiry" ("intern utredning eller lex Sarah, lex Maria", "an internal inquiry or a report of serious harm"),
        ArchiveAuthority = "archive_authority" ("arkivmyndighetens begäran", "the archive authority's request"),
        Other = "other" ("annat skäl i beslutet", "another reason, in the decision"),
    }
}
