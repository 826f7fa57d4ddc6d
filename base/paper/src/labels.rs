//! A language in; the few fixed words that stand on paper in that language out.

use serde::Serialize;

/// The fixed words of all three designs. What is not here comes from the caller.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Labels {
    date: &'static str,
    reference: &'static str,
    last_order: &'static str,
    your_code: &'static str,
    valid_until: &'static str,
    your_page: &'static str,
    guide: &'static str,
    code: &'static str,
    reached: &'static str,
    ordered: &'static str,
    no_interest: &'static str,
    call_again: &'static str,
    wrong_number: &'static str,
    notes: &'static str,
    plan: &'static str,
    checklist: &'static str,
    page: &'static str,
}

/// The fixed words in a language given by its two letters; English where it is not known.
pub(crate) fn labels_in(language: &str) -> Labels {
    match language {
        "de" => GERMAN,
        "fr" => FRENCH,
        "es" => SPANISH,
        "it" => ITALIAN,
        "nl" => DUTCH,
        _ => ENGLISH,
    }
}

const ENGLISH: Labels = Labels {
    date: "Date",
    reference: "Reference",
    last_order: "Your last order",
    your_code: "Your personal code",
    valid_until: "Valid until",
    your_page: "Your personal page",
    guide: "Call guide",
    code: "Code",
    reached: "Reached",
    ordered: "Ordered",
    no_interest: "No interest",
    call_again: "Call again on",
    wrong_number: "Wrong number",
    notes: "Notes",
    plan: "Campaign plan",
    checklist: "Step by step",
    page: "Page",
};

const GERMAN: Labels = Labels {
    date: "Datum",
    reference: "Unser Zeichen",
    last_order: "Ihre letzte Bestellung",
    your_code: "Ihr persönlicher Code",
    valid_until: "Gültig bis",
    your_page: "Ihre persönliche Seite",
    guide: "Gesprächsleitfaden",
    code: "Code",
    reached: "Erreicht",
    ordered: "Bestellt",
    no_interest: "Kein Interesse",
    call_again: "Wieder anrufen am",
    wrong_number: "Falsche Nummer",
    notes: "Notizen",
    plan: "Kampagnenplan",
    checklist: "Schritt für Schritt",
    page: "Seite",
};

const FRENCH: Labels = Labels {
    date: "Date",
    reference: "Référence",
    last_order: "Votre dernière commande",
    your_code: "Votre code personnel",
    valid_until: "Valable jusqu’au",
    your_page: "Votre page personnelle",
    guide: "Guide d’appel",
    code: "Code",
    reached: "Joint",
    ordered: "A commandé",
    no_interest: "Pas intéressé",
    call_again: "Rappeler le",
    wrong_number: "Faux numéro",
    notes: "Notes",
    plan: "Plan de campagne",
    checklist: "Étape par étape",
    page: "Page",
};

const SPANISH: Labels = Labels {
    date: "Fecha",
    reference: "Referencia",
    last_order: "Su último pedido",
    your_code: "Su código personal",
    valid_until: "Válido hasta",
    your_page: "Su página personal",
    guide: "Guion de llamada",
    code: "Código",
    reached: "Contactado",
    ordered: "Ha pedido",
    no_interest: "Sin interés",
    call_again: "Volver a llamar el",
    wrong_number: "Número erróneo",
    notes: "Notas",
    plan: "Plan de campaña",
    checklist: "Paso a paso",
    page: "Página",
};

const ITALIAN: Labels = Labels {
    date: "Data",
    reference: "Riferimento",
    last_order: "Il suo ultimo ordine",
    your_code: "Il suo codice personale",
    valid_until: "Valido fino al",
    your_page: "La sua pagina personale",
    guide: "Guida alla telefonata",
    code: "Codice",
    reached: "Raggiunto",
    ordered: "Ha ordinato",
    no_interest: "Nessun interesse",
    call_again: "Richiamare il",
    wrong_number: "Numero errato",
    notes: "Note",
    plan: "Piano della campagna",
    checklist: "Passo per passo",
    page: "Pagina",
};

const DUTCH: Labels = Labels {
    date: "Datum",
    reference: "Kenmerk",
    last_order: "Uw laatste bestelling",
    your_code: "Uw persoonlijke code",
    valid_until: "Geldig tot en met",
    your_page: "Uw persoonlijke pagina",
    guide: "Gespreksleidraad",
    code: "Code",
    reached: "Bereikt",
    ordered: "Besteld",
    no_interest: "Geen interesse",
    call_again: "Terugbellen op",
    wrong_number: "Verkeerd nummer",
    notes: "Notities",
    plan: "Campagneplan",
    checklist: "Stap voor stap",
    page: "Pagina",
};
