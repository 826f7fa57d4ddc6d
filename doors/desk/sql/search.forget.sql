-- search.rs, renew_search(): the words of some accounts; rowids of search_words.
DELETE FROM search_words WHERE rowid IN (SELECT value FROM rarray(?1))
