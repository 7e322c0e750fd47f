//! The closed lists of units.

crate::codes! {
    /// Slag av enhet. What kind of unit: the actors of the collaboration models.
    pub enum UnitKind {
        Preschool = "preschool" ("förskola", "preschool"),
        CompulsorySchool = "compulsory_school" ("grundskola", "compulsory school"),
        StudentHealth = "student_health" ("elevhälsa", "student health"),
        SocialServices = "social_services" ("socialtjänst, individ- och familjeomsorg", "social services"),
        HealthCentre = "health_centre" ("hälsocentral", "health centre"),
        FamilyCentre = "family_centre" ("familjecentral", "family centre"),
        ChildYouthClinic = "child_youth_clinic" ("barn- och ungdomsmottagning (BUM)", "paediatric clinic"),
        ChildPsychiatry = "child_psychiatry" ("barn- och ungdomspsykiatri (BUP)", "child and adolescent psychiatry"),
        Habilitation = "habilitation" ("barn- och ungdomshabilitering", "child and youth habilitation"),
        MaternalChildHealth = "maternal_child_health" ("mödra- och barnhälsovård (MVC/BVC)", "maternal and child health care"),
        PrimaryCare = "primary_care" ("annan primärvård", "other primary care"),
        AdultPsychiatry = "adult_psychiatry" ("vuxenpsykiatri", "adult psychiatry"),
        SpecialistCare = "specialist_care" ("annan specialistvård", "other specialist care"),
        Police = "police" ("polis", "police"),
        LeisureCulture = "leisure_culture" ("fritid och kultur", "leisure and culture"),
        Association = "association" ("förening", "association"),
        Business = "business" ("näringsliv", "business"),
        CentralResource = "central_resource" ("central kommunal resurs", "central municipal resource"),
    }
}

crate::codes! {
    /// Sekretessregim. Which provision of OSL the unit's entries stand under, unless an entry says otherwise.
    pub enum SecrecyRegime {
        HealthCare = "health_care" ("hälso- och sjukvård, OSL 25 kap. (även elevhälsans medicinska del)", "health care, OSL ch. 25 (also medical student health)"),
        SocialServices = "social_services" ("socialtjänst, OSL 26 kap.", "social services, OSL ch. 26"),
        StudentHealthPsychosocial = "student_health_psychosocial" ("elevhälsans psykosociala del, OSL 23 kap. 2 §", "psychosocial student health, OSL ch. 23 s. 2"),
        School = "school" ("skola, OSL 23 kap.", "school, OSL ch. 23"),
        Preschool = "preschool" ("förskola, OSL 23 kap. 1 §", "preschool, OSL ch. 23 s. 1"),
        Other = "other" ("annan eller ingen", "other or none"),
    }
}

impl SecrecyRegime {
    /// Whether entries stand under the secrecy of health care or of social services (OSL 25 and 26 kap.): what blocks and
    /// emergency access are about. School's never do, nor psychosocial student health's.
    #[must_use]
    pub const fn is_of_care(self) -> bool {
        matches!(self, Self::HealthCare | Self::SocialServices)
    }
}

crate::codes! {
    /// Slag av beteckning. What kind of identifier.
    pub enum UnitIdentifierKind {
        HsaId = "hsa_id" ("HSA-id för vårdenhet", "HSA-id of the care unit"),
        HsaProviderId = "hsa_provider_id" ("HSA-id för vårdgivare", "HSA-id of the care provider"),
        OrganisationNumber = "organisation_number" ("organisationsnummer", "organisation number"),
        SchoolUnitCode = "school_unit_code" ("skolenhetskod", "school unit code"),
        MunicipalityCode = "municipality_code" ("kommunkod", "municipality code"),
    }
}
