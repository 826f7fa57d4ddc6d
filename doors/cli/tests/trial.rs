//! `regulars try`: the first thing a newcomer does.

use crate::program::Program;

/// Proves C40.
#[test]
fn c40_try_ends_with_a_measured_result_beside_the_truth() {
    let program = Program::new();
    let done = program.run(&["try", "--accounts", "600", "--no-serve"]);
    assert_eq!(done.code, Some(0), "{}{}", done.out, done.err);
    for part in [
        "Pressed the button",
        "What it did",
        "Contacted",
        "the truth is known",
        "letters/",
        "calls/",
    ] {
        assert!(done.out.contains(part), "no «{part}» in\n{}", done.out);
    }
}
