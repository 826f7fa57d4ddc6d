//! How a call ended; keys 1 to 5 on the call screen, in this order.

/// How a call ended; keys 1 to 5 on the call screen, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CallOutcome {
    /// Spoke with the person.
    Spoke,
    /// Left a message.
    Voicemail,
    /// Nobody picked up.
    NoAnswer,
    /// The number belongs to somebody else or is dead.
    WrongNumber,
    /// Asked not to be called again.
    DoNotCall,
}

crate::coded!(CallOutcome, "call outcome", {
    Spoke = "spoke", "Spoke";
    Voicemail = "voicemail", "Left a message";
    NoAnswer = "no_answer", "No answer";
    WrongNumber = "wrong_number", "Wrong number";
    DoNotCall = "do_not_call", "Do not call";
});
