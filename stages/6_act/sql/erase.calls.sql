-- erase.rs, erase_calls(): the results whose note or answers may hold an address or a number, one pass.
SELECT id, note, answers FROM call_results
WHERE instr(note || answers, '@') > 0 OR note || answers GLOB '*[0-9]*'
