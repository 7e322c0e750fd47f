//! The rules of the work that may refuse a step: a closed list that `/rules` shows, each with its source.

use super::text::Label;

crate::codes! {
    /// Hur hård regeln är. How hard a rule is.
    pub enum Severity {
        Refusal = "refusal" ("steget nekas", "the step is refused"),
        Warning = "warning" ("steget tas med en varning", "the step is taken with a warning"),
    }
}

/// A rule of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its code, in kebab-case.
    pub code: &'static str,
    /// How hard it is.
    pub severity: Severity,
    /// The state in which it applies.
    pub given: Label,
    /// The step that it judges.
    pub when: Label,
    /// What follows.
    pub then: Label,
    /// The statute, decision or agreement that it comes from.
    pub source: &'static str,
    /// From which day it is in force here.
    pub valid_from: &'static str,
}

macro_rules! rules {
    ($($name:ident = $code:literal $severity:ident {
        given: $gsv:literal / $gen:literal, when: $wsv:literal / $wen:literal, then: $tsv:literal / $ten:literal,
        source: $source:literal
    })+) => {
        $(
            #[doc = concat!($wen, ": ", $ten, " (", $source, ").")]
            pub const $name: Rule = Rule {
                code: $code,
                severity: Severity::$severity,
                given: Label { sv: $gsv, en: $gen },
                when: Label { sv: $wsv, en: $wen },
                then: Label { sv: $tsv, en: $ten },
                source: $source,
                valid_from: "2026-11-01",
            };
        )+
        /// Every rule.
        pub const ALL: &[&Rule] = &[$(&$name),+];
    };
}

rules! {
    UNIT_CLOSED = "unit-closed" Refusal {
        given: "en enhet vars giltighet har gått ut" / "a unit whose validity has ended",
        when: "enheten ska användas i något nytt" / "the unit is used for something new",
        then: "steget nekas; använd efterträdaren" / "the step is refused; use the successor",
        source: "HLT-vägledningen, områdets parter"
    }
    CASE_CLOSED = "case-closed" Refusal {
        given: "ett avslutat eller sammanslaget ärende" / "a closed or merged case",
        when: "något nytt ska dokumenteras i det" / "something new is to be documented in it",
        then: "steget nekas; aktualisera barnet på nytt" / "the step is refused; actualise the child anew",
        source: "HLT-vägledningen Umeå, arbetsprocessen"
    }
    CLOSE_OWN_CASE = "close-own-case" Refusal {
        given: "ett ärende i vars krets en enhet är genom samtycke" / "a case in whose circle a unit is by consent",
        when: "enheten vill avsluta det" / "the unit wants to close it",
        then: "steget nekas; enheten som öppnade det eller samordnarens enhet avslutar" / "the step is refused; the unit that opened it, or the coordinator's, closes it",
        source: "HLT-vägledningen Umeå, samordnarens uppdrag"
    }
    MEETING_OF_ITS_UNIT = "meeting-of-its-unit" Refusal {
        given: "ett möte som en annan enhet har kallat till" / "a meeting that another unit has called",
        when: "det ska ändras, hållas eller ställas in" / "it is to be changed, held or cancelled",
        then: "steget nekas; enheten som kallat gör det" / "the step is refused; the unit that called it does it",
        source: "HLT-vägledningen Umeå, sammankallande"
    }
    PAUSE_NOT_ALLOWED = "pause-not-allowed" Refusal {
        given: "en ledtid" / "a lead time",
        when: "den ska pausas utan att villkoren är uppfyllda" / "it is to be paused without the conditions being met",
        then: "steget nekas; bara familjens val efter ett erbjudande i tid, medicinska skäl och vård i annan region pausar, aldrig vad en aktör saknar" / "the step is refused; only the family's choice after an offer in time, medical reasons and care in another region pause, never what an actor lacks",
        source: "HSF (2017:80) 6 kap. 2 §"
    }
    PAUSE_NOT_OPEN = "pause-not-open" Refusal {
        given: "en paus som redan har ett slut" / "a pause that has an end already",
        when: "den ska avslutas" / "it is to be ended",
        then: "steget nekas" / "the step is refused",
        source: "HSF (2017:80) 6 kap. 2 §"
    }
    DAY_NOT_CORRECTABLE = "day-not-correctable" Refusal {
        given: "en ledtid" / "a lead time",
        when: "dess start eller slut rättas till en omöjlig dag" / "its start or stop is corrected to an impossible day",
        then: "steget nekas; ett slut ligger aldrig före sin start" / "the step is refused; a stop never lies before its start",
        source: "PDL 3 kap. 14 §"
    }
    CORRECT_OWN_FACTS = "correct-own-facts" Refusal {
        given: "en händelse som en annan organisation antecknat" / "a fact that another organisation recorded",
        when: "dess dag ska rättas" / "its day is to be corrected",
        then: "steget nekas; den som antecknat rättar" / "the step is refused; who recorded it corrects it",
        source: "PDL 3 kap. 14 §"
    }
    AGE_OUTSIDE_TARGET_GROUP = "age-outside-target-group" Warning {
        given: "ett barn utanför målgruppens åldrar i överenskommelsen" / "a child outside the target group's ages in the agreement",
        when: "barnet aktualiseras" / "the child is actualised",
        then: "ett skäl krävs, och svaret varnar; inget hindras" / "a reason is required and the answer warns; nothing is prevented",
        source: "HLT-vägledningen Umeå, målgrupp"
    }
    WITHDRAW_OWN_ACTUALISATION = "withdraw-own-actualisation" Refusal {
        given: "en aktualisering" / "an actualisation",
        when: "någon annan än enheten som aktualiserade vill återta den, eller den redan är återtagen" / "another than the unit that actualised wants to withdraw it, or it is withdrawn already",
        then: "steget nekas" / "the step is refused",
        source: "HLT-vägledningen Umeå, steg 1"
    }
    REFUSE_FAMILY_REQUEST = "refuse-family-request" Refusal {
        given: "en aktualisering" / "an actualisation",
        when: "den nekas fast familjen inte bad om den, av en annan enhet än den som tog emot den, eller en andra gång" / "it is refused though the family did not ask for it, by another unit than the one that received it, or once more",
        then: "steget nekas; en egen aktualisering återtas i stället" / "the step is refused; withdraw an actualisation of your own instead",
        source: "HSL 16:4; SoL; HLT-vägledningen Umeå, steg 1"
    }
    ACTUALISATION_ENDED = "actualisation-ended" Refusal {
        given: "en återtagen eller nekad aktualisering" / "a withdrawn or refused actualisation",
        when: "den ändras från systemet den kom från" / "it is changed from the system that it came from",
        then: "steget nekas; aktualisera på nytt" / "the step is refused; actualise anew",
        source: "samsyn"
    }
    LAST_DAY_BEFORE_FIRST = "last-day-before-first" Refusal {
        given: "något som gäller från en dag" / "something valid from a day",
        when: "en sista dag före den första anges" / "a last day before the first is given",
        then: "steget nekas" / "the step is refused",
        source: "samsyn"
    }
    CONTACT_ANNULLED = "contact-annulled" Refusal {
        given: "en kontakt som är makulerad" / "a contact that is annulled",
        when: "den ska makuleras igen" / "it is to be annulled again",
        then: "steget nekas; anteckna kontakten på nytt" / "the step is refused; record the contact anew",
        source: "PDL 3 kap. 14 §: en rättelse ska framgå"
    }
    MEETING_NOT_PLANNED = "meeting-not-planned" Refusal {
        given: "ett möte som är hållet eller inställt" / "a meeting that is held or cancelled",
        when: "det ska ändras, kallas till, hållas eller ställas in" / "it is to be changed, summoned to, held or cancelled",
        then: "steget nekas; planera ett nytt möte" / "the step is refused; plan a new meeting",
        source: "HLT-vägledningen Umeå, arbetsprocessen"
    }
    MEETING_CANCELLED = "meeting-cancelled" Refusal {
        given: "ett inställt möte" / "a cancelled meeting",
        when: "ett barn ska tas upp" / "a child is to be put on its agenda",
        then: "steget nekas; ta upp barnet på ett annat möte" / "the step is refused; choose another meeting",
        source: "HLT-vägledningen Umeå, arbetsprocessen"
    }
    MEETING_NOT_HELD = "meeting-not-held" Refusal {
        given: "ett möte som inte är hållet" / "a meeting that is not held",
        when: "ett beslut ska antecknas" / "a decision is to be recorded",
        then: "steget nekas; anteckna först att mötet hölls" / "the step is refused; first record that it was held",
        source: "HLT-vägledningen Umeå, steg 4: mötet utser vilka som träffar familjen"
    }
    MEETING_OF_ONE_CASE = "meeting-of-one-case" Refusal {
        given: "ett möte om ett barn" / "a meeting about one child",
        when: "ett annat barn ska tas upp" / "another child is to be put on its agenda",
        then: "steget nekas; ta upp barnet på ett eget möte" / "the step is refused; plan a meeting of its own",
        source: "SoL (2025:400) 10 kap. 8 §"
    }
    CHILD_ON_AGENDA = "child-on-agenda" Refusal {
        given: "ett barn som redan står på mötets dagordning" / "a child that is on the meeting's agenda already",
        when: "barnet ska tas upp igen" / "the child is put on it again",
        then: "steget nekas; ändra punkten som finns" / "the step is refused; change the item that is there",
        source: "HLT-vägledningen Umeå, steg 3"
    }
    ITEM_DECIDED = "item-decided" Refusal {
        given: "en punkt som har sitt beslut eller inte togs upp" / "an item that has its decision or was not discussed",
        when: "den ska ändras eller beslutas" / "it is to be changed or decided",
        then: "steget nekas; ta upp barnet på nästa möte" / "the step is refused; put the child on the next agenda",
        source: "HLT-vägledningen Umeå, steg 4"
    }
    SUMMONS_NEEDS_CASE = "summons-needs-case" Refusal {
        given: "ett HLT-möte, som områdets parter deltar i stående" / "an HLT meeting, which the area's parties always attend",
        when: "någon ska kallas eller bjudas in" / "somebody is to be summoned or invited",
        then: "steget nekas; ändra mötets deltagande enheter" / "the step is refused; change its attending units",
        source: "HLT-vägledningen Umeå: familjen är inte med på HLT-mötet"
    }
    ALREADY_SUMMONED = "already-summoned" Refusal {
        given: "en enhet som redan är kallad" / "a unit that is summoned already",
        when: "den ska kallas igen" / "it is summoned again",
        then: "steget nekas" / "the step is refused",
        source: "Norrbus, kallelse till nätverksmöte"
    }
    CONSENT_REQUIRED = "consent-required" Refusal {
        given: "ett barn utan samtycke som gäller för syftet och enheten den dagen" / "a child without a consent in force for the purpose and the unit on the day",
        when: "barnet ska tas upp, eller en enhet ska delta" / "the child is to be talked of, or a unit is to take part",
        then: "steget nekas; fråga de som bestämmer om samtycke" / "the step is refused; ask those who decide for consent",
        source: "OSL 2009:400, 10 kap. 1 § och 12 kap. 2 §; SoL 2025:400, 10 kap. 8 §; HLT-vägledningen Umeå, samtycke"
    }
    INFORMATION_NOT_COVERED = "information-not-covered" Refusal {
        given: "ett samtycke som inte omfattar slaget av uppgifter för enheten" / "a consent that does not cover the kind of information for the unit",
        when: "enheten ska skriva i eller få det" / "the unit is to write in it or be given it",
        then: "steget nekas; fråga om samtycke som omfattar slaget" / "the step is refused; ask for a consent that covers the kind",
        source: "OSL 2009:400, 10 kap. 1 § och 12 kap. 2 §"
    }
    CONSENT_WITHOUT_PARTY = "consent-without-party" Warning {
        given: "ett barn utan registrerad vårdnadshavare eller annan som bestämmer" / "a child with nobody registered who decides for it",
        when: "ett samtycke registreras" / "a consent is registered",
        then: "samtycket sparas men kan aldrig gälla; registrera vårdnadshavare och fråga på nytt" / "the consent is kept but can never be in force; register guardians and ask anew",
        source: "Föräldrabalken 6 kap. 11 och 13 §§; OSL 2009:400, 12 kap. 3 §"
    }
    CONSENT_ENDED = "consent-ended" Refusal {
        given: "ett samtycke som är återtaget, ersatt eller har löpt ut" / "a consent that is withdrawn, superseded or expired",
        when: "något ska beslutas om det" / "something is to be decided about it",
        then: "steget nekas; fråga om ett nytt samtycke" / "the step is refused; ask for a new consent",
        source: "OSL 2009:400, 12 kap. 2 §"
    }
    CONSENT_ALREADY_GRANTED = "consent-already-granted" Refusal {
        given: "en part som har sagt ja" / "a party that has granted",
        when: "ett nytt besked från parten ska antecknas" / "another decision of the party is to be recorded",
        then: "steget nekas; den som ändrar sig återtar" / "the step is refused; who changes its mind withdraws",
        source: "OSL 2009:400, 12 kap. 2 §; patientlagen 2014:821, 4 kap. 2 §"
    }
    CONSENT_NOT_GRANTED = "consent-not-granted" Refusal {
        given: "en part som inte hade sagt ja den dagen" / "a party that had not granted on the day",
        when: "parten ska återta eller begränsa" / "the party is to withdraw or narrow",
        then: "steget nekas; anteckna partens besked i stället" / "the step is refused; record the party's decision instead",
        source: "Patientlagen 2014:821, 4 kap. 2 §"
    }
    GUARDIAN_DECISION_LAPSED = "guardian-decision-lapsed" Refusal {
        given: "ett barn som har fyllt 18 år" / "a child that has come of age",
        when: "en vårdnadshavare ska besluta" / "a guardian is to decide",
        then: "steget nekas; fråga den unga själv" / "the step is refused; ask the young person",
        source: "Föräldrabalken 6 kap. 2 § och 9 kap. 1 §"
    }
    PREVENTED_GUARDIAN = "prevented-guardian" Refusal {
        given: "två vårdnadshavare, av vilka den ena är förhindrad" / "two guardians of whom one is prevented",
        when: "den andra ska bestämma ensam om något som kan vänta, om något av ingripande betydelse som barnets bästa inte uppenbarligen kräver, eller utan att finnas" / "the other is to decide alone of what can wait, of what intervenes in the child's future without its best manifestly demanding it, or where there is no other",
        then: "steget nekas; vänta på den förhindrade eller fråga om något annat" / "the step is refused; wait for the one who is prevented, or ask for something else",
        source: "Föräldrabalken 6 kap. 13 § andra stycket"
    }
    BOARD_MEASURE = "board-decides-measure" Refusal {
        given: "två vårdnadshavare, av vilka den ena säger nej" / "two guardians of whom one refuses",
        when: "socialnämndens beslut ska träda i stället för nejet, men barnet har inte två vårdnadshavare eller samtycket gäller inte en stödåtgärd" / "the board's decision is to take its place, but the child has not two guardians or the consent is not about support",
        then: "steget nekas; nämnden beslutar bara om fyra slags åtgärder för ett barn med två vårdnadshavare" / "the step is refused; the board decides of four kinds of measures for a child with two guardians only",
        source: "Föräldrabalken 6 kap. 13 a §"
    }
    BOARD_IN_CARE = "board-decides-in-care" Refusal {
        given: "ett barn som inte vårdas enligt LVU" / "a child that is not in care under LVU",
        when: "nämnden ska bestämma i vårdnadshavarens ställe" / "the board is to decide in a guardian's place",
        then: "steget nekas; registrera nämnden bland dem som beslutar för barnet och fråga på nytt" / "the step is refused; register the board among those who decide for the child and ask anew",
        source: "Lag (1990:52) med särskilda bestämmelser om vård av unga, 11 §"
    }
    CONCERN_NOT_CONSIDERED = "concern-not-considered" Warning {
        given: "ett samtycke som nekas eller återtas" / "a consent that is refused or withdrawn",
        when: "det inte antecknas om orosanmälan övervägdes" / "it is not recorded whether a concern report was considered",
        then: "steget tas; anteckna övervägandet när det är gjort" / "the step is taken; record the consideration when it is made",
        source: "Socialtjänstlagen (2025:400) 19 kap. 1 §"
    }
    CONCERN_OF_A_NO = "concern-of-a-no" Refusal {
        given: "ett besked som varken är ett nej eller ett återtagande" / "a decision that is neither a refusal nor a withdrawal",
        when: "det ska antecknas om orosanmälan övervägdes" / "it is to be recorded whether a concern report was considered",
        then: "steget nekas; ange nejet eller återtagandet" / "the step is refused; name the refusal or withdrawal",
        source: "Socialtjänstlagen (2025:400) 19 kap. 1 §"
    }
    NOTICE_CONFIRMED = "notice-confirmed-already" Refusal {
        given: "en underrättelse som är kvitterad" / "a notice whose receipt is confirmed",
        when: "den kvitteras igen" / "its receipt is confirmed again",
        then: "steget nekas" / "the step is refused",
        source: "samsyn"
    }
    INFORMATION_TEXT_EXISTS = "information-text-exists" Refusal {
        given: "en informationstext i en version och på ett språk" / "a text of information in one version and language",
        when: "samma version på samma språk registreras igen" / "the same version in the same language is registered again",
        then: "steget nekas; ge den nya texten ett nytt versionsnamn, för någon kan ha fått den gamla" / "the step is refused; give the new text another version, for somebody may have got the old one",
        source: "samsyn"
    }
    LEGAL_BASIS_REGIME = "legal-basis-of-another-secrecy" Refusal {
        given: "en uppgift som står under en viss sekretess" / "an entry that stands under a certain secrecy",
        when: "den ska lämnas ut med en grund som bryter en annan sekretess" / "it is to be handed over by a basis that breaks another secrecy",
        then: "steget nekas; 25 kap. 12 § gäller från hälso- och sjukvården, 26 kap. 9 § från socialtjänsten" / "the step is refused; 25:12 is for health care, 26:9 for social services",
        source: "OSL (2009:400) 25 kap. 12 § och 26 kap. 9 §"
    }
    LEGAL_BASIS_RECIPIENT = "legal-basis-recipient" Refusal {
        given: "en grund som bara gäller mot vissa mottagare" / "a basis that is for certain recipients only",
        when: "uppgiften ska lämnas till en annan" / "the entry is to be handed to another",
        then: "steget nekas; 25 kap. 12 § och 26 kap. 9 § gäller mot hälso- och sjukvården och socialtjänsten, anmälan mot socialnämnden" / "the step is refused; 25:12 and 26:9 run to health care and social services, a report to the social welfare board",
        source: "OSL (2009:400) 25 kap. 12 § och 26 kap. 9 §; SoL (2025:400) 19 kap. 1 §"
    }
    LEGAL_BASIS_FOR_CHILDREN = "legal-basis-for-children" Refusal {
        given: "någon som har fyllt 18 år" / "somebody who has come of age",
        when: "en uppgift ska lämnas ut med en grund som gäller barn" / "an entry is to be handed over by a basis for children",
        then: "steget nekas; fråga den unga om samtycke" / "the step is refused; ask the young person for consent",
        source: "OSL (2009:400) 25 kap. 12 § 1 och 26 kap. 9 § 1; SoL (2025:400) 19 kap. 1 §"
    }
    GENERAL_CLAUSE_EXCLUDED = "general-clause-excluded" Refusal {
        given: "en uppgift under hälso- och sjukvårdens eller socialtjänstens sekretess" / "an entry under the secrecy of health care or social services",
        when: "den ska lämnas ut med stöd av generalklausulen" / "it is to be handed over by the general clause",
        then: "steget nekas; generalklausulen gäller inte sekretessen i 25 kap. 1–8 §§ och 26 kap. 1–6 §§" / "the step is refused; the general clause is not for 25:1–8 and 26:1–6",
        source: "OSL (2009:400) 10 kap. 27 § andra stycket"
    }
    SCHOOL_SECRECY = "school-secrecy" Refusal {
        given: "en uppgift under skolans, elevhälsans eller förskolans sekretess" / "an entry under the secrecy of school, student health or preschool",
        when: "den ska lämnas ut utan samtycke med annan grund än 10 kap. 2 § eller en skyldighet" / "it is to be handed over without consent by another basis than 10:2 or a duty",
        then: "steget nekas; fråga om samtycke, 23 kap. har ingen motsvarighet till 25 kap. 12 § och 26 kap. 9 §" / "the step is refused; ask for consent, for 23 kap. has no counterpart to 25:12 and 26:9",
        source: "OSL (2009:400) 23 kap. 1–2 §§, 10 kap. 2 och 28 §§"
    }
    CHILD_ALREADY_REGISTERED = "child-already-registered" Refusal {
        given: "ett barn som den egna myndigheten redan har registrerat" / "a child whom the own authority has registered already",
        when: "samma identitet registreras en gång till" / "the same identity is registered once more",
        then: "steget nekas; använd den registrering som finns" / "the step is refused; use the record that exists",
        source: "Patientdatalagen 3 kap.; socialtjänstlagen 14 kap."
    }
    EXTERNAL_ID_TAKEN = "external-id-taken" Refusal {
        given: "ett externt id som den egna myndigheten redan använder" / "an external id that the own authority uses already",
        when: "en annan resurs av samma slag ska få det" / "another resource of the same kind is to get it",
        then: "steget nekas" / "the step is refused",
        source: "samsyn"
    }
    SUCCESSOR_ELSEWHERE = "successor-of-another-organisation" Refusal {
        given: "en enhet som får en efterträdare" / "a unit that gets a successor",
        when: "efterträdaren hör till en annan organisation, eller är enheten själv" / "the successor belongs to another organisation, or is the unit itself",
        then: "steget nekas: samtycken och åtkomst följer inte med till en annan myndighet" / "the step is refused: consent and access do not follow to another authority",
        source: "OSL 8 kap. 1 §"
    }
    ADOPTION_OTHER_START = "adoption-other-first-day" Refusal {
        given: "en version av en överenskommelse som en part har antagit" / "a version of an agreement that one party has adopted",
        when: "en annan part antar den med en annan första dag" / "another party adopts it with another first day",
        then: "steget nekas: en version gäller från samma dag för alla" / "the step is refused: a version applies from the same day for all",
        source: "HLT-vägledningen; Norrbus"
    }
    VERSION_NOT_LATER = "version-not-later" Refusal {
        given: "en överenskommelse med en antagen version" / "an agreement with an adopted version",
        when: "en annan version ska gälla från samma dag eller tidigare, eller från en dag som har börjat" / "another version is to apply from the same day or earlier, or from a day that has begun",
        then: "steget nekas: en klocka behåller den version som den startade under" / "the step is refused: a clock keeps the version that it started under",
        source: "samsyn"
    }
    ONE_KEY_PERSON = "one-key-person" Refusal {
        given: "en enhet som har en nyckelperson i området, eller ett område som har en sammankallande" / "a unit with a key person in the area, or an area with a convener",
        when: "ännu en ska verka under samma tid" / "another is to act during the same time",
        then: "steget nekas; avsluta den förra först eller utse en ersättare" / "the step is refused; end the former first, or appoint a deputy",
        source: "HLT-vägledningen, nyckelperson och sammankallande"
    }
    UNIT_OUTSIDE_AREA = "unit-outside-area" Refusal {
        given: "ett område med sina enheter" / "an area with its units",
        when: "en nyckelperson utses vid en enhet utanför området" / "a key person is appointed at a unit outside the area",
        then: "steget nekas; lägg först till enheten i området" / "the step is refused; add the unit to the area first",
        source: "HLT-vägledningen, nyckelperson"
    }
    UNIT_HAS_KEY_PERSON = "unit-has-key-person" Refusal {
        given: "en enhet med nyckelperson, ersättare eller sammankallande i området" / "a unit with a key person, deputy or convener in the area",
        when: "enheten ska lämna området" / "the unit is to leave the area",
        then: "steget nekas; avsluta uppdragen först" / "the step is refused; end the assignments first",
        source: "HLT-vägledningen, nyckelperson"
    }
    CONSULTATION_ANSWERED = "consultation-answered" Refusal {
        given: "en konsultation som är besvarad" / "a consultation that was answered",
        when: "den besvaras igen" / "it is answered again",
        then: "steget nekas; ställ en ny fråga" / "the step is refused; ask a new question",
        source: "samsyn"
    }
    DEVIATION_ORDER = "deviation-order" Refusal {
        given: "en avvikelse som styrgruppen ännu inte hunnit till, eller redan är förbi" / "a deviation that the steering group has not come to yet, or has passed",
        when: "den ska tas upp, behandlas eller avslutas" / "it is to be taken up, handled or closed",
        then: "steget nekas; en avvikelse rapporteras, tas upp, behandlas och avslutas, i den ordningen" / "the step is refused; a deviation is reported, taken up, handled and closed, in that order",
        source: "Norrbus, avvikelser"
    }
    ASSIGNMENT_ENDED = "assignment-ended" Refusal {
        given: "ett uppdrag som redan har en sista dag" / "an assignment that has a last day already",
        when: "det avslutas igen" / "it is ended again",
        then: "steget nekas; utse på nytt vid behov" / "the step is refused; appoint anew where needed",
        source: "samsyn"
    }
    REVIEW_CONCLUDED = "review-concluded" Refusal {
        given: "en logggranskning med dokumenterat resultat" / "a review of the log with a documented result",
        when: "ett resultat ska dokumenteras igen" / "a result is to be documented again",
        then: "steget nekas; gör en ny granskning" / "the step is refused; make a new review",
        source: "HSLF-FS 2016:40, 4 kap. 9 §"
    }
    PLAN_OPEN_ALREADY = "plan-open-already" Refusal {
        given: "ett ärende med en plan som pågår" / "a case with a plan that goes on",
        when: "en plan till påbörjas eller återöppnas" / "another plan is begun or reopened",
        then: "steget nekas; skriv i den plan som finns" / "the step is refused; write in the plan that there is",
        source: "HLT-vägledningen Umeå, steg 5"
    }
    PLAN_INCOMPLETE = "plan-incomplete" Refusal {
        given: "en plan som saknar något av det som krävs" / "a plan that lacks something required",
        when: "planen upprättas, eller en upprättad plan mister det" / "it is established, or an established plan loses it",
        then: "steget nekas, och varje punkt som saknas nämns" / "the step is refused, and every missing point is named",
        source: "SoL (2025:400) 10 kap. 8–9 §§; HSL (2017:30) 16 kap. 4 §; HLT-vägledningen Umeå, steg 5–7"
    }
    PLAN_NOT_ESTABLISHED = "plan-not-established" Refusal {
        given: "en plan som är ett utkast" / "a plan that is a draft",
        when: "den bekräftas, lämnas ut, följs upp eller rapporteras" / "it is confirmed, handed over, followed up or reported on",
        then: "steget nekas; upprätta planen först" / "the step is refused; establish the plan first",
        source: "SoL (2025:400) 10 kap. 8–9 §§; HSL (2017:30) 16 kap. 4 §"
    }
    PLAN_ALREADY_ESTABLISHED = "plan-already-established" Refusal {
        given: "en upprättad plan" / "an established plan",
        when: "den upprättas igen" / "it is established again",
        then: "steget nekas; ändra planen, så blir det en ny version" / "the step is refused; change the plan, which makes a new version",
        source: "SoL (2025:400) 10 kap. 8–9 §§; HSL (2017:30) 16 kap. 4 §"
    }
    PLAN_CLOSED = "plan-closed" Refusal {
        given: "en avslutad plan" / "a closed plan",
        when: "något ändras i den" / "something in it is changed",
        then: "steget nekas; återöppna planen" / "the step is refused; reopen the plan",
        source: "HLT-vägledningen Umeå, steg 9"
    }
    PLAN_NOT_CLOSED = "plan-not-closed" Refusal {
        given: "en plan som pågår" / "a plan that goes on",
        when: "den återöppnas" / "it is reopened",
        then: "steget nekas" / "the step is refused",
        source: "HLT-vägledningen Umeå, steg 9"
    }
    STATUTORY_PRINCIPAL = "statutory-principal" Refusal {
        given: "en samordnad individuell plan enligt lag" / "a statutory coordinated individual plan",
        when: "någon annan än regionen eller kommunen får det övergripande ansvaret" / "another than the region or the municipality gets overall responsibility",
        then: "uppgiften nekas" / "the content is refused",
        source: "SoL (2025:400) 10 kap. 8 § 4; HSL (2017:30) 16 kap. 4 §"
    }
    GOAL_REACHED_ALREADY = "goal-reached-already" Refusal {
        given: "ett mål som är nått" / "a goal that is reached",
        when: "det noteras som nått igen" / "it is recorded as reached again",
        then: "steget nekas; skriv ett nytt mål" / "the step is refused; write a new goal",
        source: "HLT-vägledningen Umeå, steg 7"
    }
    ACTION_STARTED_ALREADY = "action-started-already" Refusal {
        given: "en åtgärd som är påbörjad eller avslutad" / "an action that is started or completed",
        when: "den påbörjas igen" / "it is started again",
        then: "steget nekas" / "the step is refused",
        source: "HLT-vägledningen Umeå, steg 8"
    }
    ACTION_COMPLETED_ALREADY = "action-completed-already" Refusal {
        given: "en avslutad åtgärd" / "a completed action",
        when: "den avslutas igen" / "it is completed again",
        then: "steget nekas; skriv en ny åtgärd" / "the step is refused; write a new action",
        source: "HLT-vägledningen Umeå, steg 8"
    }
    CONFIRMED_ALREADY = "confirmed-already" Refusal {
        given: "en version som parten har bekräftat" / "a version that the party has confirmed",
        when: "samma part bekräftar den igen" / "the same party confirms it again",
        then: "steget nekas" / "the step is refused",
        source: "Norrbus, rutin för SIP"
    }
    RECIPIENT_OUTSIDE_CIRCLE = "recipient-outside-circle" Refusal {
        given: "en enhet utanför ärendets krets" / "a unit outside the circle of the case",
        when: "planen lämnas till den" / "the plan is handed to it",
        then: "steget nekas; be om samtycke för enheten" / "the step is refused; ask consent for the unit",
        source: "OSL (2009:400) 10 kap. 1 §, 12 kap. 2 §"
    }    GUARDIAN_BLOCKS_NO_CARE = "guardian-blocks-no-care" Refusal {
        given: "barnets uppgifter under hälso- och sjukvårds- eller socialtjänstsekretess" / "a child's entries under the secrecy of health care or social services",
        when: "en vårdnadshavare begär att de spärras" / "a guardian asks for them to be blocked",
        then: "steget nekas; vårdnadshavare kan inte spärra barnets uppgifter" / "the step is refused; a guardian cannot block the child's entries",
        source: "2022:913, 2 kap. 3 § andra stycket; PDL 4 kap. 4 §"
    }
    BLOCKED_ALREADY = "blocked-already" Refusal {
        given: "ett ärende där enhetens uppgifter är spärrade" / "a case in which the unit's entries are blocked",
        when: "enheten spärrar dem igen" / "the unit blocks them again",
        then: "steget nekas; spärren gäller också det som skrivs senare" / "the step is refused; the block covers what is written later too",
        source: "2022:913, 2 kap. 3 §; PDL 4 kap. 4 §"
    }
    BLOCK_LIFTED_ALREADY = "block-lifted-already" Refusal {
        given: "en hävd spärr" / "a block that is lifted",
        when: "den hävs igen" / "it is lifted again",
        then: "steget nekas" / "the step is refused",
        source: "PDL 4 kap. 4–5 §§"
    }
    BLOCK_LIFTED_BY_WHO_ASKED = "block-lifted-by-who-asked" Refusal {
        given: "en spärr som någon har begärt" / "a block that somebody asked for",
        when: "den hävs på begäran av någon annan" / "it is lifted because another asks",
        then: "steget nekas; den som begärde spärren kan begära att den hävs" / "the step is refused; who asked for the block may ask for it to be lifted",
        source: "2022:913, 2 kap. 3 §; PDL 4 kap. 4–5 §§"
    }    EMERGENCY_HEALTH_CARE_ONLY = "emergency-health-care-only" Refusal {
        given: "en enhet utanför hälso- och sjukvården, eller ett system utan en namngiven person" / "a unit outside health care, or a system without a named person",
        when: "uppgifter ska nödöppnas" / "entries are to be opened in an emergency",
        then: "steget nekas; nödöppning är för hälso- och sjukvårdspersonal" / "the step is refused; emergency access is for health care staff",
        source: "2022:913, 3 kap. 5–7 §§"
    }
    EMERGENCY_LAPSED = "emergency-lapsed" Refusal {
        given: "en begärd nödöppning som inte bekräftades i tid" / "an emergency access that was asked for and not confirmed in time",
        when: "den bekräftas" / "it is confirmed",
        then: "steget nekas; begär en ny" / "the step is refused; ask for a new one",
        source: "2022:913, 3 kap. 5–6 §§; PDL 4 kap. 2 §"
    }
    EMERGENCY_CONFIRMED_ALREADY = "emergency-confirmed-already" Refusal {
        given: "en bekräftad nödöppning" / "a confirmed emergency access",
        when: "den bekräftas igen" / "it is confirmed again",
        then: "steget nekas; begär en ny för andra uppgifter eller mer tid" / "the step is refused; ask for a new one for other entries or more time",
        source: "2022:913, 3 kap. 5–6 §§; PDL 4 kap. 2 §"
    }
    EMERGENCY_NOT_OPEN = "emergency-not-open" Refusal {
        given: "en nödöppning som inte är bekräftad, eller vars tid är ute" / "an emergency access that is not confirmed, or whose time is over",
        when: "dess uppgifter ska läsas" / "its entries are to be read",
        then: "steget nekas och försöket loggas" / "the step is refused, and the attempt is logged",
        source: "2022:913, 3 kap. 5–6 §§; PDL 4 kap. 2 §"
    }
    EMERGENCY_ACKNOWLEDGED = "emergency-acknowledged" Refusal {
        given: "en kvitterad underrättelse om nödöppning" / "an acknowledged notice of an emergency access",
        when: "den kvitteras igen" / "it is acknowledged again",
        then: "steget nekas" / "the step is refused",
        source: "PDL 4 kap. 3 §"
    }
    EMERGENCY_REVIEWED = "emergency-reviewed" Refusal {
        given: "en granskad nödöppning" / "a reviewed emergency access",
        when: "den granskas igen" / "it is reviewed again",
        then: "steget nekas; en granskning ändras inte" / "the step is refused; a review does not change",
        source: "PDL 4 kap. 3 §; HSLF-FS 2016:40 4 kap. 9 §"
    }
    EMERGENCY_OWN_REVIEW = "emergency-own-review" Refusal {
        given: "en nödöppning" / "an emergency access",
        when: "den som gjorde den granskar den" / "who made it reviews it",
        then: "steget nekas; någon annan granskar" / "the step is refused; somebody else reviews it",
        source: "PDL 4 kap. 3 §; HSLF-FS 2016:40 4 kap. 9 §"
    }
    EMERGENCY_BY_STAFF = "emergency-review-by-staff" Refusal {
        given: "en nödöppning" / "an emergency access",
        when: "den som granskar, eller den som öppnade, inte är registrerad bland personalen" / "whoever reviews it, or whoever opened it, is not registered among the staff",
        then: "steget nekas; registrera båda med alla sina inloggningar, så att två personer kan skiljas åt" / "the step is refused; register both with every login, so that two persons can be told apart",
        source: "PDL 4 kap. 3 §; HSLF-FS 2016:40 4 kap. 9 §"
    }
    EMERGENCY_STILL_OPEN = "emergency-still-open" Refusal {
        given: "en nödöppning som pågår" / "an emergency access that goes on",
        when: "den granskas, eller kvitteras innan den är bekräftad eller förfallen" / "it is reviewed, or acknowledged before it is confirmed or lapsed",
        then: "steget nekas; vänta tills dess tid är ute" / "the step is refused; wait until its time is over",
        source: "PDL 4 kap. 3 §; HSLF-FS 2016:40 4 kap. 9 §"
    }
    PROTECTED_PLACE = "protected-place" Refusal {
        given: "ett möte om ett barn där någons personuppgifter är skyddade" / "a meeting about a child where somebody's personal data is protected",
        when: "platsen skrivs i ord" / "its place is written in words",
        then: "uppgiften nekas; platsen meddelas deltagarna på annat sätt" / "the content is refused; those who attend are told the place in another way",
        source: "OSL (2009:400) 21 kap. 3 och 3 a §§; folkbokföringslagen (1991:481) 16 §"
    }
    HIDDEN_ALREADY = "hidden-already" Refusal {
        given: "en uppgift som är dold för en vårdnadshavare" / "an item that is hidden from a guardian",
        when: "den ska döljas för samma vårdnadshavare igen" / "it is to be hidden from the same guardian again",
        then: "steget nekas; den är redan dold" / "the step is refused; it is hidden already",
        source: "OSL (2009:400) 12 kap. 3 §"
    }
    HIDING_LIFTED = "hiding-lifted-already" Refusal {
        given: "en uppgift som inte längre är dold" / "an item that is hidden no longer",
        when: "det ska hävas igen" / "that is to be lifted again",
        then: "steget nekas; dölj uppgiften på nytt om det behövs" / "the step is refused; hide the item anew where needed",
        source: "OSL (2009:400) 12 kap. 3 §"
    }
    EXTRACT_BY_ANOTHER = "extract-review-by-another" Refusal {
        given: "ett registerutdrag som någon har registrerat" / "an extract that somebody has registered",
        when: "samma person granskar det" / "the same person reviews it",
        then: "steget nekas; en annan person granskar vad som lämnas ut" / "the step is refused; another person reviews what is given",
        source: "EU 2016/679 art. 15.4, 32; dataskyddslagen (2018:218) 5 kap. 1 §"
    }
    EXTRACT_BY_STAFF = "extract-review-by-staff" Refusal {
        given: "ett registerutdrag som någon har registrerat" / "an extract that somebody has registered",
        when: "den som granskar, eller den som registrerade, inte är registrerad bland personalen" / "whoever reviews it, or whoever registered it, is not registered among the staff",
        then: "steget nekas; registrera båda med alla sina inloggningar, så att två personer kan skiljas åt" / "the step is refused; register both with every login, so that two persons can be told apart",
        source: "EU 2016/679 art. 15.4, 32; dataskyddslagen (2018:218) 5 kap. 1 §"
    }
    EXTRACT_SHOWS_HIDDEN = "extract-shows-hidden" Refusal {
        given: "en post som mottagaren inte får ha: dold, en orosanmälan eller en skyddad plats" / "an entry that the recipient may not have: hidden, a report of concern, or a protected place",
        when: "granskningen vill lämna ut den" / "a review is to release it",
        then: "steget nekas; häv först att den är dold, eller pröva den för sig" / "the step is refused; lift the hiding first, or judge it by itself",
        source: "OSL (2009:400) 12 kap. 3 §, 21 kap. 3 §, 26 kap. 2 och 5 §§; dataskyddslagen (2018:218) 5 kap. 1 §"
    }
    EXTRACT_NOT_REVIEWED = "extract-not-reviewed" Refusal {
        given: "ett registerutdrag som ingen har granskat" / "an extract that nobody has reviewed",
        when: "det ska lämnas ut" / "it is to be delivered",
        then: "steget nekas; granska det först" / "the step is refused; review it first",
        source: "EU 2016/679 art. 15.4; dataskyddslagen (2018:218) 5 kap. 1 §"
    }
    EXTRACT_DELIVERED = "extract-delivered-already" Refusal {
        given: "ett registerutdrag som är utlämnat" / "an extract that is delivered",
        when: "det granskas på nytt" / "it is reviewed again",
        then: "steget nekas; registrera en ny begäran" / "the step is refused; register a new request",
        source: "samsyn"
    }
    EXTRACT_RECIPIENT = "recipient-decides-no-more" Refusal {
        given: "en mottagare som inte längre bestämmer för barnet" / "a recipient who decides for the child no more",
        when: "utdraget granskas eller lämnas" / "the extract is reviewed or delivered",
        then: "steget nekas; inget lämnas ut" / "the step is refused; nothing is given",
        source: "Föräldrabalken 6 kap. 2 och 11 §§; OSL (2009:400) 12 kap. 3 §"
    }
    NO_PUBLIC_DOCUMENT = "no-public-document" Refusal {
        given: "en enskild huvudman, ett företag eller en förening" / "a private principal, a business or an association",
        when: "en allmän handling begärs där" / "a public document is asked for there",
        then: "steget nekas; registrera en begäran om kopia av journalen" / "the step is refused; register a request for a copy of the journal",
        source: "TF 2 kap. 3–4 §§; PDL (2008:355) 8 kap. 2 §"
    }
    PURGE_TWO_PERSONS = "purge-two-persons" Refusal {
        given: "en gallringslista" / "a list of what is to be purged",
        when: "den som gjorde listan beslutar om den" / "whoever made the list decides on it",
        then: "steget nekas; någon annan i myndigheten beslutar" / "the step is refused; somebody else of the authority decides",
        source: "arkivlagen (1990:782) 10 §; gallringsbeslut fattas av två i förening"
    }
    PURGE_BY_STAFF = "purge-by-staff" Refusal {
        given: "en gallringslista" / "a list of what is to be purged",
        when: "den som beslutar, eller den som gjorde listan, inte är registrerad bland personalen" / "whoever decides, or whoever made the list, is not registered among the staff",
        then: "steget nekas; registrera båda med alla sina inloggningar, så att två personer kan skiljas åt" / "the step is refused; register both with every login, so that two persons can be told apart",
        source: "arkivlagen (1990:782) 10 §; gallringsbeslut fattas av två i förening"
    }
    PURGE_DECIDED_ALREADY = "purge-decided-already" Refusal {
        given: "en gallring som är beslutad" / "a purge that is decided",
        when: "den beslutas igen" / "it is decided again",
        then: "steget nekas; gör en ny lista" / "the step is refused; make a new list",
        source: "arkivlagen (1990:782) 10 §"
    }
    PURGE_NOT_DECIDED = "purge-not-decided" Refusal {
        given: "en gallringslista utan beslut" / "a list of what is to be purged without a decision",
        when: "den verkställs" / "it is executed",
        then: "steget nekas; en andra person beslutar först" / "the step is refused; a second person decides first",
        source: "arkivlagen (1990:782) 10 §"
    }
    HOLD_LIFTED_ALREADY = "hold-lifted-already" Refusal {
        given: "en spärr som är hävd" / "a hold that is lifted",
        when: "den hävs igen" / "it is lifted again",
        then: "steget nekas" / "the step is refused",
        source: "TF 2 kap.; myndighetens eget beslut"
    }
    RETENTION_BY_STATUTE = "retention-by-statute" Refusal {
        given: "en gallringsklass vars tid lagen bestämmer" / "a class whose period the law decides",
        when: "myndigheten beslutar en egen tid, eller en akt får en annan klass än dess innehåll kan ha" / "the authority decides a period of its own, or a record is given a class that it cannot have",
        then: "steget nekas" / "the step is refused",
        source: "PDL (2008:355) 3 kap. 17 §; SoL (2025:400) 16 kap. 1–2 a §§, 17 kap. 2 §"
    }
}
