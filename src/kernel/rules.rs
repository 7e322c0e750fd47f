//! The rules of the work that may refuse a step: a closed list that `/rules` shows, each with its source.

use super::text::Label;

/// How hard a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The step is refused.
    Refusal,
    /// The step is taken, and the answer carries a warning.
    Warning,
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
}
