//! The table `score_words`: channels and categories by number, so that the logs stay small.

use std::collections::HashMap;

use rusqlite::Connection;
use store::rusqlite;

use crate::ScoreError;

/// Words and their numbers; 0 is no word at all.
#[derive(Default)]
pub(crate) struct Words {
    ids: HashMap<String, u32>,
    words: Vec<String>,
    /// How many of them the table holds already.
    kept: usize,
}

impl Words {
    /// All words of the table, which number without a gap from 1.
    pub(crate) fn read(db: &Connection) -> Result<Self, ScoreError> {
        let mut statement = db.prepare_cached(include_str!("../../sql/words.read.sql"))?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        let mut words = Words::default();
        for word in rows {
            words.id(&word?);
        }
        words.kept = words.words.len();
        Ok(words)
    }

    /// The number of a word, a new one where it is new.
    pub(crate) fn id(&mut self, word: &str) -> u32 {
        if word.is_empty() {
            return 0;
        }
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        self.words.push(word.to_owned());
        let id = self.words.len() as u32;
        self.ids.insert(word.to_owned(), id);
        id
    }

    /// The number of a word that is known; 0 for any other.
    pub(crate) fn number_of(&self, word: &str) -> u32 {
        self.ids.get(word).copied().unwrap_or(0)
    }

    /// The word of a number; nothing for 0 and for a number that was never given.
    pub(crate) fn word(&self, id: u32) -> &str {
        (id as usize)
            .checked_sub(1)
            .and_then(|at| self.words.get(at))
            .map_or("", String::as_str)
    }

    /// For each number of these words, the number of the same word here.
    pub(crate) fn take_in(&mut self, others: &Words) -> Vec<u32> {
        std::iter::once(0)
            .chain(others.words.iter().map(|word| self.id(word)))
            .collect()
    }

    /// Writes the words the table does not hold yet.
    pub(crate) fn write_new(&mut self, db: &Connection) -> Result<(), ScoreError> {
        let mut insert = db.prepare_cached(include_str!("../../sql/words.write.sql"))?;
        for (at, word) in self.words.iter().enumerate().skip(self.kept) {
            insert.execute((at as i64 + 1, word))?;
        }
        self.kept = self.words.len();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn words_of_a_batch_find_their_place_among_all() {
        let (mut all, mut batch) = (Words::default(), Words::default());
        assert_eq!(
            [all.id("web"), all.id("shop"), all.id("web"), all.id("")],
            [1, 2, 1, 0]
        );
        assert_eq!([batch.id("phone"), batch.id("shop")], [1, 2]);
        assert_eq!(all.take_in(&batch), [0, 3, 2]);
        assert_eq!((all.word(3), all.word(0), all.word(9)), ("phone", "", ""));
    }
}
