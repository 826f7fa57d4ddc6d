//! A way to reach somebody.

/// A way to reach somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Channel {
    /// Electronic mail.
    Email,
    /// A printed letter.
    Letter,
    /// A telephone call by a person.
    Call,
}

crate::coded!(Channel, "channel", {
    Email = "email", "E-mail";
    Letter = "letter", "Letter";
    Call = "call", "Call";
});
