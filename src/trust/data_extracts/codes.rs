//! The closed lists of extracts.

crate::codes! {
    /// Utdragets läge. How far the extract has come.
    pub enum ExtractState {
        Registered = "registered" ("väntar på granskning", "waits to be reviewed"),
        Reviewed = "reviewed" ("granskat, kan lämnas ut", "reviewed, may be delivered"),
        Delivered = "delivered" ("utlämnat", "delivered"),
    }
}

crate::codes! {
    /// Vad som sker med en post. What becomes of an entry.
    pub enum EntryOutcome {
        Whole = "whole" ("lämnas ut helt", "given whole"),
        Redacted = "redacted" ("lämnas ut i delar", "given in part"),
        LeftOut = "left_out" ("utelämnas", "left out"),
    }
}

crate::codes! {
    /// Grunden för att något utelämnas. On what ground something is left out.
    pub enum ExtractGround {
        HiddenFromGuardian = "hidden_from_guardian" ("dold för vårdnadshavaren (OSL 12:3)", "hidden from the guardian (OSL 12:3)"),
        Whereabouts = "whereabouts" ("röjer en skyddad plats (OSL 21:3, 26:2)", "tells a protected place (OSL 21:3, 26:2)"),
        Report = "report" ("orosanmälan, prövas för sig (OSL 26:5, 25:7)", "a report of concern, judged by itself (OSL 26:5, 25:7)"),
        OtherRecord = "other_record" ("står i en annan akt, där mottagaren inte är antecknad", "stands in another record, in which the recipient is not noted"),
        ThirdParty = "third_party" ("annan persons uppgifter (art. 15.4)", "another person's data (art. 15.4)"),
        Draft = "draft" ("utkast eller minnesanteckning (DSL 5:2)", "a draft or working note (DSL 5:2)"),
        Secrecy = "secrecy" ("sekretess (DSL 5:1)", "secrecy (DSL 5:1)"),
    }
}

crate::codes! {
    /// Hur utdraget lämnades. How the extract was delivered.
    pub enum DeliveryWay {
        Handed = "handed" ("överlämnat på plats", "handed over in person"),
        RegisteredPost = "registered_post" ("rekommenderat brev", "registered post"),
        SecureMessage = "secure_message" ("säkert meddelande", "secure message"),
        Read = "read" ("läst på plats", "read on the spot"),
    }
}
