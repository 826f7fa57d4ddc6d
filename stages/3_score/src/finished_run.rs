//! A finished run on its way into the tables: what was found about everybody enters, the rows that
//! are not as they were leave, with everything that is kept beside them.

use std::sync::mpsc::{self, SyncSender};
use std::thread::ScopedJoinHandle;

use rusqlite::Connection;
use store::{Progress, rusqlite};

use crate::ScoreError;
use crate::compared::fingerprints::{
    self, Fingerprint, Standard, fingerprint_of, pack_fingerprints, read_fingerprints,
    write_fingerprints,
};
use crate::compared::moves::write_moves;
use crate::compared::since::Comparison;
use crate::compared::snapshot::{ACCOUNTS_PER_BLOCK, Standing, pack_block};
use crate::compared::snapshots::{
    Block, drop_old_snapshots, read_bodies, read_run_before, unpacked, write_snapshot,
};
use crate::past::best::{Cut, Pareto};
use crate::runs::{ScoreRun, same_question, write_run};
use crate::scores::{Changes, Renewal, Score, write_scores};
use crate::shown::fronts::Fronts;
use crate::totals::whole::Whole;

/// A finished run, ready to be written.
pub(crate) struct FinishedRun<'a> {
    pub(crate) whole: &'a Whole<'a>,
    pub(crate) curves: Vec<Pareto>,
    pub(crate) cut: Cut,
}

impl FinishedRun<'_> {
    /// Writes everything in one transaction: pages and later stages see the run before or this
    /// one, never a mixture. The run itself is written twice, since its figures are added up
    /// beside the writing of the rows, which need its number.
    pub(crate) fn write(
        self,
        db: &Connection,
        mut run: ScoreRun,
        progress: &dyn Progress,
    ) -> Result<ScoreRun, ScoreError> {
        let same = same_question(db, &run)?;
        let before = read_run_before(db, same, run.as_of)?;
        let bodies = before.map(|(id, _)| read_bodies(db, id)).transpose()?;
        let stored = same.map(|_| read_fingerprints(db)).transpose()?;
        let renewal = match stored {
            Some(_) => Renewal::Changed,
            None => Renewal::Everything,
        };
        run.id = write_run(db, same, &run)?;
        let accounts = self.whole.card.len() as u64;
        let (mut figures, rows) = std::thread::scope(|scope| {
            // Two blocks made ahead: the writing never waits, and memory stays small.
            let (give, changes) = mpsc::sync_channel(2);
            let this = &self;
            let adding = scope.spawn(|| this.whole.figures(&this.curves, &this.cut));
            let stored = stored.unwrap_or_default();
            let making = scope.spawn(move || this.make_rows(&stored, bodies.as_deref(), give));
            write_scores(db, renewal, changes, accounts, progress)?;
            Ok::<_, ScoreError>((result_of(adding), result_of(making)))
        })?;
        figures.since = before
            .zip(rows.comparison.as_ref())
            .map(|((id, as_of), comparison)| comparison.since(id, as_of));
        run.past_value_minor = figures.past_value_minor;
        run.expected_value_minor = figures.expected_value.minor;
        run.cost_coverage = figures.cost_coverage;
        run.figures = serde_json::to_string(&figures).map_err(|error| ScoreError::Damaged {
            account_id: 0,
            why: error.to_string(),
        })?;
        write_run(db, Some(run.id), &run)?;
        rows.fronts.write(db)?;
        write_fingerprints(db, &rows.fingerprints)?;
        let best_moves = rows
            .comparison
            .map(|one| one.best_moves)
            .unwrap_or_default();
        let Whole { base, found, .. } = *self.whole;
        write_moves(db, &best_moves, &base.customers, &found.bounds)?;
        write_snapshot(db, run.id, &rows.standings)?;
        drop_old_snapshots(db)?;
        Ok(run)
    }

    /// Makes the rows block by block, sets them against the fingerprints of those stored and the
    /// packed standings of the run before, and gives those that changed to the writing side.
    fn make_rows(
        &self,
        stored: &[Vec<u8>],
        before: Option<&[Vec<u8>]>,
        give: SyncSender<Changes>,
    ) -> Rows {
        let mut rows = self.whole.card.rows();
        let mut standard = Standard::of(fingerprints::unpacked(stored));
        let (mut fronts, mut fingerprints, mut standings) = <(Fronts, Vec<_>, Vec<_>)>::default();
        let mut seen = 0;
        let next_block = || {
            let rows: Vec<Score> = rows.by_ref().take(ACCOUNTS_PER_BLOCK).collect();
            Some(rows).filter(|rows| !rows.is_empty())
        };
        let pass_on = |rows: Vec<Score>| {
            let own: Vec<Standing> = rows.iter().map(Standing::of).collect();
            let own_fingerprints: Vec<Fingerprint> = rows.iter().map(fingerprint_of).collect();
            rows.iter().for_each(|score| fronts.add(score));
            let first = own.first().map_or(0, |one| one.account_id);
            standings.push((first, pack_block(&own)));
            fingerprints.push((first, pack_fingerprints(&own_fingerprints)));
            seen += rows.len() as u64;
            let mut gone = Vec::new();
            let each = rows.into_iter().zip(own_fingerprints);
            let changed = each.filter(|(_, fingerprint)| !standard.has(*fingerprint, &mut gone));
            let written = changed.map(|(score, _)| score).collect();
            // Nobody takes them any more: the writing side has stopped and says why.
            let sent = give.send(Changes {
                written,
                gone,
                seen,
            });
            sent.ok().map(|()| own)
        };
        let now = std::iter::from_fn(next_block).map_while(pass_on).flatten();
        let comparison = match before {
            Some(then) => Some(Comparison::of(unpacked(then), now)),
            None => {
                now.for_each(drop);
                None
            }
        };
        let last = Changes {
            written: Vec::new(),
            gone: standard.rest(),
            seen,
        };
        drop(give.send(last));
        Rows {
            comparison,
            fronts,
            fingerprints,
            standings,
        }
    }
}

/// What the making of the rows came to besides the rows.
struct Rows {
    comparison: Option<Comparison>,
    fronts: Fronts,
    fingerprints: Vec<Block>,
    standings: Vec<Block>,
}

/// What a thread came to; its panic goes on in this one.
fn result_of<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
