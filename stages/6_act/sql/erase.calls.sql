-- erase.rs, erase_calls(): the results whose note or answers hold an address, one pass.
SELECT id, note, answers FROM call_results WHERE instr(note || answers, '@') > 0
