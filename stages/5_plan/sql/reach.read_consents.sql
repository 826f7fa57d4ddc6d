-- reach.rs, read_consents(): every consent and refusal, one pass over the table.
SELECT account_id, channel, basis FROM consents
