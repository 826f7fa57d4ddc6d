-- link/batch::Linker::read, the accounts that are gone, by accounts_gone
SELECT id, merged_into FROM accounts WHERE gone_at IS NOT NULL
