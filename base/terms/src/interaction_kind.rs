//! How somebody of ours was in touch with an account, as it is logged by hand.

/// How somebody of ours was in touch with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InteractionKind {
    /// We spoke on the phone, whoever rang.
    Call,
    /// We met.
    Visit,
    /// We wrote, or they wrote to us, in person.
    Message,
    /// Something to remember; nobody was in touch.
    Note,
}

crate::coded!(InteractionKind, "sort of contact", {
    Call = "call", "Spoke on the phone";
    Visit = "visit", "Met";
    Message = "message", "Wrote in person";
    Note = "note", "Only a note";
});

impl InteractionKind {
    /// Whether it counts as personal contact: a note is read by nobody but us.
    #[must_use]
    pub fn is_contact(self) -> bool {
        self != InteractionKind::Note
    }
}
