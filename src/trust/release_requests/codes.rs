//! The closed lists of requests.

crate::codes! {
    /// Vad som begärs. What is asked for.
    pub enum ReleaseKind {
        JournalCopy = "journal_copy" ("kopia av journal (PDL 8:2)", "a copy of the journal (PDL 8:2)"),
        PublicDocument = "public_document" ("allmän handling (TF 2 kap.)", "a public document (TF ch. 2)"),
    }
}

crate::codes! {
    /// Vem som begär. Who asks.
    pub enum ReleaseAskedBy {
        Child = "child" ("barnet", "the child"),
        Guardian = "guardian" ("en vårdnadshavare", "a guardian"),
        Other = "other" ("någon annan", "somebody else"),
    }
}

crate::codes! {
    /// Beslutet. What was decided.
    pub enum ReleaseOutcome {
        Released = "released" ("lämnas ut", "released"),
        Partly = "partly" ("lämnas ut delvis", "released in part"),
        Refused = "refused" ("lämnas inte ut", "refused"),
    }
}

crate::codes! {
    /// Vem som beslutade. Who decided.
    pub enum DecidedAs {
        Employee = "employee" ("anställd som svarar för handlingen", "an employee who answers for the document"),
        Authority = "authority" ("myndigheten, eller den som har delegation", "the authority, or who has its delegation"),
    }
}

crate::codes! {
    /// Vem som prövar ett avslag. Who tries a refusal.
    pub enum ReviewedBy {
        Authority = "authority" ("myndigheten själv", "the authority itself"),
        Court = "court" ("kammarrätten", "the administrative court of appeal"),
        Inspectorate = "inspectorate" ("Inspektionen för vård och omsorg (IVO)", "the Health and Social Care Inspectorate (IVO)"),
    }
}
