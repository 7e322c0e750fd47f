//! The closed lists of agreements.

crate::codes! {
    /// Slag av överenskommelse. What kind of agreement.
    pub enum AgreementKind {
        Hlt = "hlt" ("HLT-samverkan: hälsa, lärande, trygghet", "HLT collaboration: health, learning, safety"),
        Network = "network" ("nätverksmodell, såsom Norrbus", "network model, such as Norrbus"),
        Coordination = "coordination" ("samordning och SIP-rutin", "coordination and SIP routine"),
        National = "national" ("nationella tidsgränser", "national time limits"),
    }
}

crate::codes! {
    /// Förinställning. A model that ships with the service; the agreement's first version is a copy of it.
    pub enum AgreementPreset {
        HltUmea = "hlt-umea" ("HLT enligt Umeås vägledning", "HLT as in Umeå's guidance"),
        Norrbus = "norrbus" ("Norrbus, Östra Norrbotten", "Norrbus, Eastern Norrbotten"),
        Hudiksvall = "hudiksvall" ("rutin för SIP i Hudiksvall", "SIP routine of Hudiksvall"),
        National = "national-0-7-30-30" ("förstärkt vårdgaranti 0-7-30-30", "strengthened care guarantee 0-7-30-30"),
    }
}

crate::codes! {
    /// En versions läge. The state of a version; follows from its adoption and today's date.
    pub enum AgreementVersionState {
        Draft = "draft" ("utkast", "draft"),
        Adopted = "adopted" ("antagen, gäller senare", "adopted, applies later"),
        InForce = "in_force" ("gäller", "in force"),
        Superseded = "superseded" ("ersatt", "superseded"),
    }
}

crate::codes! {
    /// Slag av möte. What kind of meeting.
    pub enum MeetingKind {
        Hlt = "hlt" ("HLT-möte", "HLT meeting"),
        Network = "network" ("nätverksmöte", "network meeting"),
        Coordination = "coordination" ("samordningsmöte", "coordination meeting"),
        Sip = "sip" ("SIP-möte", "SIP meeting"),
        FollowUp = "follow_up" ("uppföljningsmöte", "follow-up meeting"),
    }
}
