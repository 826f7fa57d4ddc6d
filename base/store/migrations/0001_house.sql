-- The whole house: every table with the one stage that writes it. Days are integers since
-- 1970-01-01, money is whole minor units, instants are RFC 3339 text in UTC.

-- owner: store
CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL                 -- JSON
) WITHOUT ROWID;

-- owner: store
-- One press of the button.
CREATE TABLE turns (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    as_of      INTEGER NOT NULL,
    seed       INTEGER NOT NULL,
    pressed_at TEXT    NOT NULL,
    hold_until TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('holding', 'running', 'done', 'undone', 'failed')),
    step       TEXT    NOT NULL DEFAULT '',
    done       INTEGER NOT NULL DEFAULT 0,
    total      INTEGER NOT NULL DEFAULT 0,
    choices    TEXT    NOT NULL DEFAULT '{}',   -- JSON: what the person chose before pressing
    receipt    TEXT    NOT NULL DEFAULT '{}',   -- JSON
    problem    TEXT
);

-- owner: gather
-- One file or feed as received.
CREATE TABLE sources (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    name          TEXT    NOT NULL,
    sha256        TEXT    NOT NULL,
    kind          TEXT    NOT NULL,             -- parties, order_lines, orders, products, categories, events, bounces, unknown
    namespace     TEXT    NOT NULL,             -- whose customer and order numbers these are; '' is shared
    layout        TEXT    NOT NULL DEFAULT '',  -- fingerprint of kind, namespace and columns; of one key the newest
                                                -- live source of a layout holds
    encoding      TEXT    NOT NULL,
    delimiter     TEXT    NOT NULL,
    header        TEXT    NOT NULL,             -- JSON array of the column names as received
    mapping       TEXT    NOT NULL,             -- JSON: column -> target, confidence, reason
    row_count     INTEGER NOT NULL DEFAULT 0,
    problem_count INTEGER NOT NULL DEFAULT 0,
    amount_minor  INTEGER NOT NULL DEFAULT 0,   -- sum of what was received, rounded line by line
    amount_exact  TEXT    NOT NULL DEFAULT '0', -- the file's own exact sum, as a decimal
    differences   TEXT    NOT NULL DEFAULT '[]',-- JSON: every named difference between the two
    currency      TEXT    NOT NULL DEFAULT '',
    first_day     INTEGER,
    last_day      INTEGER,
    imported_at   TEXT    NOT NULL,
    complete      INTEGER NOT NULL DEFAULT 0,   -- 1 once every row is in
    undone_at     TEXT,
    original      TEXT    NOT NULL DEFAULT '',  -- the file under originals/ that holds the bytes as received
    replaces      INTEGER REFERENCES sources (id), -- the earlier export that this one brings up to date
    changes       TEXT    NOT NULL DEFAULT '{}',-- JSON: added, changed, same, missing against earlier exports
    months        TEXT    NOT NULL DEFAULT '[]',-- JSON: [month since the year 0, orders] in order of time
    merged        TEXT    NOT NULL DEFAULT '[]' -- JSON: areas of a sheet whose cells were filled from their first
);
CREATE INDEX sources_by_layout ON sources (layout);
CREATE UNIQUE INDEX sources_once ON sources (sha256) WHERE undone_at IS NULL;

-- owner: gather
-- Every row exactly as received, up to a thousand together; never changed, never dropped.
CREATE TABLE source_blocks (
    source_id  INTEGER NOT NULL REFERENCES sources (id),
    first_row  INTEGER NOT NULL,                -- first data row of the file is 1
    row_count  INTEGER NOT NULL,
    first_line INTEGER NOT NULL,                -- the line of the file its first row starts on
    lines      TEXT,                            -- JSON: the line of every row, where they do not simply count up
    cells      BLOB    NOT NULL,                -- zstd: for each row its cells, each with its length before it
    PRIMARY KEY (source_id, first_row)
) WITHOUT ROWID;

-- owner: gather
-- What the owner said about columns, date orders and currencies of a kind of export; asked once.
CREATE TABLE answers (
    layout      TEXT NOT NULL,
    column      TEXT NOT NULL,                  -- '' when it is about the whole table
    question    TEXT NOT NULL,                  -- meaning, date_order, kind, currency
    answer      TEXT NOT NULL,
    names       TEXT NOT NULL DEFAULT '[]',     -- JSON: the plain column names, to know a sister export by
    answered_at TEXT NOT NULL,
    PRIMARY KEY (layout, column, question)
) WITHOUT ROWID;

-- owner: gather
-- A file that waits for an answer before its rows are read; its bytes are kept.
CREATE TABLE waiting_files (
    sha256   TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    original TEXT NOT NULL,
    layout   TEXT NOT NULL,
    names    TEXT NOT NULL,                     -- JSON: the plain column names
    asks     TEXT NOT NULL,                     -- JSON: the questions with sample values
    since    TEXT NOT NULL
) WITHOUT ROWID;

-- owner: gather
-- Files that were read from where they lie; one that was read whole and looks the same is not read
-- again.
CREATE TABLE seen_files (
    path       TEXT PRIMARY KEY,
    bytes      INTEGER NOT NULL,
    changed_ns INTEGER NOT NULL,                -- nanoseconds since 1970-01-01
    sources    TEXT    NOT NULL,                -- JSON: the imports it became
    parts      TEXT    NOT NULL,                -- JSON: SHA-256 of each file it holds
    is_whole   INTEGER NOT NULL                 -- 0 where a part was refused or waits for an answer
) WITHOUT ROWID;

-- owner: gather
CREATE TABLE row_problems (
    id        INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id),
    row_no    INTEGER NOT NULL,
    line_no   INTEGER NOT NULL,
    column    TEXT    NOT NULL,
    value     TEXT    NOT NULL,
    reason    TEXT    NOT NULL,
    lost      INTEGER NOT NULL                  -- 1: the row could not be used; 0: only this cell
);
CREATE INDEX row_problems_by_source ON row_problems (source_id, row_no);

-- owner: gather
-- A customer, prospect, colleague or vendor as one source row tells it.
CREATE TABLE received_parties (
    source_id     INTEGER NOT NULL REFERENCES sources (id),
    row_no        INTEGER NOT NULL,
    party_key     TEXT,
    kind          TEXT    NOT NULL DEFAULT '',  -- firm, household, staff, vendor, partner or ''
    company       TEXT, title TEXT, first_name TEXT, last_name TEXT, full_name TEXT,
    role          TEXT, email TEXT, phone TEXT,
    street        TEXT, city TEXT, region TEXT, postcode TEXT, country TEXT,
    birthday      INTEGER, created_day INTEGER, last_contact_day INTEGER,
    industry      TEXT, employees INTEGER, note TEXT,
    consent_email TEXT, consent_post TEXT, consent_phone TEXT,   -- yes, no or NULL
    total_spent_minor INTEGER, order_count INTEGER,              -- lifetime totals as stated: never orders
    PRIMARY KEY (source_id, row_no)
) WITHOUT ROWID;

-- owner: gather
-- The second and further e-mail addresses and phone numbers of a row of received_parties.
CREATE TABLE received_contacts (
    source_id  INTEGER NOT NULL REFERENCES sources (id),
    row_no     INTEGER NOT NULL,
    contact_no INTEGER NOT NULL,
    kind       TEXT    NOT NULL CHECK (kind IN ('email', 'phone')),
    value      TEXT    NOT NULL,
    PRIMARY KEY (source_id, row_no, contact_no)
) WITHOUT ROWID;

-- owner: gather
-- Mails of a mailbox file, whole; returned ones are told apart by the mail side.
CREATE TABLE received_messages (
    source_id  INTEGER NOT NULL REFERENCES sources (id),
    row_no     INTEGER NOT NULL,
    message_id TEXT,
    day        INTEGER,
    raw        BLOB    NOT NULL,
    PRIMARY KEY (source_id, row_no)
) WITHOUT ROWID;

-- owner: gather
-- One order line; order facts ride along on it. A file of orders without lines gives one line each.
CREATE TABLE received_lines (
    source_id   INTEGER NOT NULL REFERENCES sources (id),
    row_no      INTEGER NOT NULL,
    part_no     INTEGER NOT NULL DEFAULT 1,     -- 1: the row's line; 2: a refund told in the same row
    order_key   TEXT    NOT NULL,
    party_key   TEXT, email TEXT, company TEXT, full_name TEXT, phone TEXT, country TEXT,
    party_row   INTEGER,                        -- row of received_parties that tells whose order it is
    day         INTEGER,
    channel     TEXT, currency TEXT, code TEXT,
    status      TEXT,                           -- cancelled (also: not paid yet), test or NULL
    product_key TEXT, product TEXT, category TEXT,
    quantity    REAL    NOT NULL DEFAULT 1,
    net_minor   INTEGER,                        -- NULL: this row only carries order facts
    cost_minor  INTEGER,
    shipping_minor INTEGER,
    PRIMARY KEY (source_id, row_no, part_no)
) WITHOUT ROWID;
-- One order's lines may stand in several files.
CREATE INDEX received_lines_by_order ON received_lines (order_key);

-- owner: gather
CREATE TABLE received_products (
    source_id   INTEGER NOT NULL REFERENCES sources (id),
    row_no      INTEGER NOT NULL,
    product_key TEXT    NOT NULL,
    product     TEXT, category TEXT, category_key TEXT, cost_minor INTEGER,
    PRIMARY KEY (source_id, row_no)
) WITHOUT ROWID;

-- owner: gather
-- What happened with a customer besides buying, as one source row tells it.
CREATE TABLE received_events (
    source_id   INTEGER NOT NULL REFERENCES sources (id),
    row_no      INTEGER NOT NULL,
    event_no    INTEGER NOT NULL DEFAULT 1,     -- a row may tell several (a survey with five answers)
    kind        TEXT    NOT NULL,               -- call, note, visit, ticket, return, registration, interest,
                                                -- survey, usage, subscription, consent, lead, ad_click, cart,
                                                -- first_use, referral, reply
    party_key   TEXT, email TEXT, phone TEXT, company TEXT, full_name TEXT,
    day         INTEGER,
    until_day   INTEGER,                        -- a subscription's renewal, a ticket's close
    subject     TEXT    NOT NULL DEFAULT '',    -- product, feature, question, list
    detail      TEXT    NOT NULL DEFAULT '',    -- the answer, the note, the outcome
    quantity    REAL,                           -- uses, a score, how many
    minutes     REAL,                           -- time it took of ours
    amount_minor INTEGER,
    PRIMARY KEY (source_id, row_no, event_no)
) WITHOUT ROWID;

-- owner: clean
-- Which sources the tables below already hold.
CREATE TABLE cleaned_sources (
    source_id INTEGER PRIMARY KEY REFERENCES sources (id),
    place     INTEGER NOT NULL DEFAULT 0        -- which it was in the order of taking in
);

-- owner: clean
-- Whether the customer numbers of a source are a series of their own.
CREATE TABLE number_series (
    source_id INTEGER PRIMARY KEY REFERENCES sources (id),
    name      TEXT NOT NULL
);

-- owner: clean
-- The buying unit: a firm or a household. Ids are never reused.
CREATE TABLE accounts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT    NOT NULL,
    name        TEXT    NOT NULL,               -- '' when nothing but a number is known
    number      TEXT    NOT NULL DEFAULT '',    -- the customer number to show
    country     TEXT    NOT NULL DEFAULT '',
    industry    TEXT    NOT NULL DEFAULT '',
    employees   INTEGER,
    created_day INTEGER,
    revision    INTEGER NOT NULL DEFAULT 1,     -- raised whenever its orders change
    merged_into INTEGER REFERENCES accounts (id), -- the account it turned out to be; then it is gone
    gone_at     TEXT                            -- set when no source speaks of it any more
);
CREATE INDEX accounts_gone ON accounts (id, merged_into) WHERE gone_at IS NOT NULL;
CREATE INDEX accounts_merged ON accounts (merged_into) WHERE merged_into IS NOT NULL;

-- owner: clean
CREATE TABLE people (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    title      TEXT    NOT NULL DEFAULT '',
    first_name TEXT    NOT NULL DEFAULT '',
    last_name  TEXT    NOT NULL DEFAULT '',
    role       TEXT    NOT NULL DEFAULT '',
    birthday   INTEGER,
    source_id  INTEGER NOT NULL DEFAULT 0,      -- the row that first told of the person, and its place in it
    row_no     INTEGER NOT NULL DEFAULT 0,
    person_no  INTEGER NOT NULL DEFAULT 0,
    gone_at    TEXT
);
CREATE INDEX people_by_account ON people (account_id);
CREATE INDEX people_by_birthday ON people (birthday) WHERE birthday IS NOT NULL;

-- owner: clean
CREATE TABLE contact_points (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id  INTEGER NOT NULL REFERENCES accounts (id),
    person_id   INTEGER REFERENCES people (id),
    kind        TEXT    NOT NULL CHECK (kind IN ('email', 'phone', 'post')),
    value       TEXT    NOT NULL,               -- as written by its owner; the whole address for post
    compare_key TEXT    NOT NULL,               -- derived, for comparing only; never sent to
    street      TEXT, city TEXT, region TEXT, postcode TEXT, country TEXT,
    state       TEXT    NOT NULL DEFAULT 'unverified'
                CHECK (state IN ('unverified', 'valid', 'bouncing', 'dead', 'moved')),
    evidence    TEXT    NOT NULL DEFAULT '',
    state_day   INTEGER,                        -- since when
    gone_at     TEXT
);
CREATE UNIQUE INDEX contact_points_by_account ON contact_points (account_id, kind, compare_key);
CREATE INDEX contact_points_by_key ON contact_points (kind, compare_key);

-- owner: clean
-- Why a source row belongs to an account: the rule that joined them. Undoable.
CREATE TABLE links (
    source_id  INTEGER NOT NULL REFERENCES sources (id),
    row_no     INTEGER NOT NULL,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    rule       TEXT    NOT NULL,                -- new, number, email, phone_name, company, address, name
    founded    INTEGER,                         -- the account this row brought into being, if it did
    made_at    TEXT    NOT NULL,
    PRIMARY KEY (source_id, row_no)
) WITHOUT ROWID;
CREATE INDEX links_by_account ON links (account_id);

-- owner: clean
-- What accounts are found by when a new row arrives: a hash of rule and key, for comparing only.
CREATE TABLE match_keys (
    match_key  INTEGER NOT NULL,
    account_id INTEGER NOT NULL,                -- not checked against accounts: written by the million
    PRIMARY KEY (match_key, account_id)
) WITHOUT ROWID;
CREATE INDEX match_keys_by_account ON match_keys (account_id);

-- owner: clean
-- Everything that was done to the base, in order; each can be taken back.
CREATE TABLE steps (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT    NOT NULL CHECK (kind IN ('import', 'merge', 'split', 'edit', 'apart', 'archive')),
    account_id INTEGER REFERENCES accounts (id),
    other_id   INTEGER REFERENCES accounts (id),
    source_id  INTEGER REFERENCES sources (id),
    words      TEXT    NOT NULL,                -- what was done, in plain words
    made_at    TEXT    NOT NULL,
    undone_at  TEXT
);
CREATE INDEX steps_by_account ON steps (account_id);
CREATE INDEX steps_by_other ON steps (other_id);
CREATE INDEX steps_by_source ON steps (source_id);

-- owner: clean
-- Rows that a step moved from one account to another; taking the step back moves them back.
CREATE TABLE moves (
    step_id   INTEGER NOT NULL REFERENCES steps (id),
    source_id INTEGER NOT NULL,
    row_no    INTEGER NOT NULL,
    from_id   INTEGER NOT NULL REFERENCES accounts (id),
    to_id     INTEGER NOT NULL REFERENCES accounts (id),
    PRIMARY KEY (step_id, from_id, source_id, row_no)
) WITHOUT ROWID;
CREATE INDEX moves_by_account ON moves (to_id);

-- owner: clean
-- Accounts that somebody said are not the same, lower id first. Stays whatever is imported.
CREATE TABLE verdicts (
    one_id   INTEGER NOT NULL REFERENCES accounts (id),
    other_id INTEGER NOT NULL REFERENCES accounts (id),
    step_id  INTEGER NOT NULL REFERENCES steps (id),
    PRIMARY KEY (one_id, other_id)
) WITHOUT ROWID;

-- owner: clean
-- What the owner corrected by hand: a source of its own that wins over every file.
CREATE TABLE edits (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    step_id    INTEGER NOT NULL REFERENCES steps (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    person_id  INTEGER REFERENCES people (id),
    field      TEXT    NOT NULL,                -- name, number, industry, tag, email, phone, street, ...
    was        TEXT    NOT NULL DEFAULT '',     -- what stood there; for a tag or address: which one
    value      TEXT    NOT NULL DEFAULT '',     -- empty: taken away
    made_at    TEXT    NOT NULL,
    undone_at  TEXT
);
CREATE INDEX edits_by_account ON edits (account_id);
CREATE INDEX edits_by_step ON edits (step_id);

-- owner: clean
-- Labels of accounts, as the edits make them.
CREATE TABLE tags (
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    tag        TEXT    NOT NULL,
    PRIMARY KEY (account_id, tag)
) WITHOUT ROWID;
CREATE INDEX tags_by_tag ON tags (tag, account_id);

-- owner: clean
-- Somebody said not to be contacted on a channel; never taken back by an undo.
CREATE TABLE refusals (
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    channel    TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    since      TEXT    NOT NULL,
    PRIMARY KEY (account_id, channel)
) WITHOUT ROWID;

-- owner: clean
-- Pairs of accounts that may be one and need a look; they stay once somebody said, for that can be
-- taken back: which of them wait tells open_pairs.
CREATE TABLE review_pairs (
    one_id      INTEGER NOT NULL REFERENCES accounts (id),
    other_id    INTEGER NOT NULL REFERENCES accounts (id),
    probability REAL    NOT NULL,
    reasons     TEXT    NOT NULL,               -- JSON: what speaks for and against, in plain words
    found_at    TEXT    NOT NULL,
    later_at    TEXT,                           -- put off: asked again after the others
    PRIMARY KEY (one_id, other_id)
) WITHOUT ROWID;

-- owner: clean
-- Accounts compared before that look otherwise now, until they are compared again. The mark rises
-- with every note, so that a note made while others are compared outlives their comparison.
CREATE TABLE looks_changed (
    mark       INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL UNIQUE REFERENCES accounts (id)
);

-- owner: clean
-- Every sign that a contact point works or does not, with what it was read from.
CREATE TABLE contact_signs (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind        TEXT    NOT NULL CHECK (kind IN ('email', 'phone', 'post')),
    compare_key TEXT    NOT NULL,
    sign        TEXT    NOT NULL,               -- hard, soft, complaint, success, moved, wrong_number
    day         INTEGER NOT NULL,
    origin      TEXT    NOT NULL UNIQUE,        -- what said so; the same is never counted twice
    evidence    TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX contact_signs_by_key ON contact_signs (kind, compare_key, day);

-- owner: clean
-- One call for each account that lost one of its ways, until new data or a call settles it.
CREATE TABLE call_tasks (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    kind       TEXT    NOT NULL,                -- which way failed: email or post
    point_id   INTEGER NOT NULL UNIQUE REFERENCES contact_points (id), -- so it is asked about once
    value      TEXT    NOT NULL,                -- the failed address, as the caller reads it out
    made_at    TEXT    NOT NULL,
    done_at    TEXT,
    outcome    TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX call_tasks_open ON call_tasks (account_id) WHERE done_at IS NULL;

-- owner: clean
-- Accounts that neither mail nor post reaches: proposed for archiving, archived or brought back.
CREATE TABLE archives (
    account_id   INTEGER PRIMARY KEY REFERENCES accounts (id),
    state        TEXT    NOT NULL CHECK (state IN ('proposed', 'archived', 'kept')),
    reason       TEXT    NOT NULL,
    step_id      INTEGER REFERENCES steps (id),
    until_day    INTEGER,                       -- archived: last day on which it can be brought back
    changed_at   TEXT    NOT NULL,
    erased_at    TEXT                           -- since when no row says any more who it was
);

-- owner: clean
CREATE TABLE consents (
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    channel    TEXT    NOT NULL,                -- email, letter, call
    basis      TEXT    NOT NULL CHECK (basis IN ('granted', 'refused')),
    day        INTEGER,
    proof      TEXT    NOT NULL,                -- where it was read: source and row, or the page
    PRIMARY KEY (account_id, channel)
) WITHOUT ROWID;

-- owner: clean
-- Must not be contacted on this channel; survives merges, imports and restores.
CREATE TABLE suppressions (
    channel     TEXT    NOT NULL,
    compare_key TEXT    NOT NULL,
    reason      TEXT    NOT NULL,
    since       TEXT    NOT NULL,
    PRIMARY KEY (channel, compare_key)
) WITHOUT ROWID;

-- owner: clean
-- status: kept counts as a purchase; refund lowers revenue; cancelled and test count nowhere.
CREATE TABLE orders (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id     INTEGER REFERENCES accounts (id),   -- NULL: sold to nobody in particular
    day            INTEGER NOT NULL,
    net_minor      INTEGER NOT NULL,
    cost_minor     INTEGER,                     -- NULL when the cost of any line is unknown
    shipping_minor INTEGER NOT NULL DEFAULT 0,
    status         TEXT    NOT NULL CHECK (status IN ('kept', 'refund', 'cancelled', 'test')),
    channel        TEXT    NOT NULL DEFAULT '',
    currency       TEXT    NOT NULL DEFAULT '',
    code           TEXT    NOT NULL DEFAULT '',
    refund_of      INTEGER REFERENCES orders (id),     -- the order a refund takes back, where that is known
    namespace      TEXT    NOT NULL,
    order_key      TEXT    NOT NULL,
    source_id      INTEGER NOT NULL REFERENCES sources (id)
);
CREATE UNIQUE INDEX orders_once ON orders (namespace, order_key);
CREATE INDEX orders_by_account ON orders (account_id, day, net_minor, cost_minor, status, shipping_minor,
                                          channel, refund_of);
CREATE INDEX orders_by_day ON orders (day, status, net_minor);
CREATE INDEX orders_by_code ON orders (code) WHERE code <> '';
CREATE INDEX orders_by_source ON orders (source_id);
CREATE INDEX orders_by_refund_of ON orders (refund_of) WHERE refund_of IS NOT NULL;
CREATE INDEX orders_open_refunds ON orders (id) WHERE status = 'refund' AND refund_of IS NULL;

-- owner: clean
CREATE TABLE order_lines (
    order_id    INTEGER NOT NULL REFERENCES orders (id),
    line_no     INTEGER NOT NULL,
    product_key TEXT    NOT NULL DEFAULT '',
    product     TEXT    NOT NULL DEFAULT '',
    category    TEXT    NOT NULL DEFAULT '',
    quantity    REAL    NOT NULL,
    net_minor   INTEGER NOT NULL,
    cost_minor  INTEGER,
    source_id   INTEGER NOT NULL,
    row_no      INTEGER NOT NULL,
    PRIMARY KEY (order_id, line_no)
) WITHOUT ROWID;

-- owner: clean
-- The timeline besides orders: calls, notes, visits, tickets, registrations, interests, survey
-- answers, usage, subscriptions. Each stands on one received row.
CREATE TABLE events (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id   INTEGER NOT NULL REFERENCES accounts (id),
    person_id    INTEGER REFERENCES people (id),
    day          INTEGER NOT NULL,
    until_day    INTEGER,
    kind         TEXT    NOT NULL,
    subject      TEXT    NOT NULL DEFAULT '',
    detail       TEXT    NOT NULL DEFAULT '',
    quantity     REAL,
    minutes      REAL,
    amount_minor INTEGER,
    source_id    INTEGER NOT NULL REFERENCES sources (id),
    row_no       INTEGER NOT NULL,
    event_no     INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX events_by_account ON events (account_id, day);
CREATE UNIQUE INDEX events_once ON events (source_id, row_no, event_no);
CREATE INDEX events_by_until ON events (until_day, kind) WHERE until_day IS NOT NULL;

-- owner: score
-- The past of an account up to the newest run's as-of day in one row; made anew only when
-- accounts.revision moved on or the as-of day crossed newest_day or next_day.
CREATE TABLE account_histories (
    account_id         INTEGER PRIMARY KEY,     -- of accounts
    revision           INTEGER NOT NULL,
    newest_day         INTEGER,                 -- newest day with an order that is counted here
    next_day           INTEGER,                 -- first day with an order that is not, as it lay ahead
    first_day          INTEGER,                 -- first and last day with a kept order
    last_day           INTEGER,
    order_count        INTEGER NOT NULL,        -- kept orders
    order_days         INTEGER NOT NULL,        -- days with a kept order
    kept_minor         INTEGER NOT NULL DEFAULT 0, -- kept orders less the refunds that belong to them
    revenue_minor      INTEGER NOT NULL,        -- kept orders and refunds together
    known_revenue_minor INTEGER NOT NULL,       -- the part of revenue whose cost is known
    repeat_mean_minor  REAL    NOT NULL,        -- mean spend of the days after the first (zbar)
    gap_days_median    REAL,                    -- the account's own rhythm; NULL below 3 order days
    last_product       TEXT    NOT NULL DEFAULT '',
    top_category       TEXT    NOT NULL DEFAULT '',
    top_channel        TEXT    NOT NULL DEFAULT '', -- by which most of its orders came
    order_log          BLOB    NOT NULL DEFAULT x'', -- packed: day, channel, orders, money of every order day
    service_log        BLOB    NOT NULL DEFAULT x'', -- packed: day, kind, minutes of calls, visits, tickets, returns
    category_log       BLOB    NOT NULL DEFAULT x''  -- packed: spend by category, of score_words
);

-- owner: score
-- Channels and categories by the small numbers that the packed logs hold.
CREATE TABLE score_words (
    id   INTEGER PRIMARY KEY,
    word TEXT NOT NULL UNIQUE
);

-- owner: score
CREATE TABLE score_runs (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    as_of         INTEGER NOT NULL,
    made_at       TEXT    NOT NULL,
    horizon_days  INTEGER NOT NULL,
    yearly_discount REAL  NOT NULL,
    model         TEXT    NOT NULL,             -- the model's name such as bg_nbd, or simple_rule
    spend_model   TEXT    NOT NULL,             -- gamma_gamma or own_mean
    parameters    TEXT    NOT NULL,             -- JSON
    note          TEXT    NOT NULL,             -- in plain words, for the page
    account_count INTEGER NOT NULL,
    customer_count INTEGER NOT NULL,
    past_value_minor INTEGER NOT NULL,
    expected_value_minor INTEGER NOT NULL,
    cost_coverage REAL    NOT NULL,             -- share of revenue whose cost is known
    figures       TEXT    NOT NULL DEFAULT '{}' -- JSON: everything about the base as a whole
);

-- owner: score
-- Where every account stood at a run, up to 4,096 accounts packed together; kept for comparing.
CREATE TABLE score_snapshots (
    run_id        INTEGER NOT NULL REFERENCES score_runs (id),
    first_account INTEGER NOT NULL,
    body          BLOB    NOT NULL,
    PRIMARY KEY (run_id, first_account)
) WITHOUT ROWID;

-- owner: score
-- Who became or ceased to be a best customer, or changed size tier, since the run before.
CREATE TABLE score_moves (
    account_id  INTEGER PRIMARY KEY REFERENCES accounts (id),
    best        INTEGER NOT NULL,               -- 1 gained, -1 lost, 0 unchanged, by the owner's definition
    tier_before INTEGER NOT NULL,               -- 0 none, 1 small, 2 medium, 3 large: a year before
    tier_now    INTEGER NOT NULL
);

-- owner: score
-- Of an account, by the newest run. The account is not declared a reference: rows follow the accounts
-- there are at every run, and asking would cost as much as the row itself.
CREATE TABLE scores (
    account_id      INTEGER PRIMARY KEY,
    days_since_last_order INTEGER,
    order_count     INTEGER NOT NULL,
    repeat_count    INTEGER NOT NULL,
    total_spend_minor INTEGER NOT NULL,
    past_value_minor INTEGER NOT NULL,          -- contribution; estimated by margin where cost is unknown
    past_is_estimated INTEGER NOT NULL,
    p_alive         REAL    NOT NULL,
    expected_orders REAL    NOT NULL,
    expected_value_minor INTEGER NOT NULL,
    mean_order_minor INTEGER NOT NULL,
    rfm             INTEGER NOT NULL,           -- three digits 111..555: days since, orders, spend
    past_fifth      INTEGER NOT NULL,
    future_fifth    INTEGER NOT NULL,
    first_day       INTEGER,                    -- of its first kept order
    year_spend_minor INTEGER NOT NULL DEFAULT 0, -- revenue since 1 January of the as-of year
    year_value_minor INTEGER NOT NULL DEFAULT 0, -- contribution since 1 January of the as-of year
    served_minor    INTEGER NOT NULL DEFAULT 0, -- cost to serve so far, already off past_value_minor
    at_risk_minor   INTEGER NOT NULL DEFAULT 0, -- expected value that doubt about its staying has taken off
    trend           INTEGER,                    -- 1 growing, 0 steady, -1 slowing; NULL where nothing can be said
    potential_low_minor  INTEGER NOT NULL DEFAULT 0, -- a year's revenue that like accounts give beyond its own
    potential_minor      INTEGER NOT NULL DEFAULT 0,
    potential_high_minor INTEGER NOT NULL DEFAULT 0,
    potential_category   INTEGER,               -- of score_words: where most of it lies
    size_tier       INTEGER NOT NULL DEFAULT 0, -- 0 none, 1 small, 2 medium, 3 large
    best            INTEGER NOT NULL DEFAULT 0, -- bits 1, 2, 4, 8, 16: best by longest, year_spend, ever_spend,
                                                -- year_contribution, ever_contribution; 32: by the owner's choice
    likeness        REAL                        -- 0..1: chance that a prospect like this becomes a best customer
);

-- owner: score
-- Who comes first in the long lists, ten thousand each; what comes after them is looked for by a scan.
CREATE TABLE score_fronts (
    list       INTEGER NOT NULL,                -- 0 expected, 1 past, 2 spend, 3 at risk, 4 potential, 5 likeness,
                                                -- 6 slowing, 7 growing
    value      NUMERIC NOT NULL,                -- the list is ordered by, the largest first
    account_id INTEGER NOT NULL,
    PRIMARY KEY (list, value DESC, account_id)
) WITHOUT ROWID;

-- owner: score
-- A fingerprint of every row of scores, up to 4,096 accounts packed together: what is as it was need
-- not be written again.
CREATE TABLE score_fingerprints (
    first_account INTEGER PRIMARY KEY,
    body          BLOB NOT NULL
);

-- owner: segment
-- family is cell or stage; exactly one open row per account and family.
CREATE TABLE memberships (
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    family     TEXT    NOT NULL CHECK (family IN ('cell', 'stage')),
    value      TEXT    NOT NULL,
    from_day   INTEGER NOT NULL,
    until_day  INTEGER,                         -- first day it no longer held; NULL while it holds
    PRIMARY KEY (account_id, family, from_day)
) WITHOUT ROWID;
CREATE INDEX memberships_now ON memberships (family, value, account_id) WHERE until_day IS NULL;
CREATE INDEX memberships_entered ON memberships (from_day, value) WHERE family = 'stage' AND until_day IS NULL;

-- owner: segment
-- The open memberships counted, so that the grid page costs the same at any size.
CREATE TABLE membership_totals (
    family               TEXT    NOT NULL,
    value                TEXT    NOT NULL,
    accounts             INTEGER NOT NULL,
    past_value_minor     INTEGER NOT NULL,
    expected_value_minor INTEGER NOT NULL,
    PRIMARY KEY (family, value)
) WITHOUT ROWID;

-- owner: segment
-- Segments by their names: rules that are asked anew every time.
CREATE TABLE segments (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT NOT NULL UNIQUE COLLATE NOCASE,
    rule    TEXT NOT NULL,                      -- as its owner wrote it
    made_at TEXT NOT NULL
);

-- owner: plan
-- Every version of every strategy that was ever used; the text is the owner's own file.
CREATE TABLE strategies (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    cell     TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    text     TEXT    NOT NULL,                  -- TOML
    used_from INTEGER NOT NULL,
    UNIQUE (cell, version)
);

-- owner: plan
CREATE TABLE campaigns (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    turn_id       INTEGER REFERENCES turns (id),      -- NULL: a standing campaign, made by no press
    cell          TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    strategy_id   INTEGER REFERENCES strategies (id),
    trigger_version_id INTEGER REFERENCES trigger_versions (id), -- of a standing campaign
    plan          TEXT    NOT NULL,             -- JSON: the eight fields
    start_day     INTEGER NOT NULL,
    end_day       INTEGER NOT NULL,             -- last day of the response window
    seed          INTEGER NOT NULL,
    control_share REAL    NOT NULL,
    budget_minor  INTEGER NOT NULL,
    expected_gain_minor INTEGER NOT NULL,
    lever         TEXT    NOT NULL DEFAULT '',  -- what its strategy tries to move
    -- What the strategy's own assumption alone would bring the contacted before any cost, and what
    -- the discount gives to those who would order anyway: what is measured is held against these.
    assumed_extra_minor INTEGER NOT NULL DEFAULT 0,
    sure_discount_minor INTEGER NOT NULL DEFAULT 0,
    offer_percent INTEGER NOT NULL DEFAULT 0,
    offer_until   INTEGER,
    stopped_at    TEXT,
    UNIQUE (turn_id, cell),
    CHECK ((turn_id IS NULL) = (trigger_version_id IS NOT NULL))
);
CREATE INDEX campaigns_standing ON campaigns (trigger_version_id) WHERE trigger_version_id IS NOT NULL;

-- owner: plan
CREATE TABLE touches (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    campaign_id INTEGER NOT NULL REFERENCES campaigns (id),
    step        INTEGER NOT NULL,
    channel     TEXT    NOT NULL,
    wait_days   INTEGER NOT NULL,
    expiry_days INTEGER NOT NULL,
    template    TEXT    NOT NULL,               -- JSON: the texts of the touch, or the guide of a call
    unit_cost_minor INTEGER NOT NULL,
    UNIQUE (campaign_id, step)
);

-- owner: plan
CREATE TABLE enrolments (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    campaign_id INTEGER NOT NULL REFERENCES campaigns (id),
    account_id  INTEGER NOT NULL REFERENCES accounts (id),
    arm         TEXT    NOT NULL CHECK (arm IN ('contacted', 'control')),
    block       INTEGER NOT NULL,
    probability REAL    NOT NULL,               -- of the arm it was drawn into
    before_minor INTEGER NOT NULL,              -- contribution in the window before, fixed at the draw
    occasion    TEXT    NOT NULL DEFAULT '',    -- of a standing campaign: what it is about, such as one order
    UNIQUE (campaign_id, account_id, occasion)
);
CREATE INDEX enrolments_by_account ON enrolments (account_id);

-- owner: plan
-- The ledger's first half: every contact that was ever planned, control accounts included.
CREATE TABLE planned_touches (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    enrolment_id INTEGER NOT NULL REFERENCES enrolments (id),
    touch_id     INTEGER NOT NULL REFERENCES touches (id),
    due_day      INTEGER NOT NULL,
    expiry_day   INTEGER NOT NULL,
    UNIQUE (enrolment_id, touch_id)
);
CREATE INDEX planned_touches_by_day ON planned_touches (due_day);
CREATE INDEX planned_touches_by_touch ON planned_touches (touch_id);

-- owner: plan
-- Every version of every trigger that was ever on; the text is the owner's own file, and beside it
-- stands what is looked at again when a message is about to leave.
CREATE TABLE trigger_versions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT    NOT NULL,              -- of the file, such as renewal
    version      INTEGER NOT NULL,
    text         TEXT    NOT NULL,              -- TOML
    used_from    INTEGER NOT NULL,
    ends         TEXT    NOT NULL,              -- of order, reply, return, cancel: what ends it, parted by blanks
    kinds        TEXT    NOT NULL,              -- the kinds of events it starts with, parted by blanks
    sender_name  TEXT    NOT NULL,
    sender_email TEXT    NOT NULL,              -- answers go there; '' to the business
    question     TEXT    NOT NULL,              -- asked on the personal page; '' where nothing is asked
    answers      TEXT    NOT NULL,              -- JSON: what can be answered; empty for words of one's own
    UNIQUE (name, version)
);

-- owner: plan
-- Which triggers are on, and how far each has looked: what came later is looked at, nothing else.
CREATE TABLE triggers (
    name         TEXT PRIMARY KEY,
    is_on        INTEGER NOT NULL,
    on_since     INTEGER NOT NULL,              -- occasions before this day are left alone
    event_mark   INTEGER NOT NULL,              -- newest event, order and account it has looked at
    order_mark   INTEGER NOT NULL,
    account_mark INTEGER NOT NULL,
    day_mark     INTEGER NOT NULL,              -- newest day it has looked at
    changed_at   TEXT    NOT NULL
) WITHOUT ROWID;

-- owner: plan
-- What an enrolment of a standing campaign is about. Orders and events are named, not referred to:
-- they may be taken back with their file.
CREATE TABLE occasions (
    enrolment_id INTEGER PRIMARY KEY REFERENCES enrolments (id),
    day          INTEGER NOT NULL,              -- when it happened
    about_day    INTEGER,                       -- the day it leads to, such as a renewal
    subject      TEXT    NOT NULL DEFAULT '',
    quantity     REAL,
    amount_minor INTEGER,
    namespace    TEXT    NOT NULL DEFAULT '',   -- of the order, with its key
    order_key    TEXT    NOT NULL DEFAULT ''
);

-- owner: plan
-- Whom something of theirs entitles to news, from when until when, and on what ground.
CREATE TABLE list_members (
    list         TEXT    NOT NULL,
    account_id   INTEGER NOT NULL REFERENCES accounts (id),
    from_day     INTEGER NOT NULL,
    until_day    INTEGER,                       -- last day; NULL: without end
    basis        TEXT    NOT NULL,              -- in words: what was bought or told, and when
    enrolment_id INTEGER NOT NULL REFERENCES enrolments (id), -- whose occasion it was
    PRIMARY KEY (list, account_id, enrolment_id)
) WITHOUT ROWID;

-- owner: plan
CREATE TABLE left_outs (
    turn_id    INTEGER NOT NULL REFERENCES turns (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    reason     TEXT    NOT NULL,
    PRIMARY KEY (turn_id, account_id)
) WITHOUT ROWID;

-- owner: act
-- The ledger's second half: what became of a planned contact.
CREATE TABLE handovers (
    planned_touch_id INTEGER PRIMARY KEY REFERENCES planned_touches (id),
    state        TEXT    NOT NULL,
    reason       TEXT    NOT NULL DEFAULT '',
    attempt      INTEGER NOT NULL DEFAULT 0,
    epoch        INTEGER NOT NULL DEFAULT 0,    -- which start of the program claimed it
    message_id   TEXT    NOT NULL DEFAULT '',
    artefact     TEXT    NOT NULL DEFAULT '',   -- file and page it was written to
    contact_point_id INTEGER REFERENCES contact_points (id), -- the address or number it left for
    reply        TEXT    NOT NULL DEFAULT '',   -- what the other side said
    cost_minor   INTEGER NOT NULL DEFAULT 0,
    changed_day  INTEGER NOT NULL,
    changed_at   TEXT    NOT NULL
);
CREATE INDEX handovers_by_state ON handovers (state);

-- owner: act
CREATE TABLE call_results (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    planned_touch_id INTEGER NOT NULL REFERENCES planned_touches (id),
    outcome          TEXT    NOT NULL,
    answers          TEXT    NOT NULL DEFAULT '{}',
    note             TEXT    NOT NULL DEFAULT '',
    day              INTEGER NOT NULL,
    follow_up_day    INTEGER,
    contact_point_id INTEGER REFERENCES contact_points (id) -- the number that was shown and called
);
CREATE INDEX call_results_by_touch ON call_results (planned_touch_id);

-- owner: act
-- One account's key to one offer, and the address of its personal page.
CREATE TABLE offer_codes (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    enrolment_id INTEGER NOT NULL UNIQUE REFERENCES enrolments (id),
    code         TEXT    NOT NULL UNIQUE,
    page_token   TEXT    NOT NULL UNIQUE,
    percent      INTEGER NOT NULL,
    valid_from   INTEGER NOT NULL,
    valid_until  INTEGER NOT NULL
);

-- owner: act
CREATE TABLE redemptions (
    code_id        INTEGER PRIMARY KEY REFERENCES offer_codes (id),
    order_id       INTEGER NOT NULL UNIQUE REFERENCES orders (id),
    account_id     INTEGER NOT NULL REFERENCES accounts (id),
    day            INTEGER NOT NULL,
    discount_minor INTEGER NOT NULL
);

-- owner: act
-- What the owner writes for one page: its links, its mails and what it brought go by it.
CREATE TABLE themes (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT    NOT NULL UNIQUE COLLATE NOCASE,
    kind     TEXT    NOT NULL CHECK (kind IN ('microsite', 'flyer')),
    title    TEXT    NOT NULL,
    text     TEXT    NOT NULL,
    picture  TEXT    NOT NULL,                  -- a file of the workspace's folder pictures; may be empty
    video    TEXT    NOT NULL,                  -- an address; may be empty
    cells    TEXT    NOT NULL,                  -- value segments whose mails carry it, with commas
    from_day INTEGER NOT NULL,
    made_at  TEXT    NOT NULL
);

-- owner: act
-- Secret addresses under which something is shared: by a customer, by a friend who came that way, or,
-- of a theme, by the shop itself. Without a theme it is the shop that is shared.
CREATE TABLE share_links (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    token      TEXT    NOT NULL UNIQUE,
    theme_id   INTEGER REFERENCES themes (id),
    account_id INTEGER REFERENCES accounts (id),
    friend_id  INTEGER REFERENCES friends (id),
    made_day   INTEGER NOT NULL,
    CHECK (account_id IS NULL OR friend_id IS NULL)
);
CREATE UNIQUE INDEX share_links_by_account ON share_links (account_id, COALESCE(theme_id, 0))
    WHERE account_id IS NOT NULL;
CREATE UNIQUE INDEX share_links_by_friend ON share_links (friend_id) WHERE friend_id IS NOT NULL;
CREATE UNIQUE INDEX share_links_of_shop ON share_links (theme_id)
    WHERE account_id IS NULL AND friend_id IS NULL;
CREATE INDEX share_links_by_theme ON share_links (theme_id) WHERE theme_id IS NOT NULL;

-- owner: act
-- How often a link was opened, by day and by where it was shared.
CREATE TABLE share_visits (
    link_id  INTEGER NOT NULL REFERENCES share_links (id),
    day      INTEGER NOT NULL,
    via      TEXT    NOT NULL,                  -- facebook, x, whatsapp, email or ''
    opened   INTEGER NOT NULL DEFAULT 0,        -- by people, as far as can be told
    previews INTEGER NOT NULL DEFAULT 0,        -- by programs that draw a preview
    PRIMARY KEY (link_id, day, via)
) WITHOUT ROWID;

-- owner: act
-- Somebody who came through a link and left name and e-mail, with the code for a first order.
CREATE TABLE friends (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    link_id      INTEGER NOT NULL REFERENCES share_links (id),
    token        TEXT    NOT NULL UNIQUE,
    code         TEXT    NOT NULL UNIQUE,
    name         TEXT    NOT NULL,
    email        TEXT    NOT NULL,
    compare_key  TEXT    NOT NULL,              -- of the e-mail, for comparing only
    percent      INTEGER NOT NULL,
    came_day     INTEGER NOT NULL,
    valid_until  INTEGER NOT NULL,
    agreed_at    TEXT    NOT NULL,              -- when consent to e-mails was given, on the page of the link
    forgotten_at TEXT                           -- since when name and e-mail are gone, at the friend's wish
);
CREATE UNIQUE INDEX friends_once ON friends (link_id, compare_key) WHERE forgotten_at IS NULL;
CREATE INDEX friends_by_key ON friends (compare_key);
CREATE INDEX friends_by_day ON friends (came_day, link_id);

-- owner: act
-- A new customer brought by a known one: credited with the first order, ended when that is taken back.
CREATE TABLE referrals (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    friend_id       INTEGER NOT NULL REFERENCES friends (id),
    link_id         INTEGER NOT NULL REFERENCES share_links (id),
    from_account_id INTEGER NOT NULL REFERENCES accounts (id),
    to_account_id   INTEGER NOT NULL REFERENCES accounts (id),
    order_id        INTEGER NOT NULL,           -- not declared a reference: an import taken back takes its orders
    day             INTEGER NOT NULL,           -- of that order
    credited_at     TEXT    NOT NULL,
    ended_day       INTEGER,
    ended_why       TEXT    NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX referrals_once ON referrals (to_account_id) WHERE ended_day IS NULL;
CREATE UNIQUE INDEX referrals_by_friend ON referrals (friend_id) WHERE ended_day IS NULL;
CREATE INDEX referrals_by_from ON referrals (from_account_id);
CREATE INDEX referrals_by_to ON referrals (to_account_id);

-- owner: act
-- What somebody of ours is to do for one account by hand; each occasion once.
CREATE TABLE errands (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    kind       TEXT    NOT NULL CHECK (kind IN ('thanks', 'perk', 'flyer')),
    about      INTEGER NOT NULL,                -- the friend, the voucher or the link it is about
    words      TEXT    NOT NULL DEFAULT '',     -- the perk or the flyer by its name; never a person's
    made_day   INTEGER NOT NULL,
    done_at    TEXT,
    outcome    TEXT    NOT NULL DEFAULT '',
    UNIQUE (kind, about)
);
CREATE INDEX errands_open ON errands (id) WHERE done_at IS NULL;
CREATE INDEX errands_by_account ON errands (account_id);

-- owner: act
-- What was earned, used, taken back and has expired: rows are added and never changed. A balance is
-- the sum of its rows.
CREATE TABLE points (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    kind       TEXT    NOT NULL CHECK (kind IN ('order', 'referral', 'returned', 'referral_ended',
                                                'redeemed', 'given_back', 'expired')),
    about      INTEGER NOT NULL,                -- the order, referral, voucher or account it stands on
    place      INTEGER NOT NULL,                -- which row about the same it is
    points     INTEGER NOT NULL,
    base_minor INTEGER NOT NULL DEFAULT 0,      -- the money it stands on
    day        INTEGER NOT NULL,
    made_at    TEXT    NOT NULL,
    UNIQUE (kind, about, place)
);
CREATE INDEX points_by_account ON points (account_id, kind, points);

-- owner: act
-- What was paid out for points: a one-time code, or a perk.
CREATE TABLE vouchers (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id   INTEGER NOT NULL REFERENCES accounts (id),
    request      TEXT    NOT NULL UNIQUE,       -- the same request twice is one voucher
    points       INTEGER NOT NULL,
    worth_minor  INTEGER NOT NULL,
    code         TEXT    UNIQUE,                -- NULL for a perk
    perk         TEXT    NOT NULL DEFAULT '',
    made_day     INTEGER NOT NULL,
    valid_until  INTEGER NOT NULL,
    order_id     INTEGER,                       -- in which the code was used
    used_day     INTEGER,
    cancelled_at TEXT
);
CREATE INDEX vouchers_by_account ON vouchers (account_id);

-- owner: act
-- A possible sale. What it stands at is its newest change that was not taken back; with none left it
-- never was.
CREATE TABLE opportunities (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    made_at    TEXT    NOT NULL
);
CREATE INDEX opportunities_by_account ON opportunities (account_id);

-- owner: act
-- Every state an opportunity was in, whole, and since when.
CREATE TABLE opportunity_changes (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    opportunity_id INTEGER NOT NULL REFERENCES opportunities (id),
    title          TEXT    NOT NULL,
    value_minor    INTEGER NOT NULL CHECK (value_minor >= 0),
    stage          TEXT    NOT NULL,            -- initial_contact, discussion, engagement, won, lost
    expected_day   INTEGER,
    next_step      TEXT    NOT NULL DEFAULT '',
    reason         TEXT    NOT NULL DEFAULT '', -- why it was won or lost
    day            INTEGER NOT NULL,
    made_at        TEXT    NOT NULL,
    undone_at      TEXT
);
CREATE INDEX opportunity_changes_by_opportunity ON opportunity_changes (opportunity_id, id);

-- owner: act
-- What somebody of ours logged by hand: a call, a visit, a message, a note.
CREATE TABLE interactions (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id  INTEGER NOT NULL REFERENCES accounts (id),
    kind        TEXT    NOT NULL CHECK (kind IN ('call', 'visit', 'message', 'note')),
    is_incoming INTEGER NOT NULL DEFAULT 0,     -- 1: they turned to us
    day         INTEGER NOT NULL,
    note        TEXT    NOT NULL DEFAULT '',
    answers     TEXT    NOT NULL DEFAULT '{}',  -- JSON: by question
    step_id     INTEGER,                        -- of steps: the edit its answers became, undone with it
    made_at     TEXT    NOT NULL,
    undone_at   TEXT
);
CREATE INDEX interactions_by_account ON interactions (account_id, day);

-- owner: act
-- A dated nudge to us. What it says and when it is due is its newest change that was not taken back.
CREATE TABLE reminders (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    made_at    TEXT    NOT NULL
);
CREATE INDEX reminders_by_account ON reminders (account_id);

-- owner: act
CREATE TABLE reminder_changes (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    reminder_id INTEGER NOT NULL REFERENCES reminders (id),
    words       TEXT    NOT NULL,
    due_day     INTEGER NOT NULL,
    is_done     INTEGER NOT NULL DEFAULT 0,
    day         INTEGER NOT NULL,
    made_at     TEXT    NOT NULL,
    undone_at   TEXT
);
CREATE INDEX reminder_changes_by_reminder ON reminder_changes (reminder_id, id);

-- owner: act
-- A promise to stay in touch: with one account, or with everybody a rule is true of. Whose turn it is
-- follows from the last personal contact, so nothing else is kept.
CREATE TABLE cadences (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER REFERENCES accounts (id), -- NULL: everybody of the rule
    rule       TEXT    NOT NULL DEFAULT '',
    every_days INTEGER NOT NULL CHECK (every_days > 0),
    from_day   INTEGER NOT NULL,
    made_at    TEXT    NOT NULL,
    ended_at   TEXT
);

-- owner: act
-- Whose turn was put off, until which day.
CREATE TABLE cadence_pauses (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    until_day  INTEGER NOT NULL,
    made_at    TEXT    NOT NULL,
    undone_at  TEXT
);
CREATE INDEX cadence_pauses_by_account ON cadence_pauses (account_id);

-- owner: measure
CREATE TABLE results (
    campaign_id INTEGER NOT NULL REFERENCES campaigns (id),
    as_of       INTEGER NOT NULL,
    kind        TEXT    NOT NULL CHECK (kind IN ('experiment', 'key_statistics')),
    body        TEXT    NOT NULL,               -- JSON
    PRIMARY KEY (campaign_id, as_of)
) WITHOUT ROWID;

-- owner: measure
-- All campaigns of one press together: what no small campaign can show alone, several often can.
CREATE TABLE turn_results (
    turn_id INTEGER NOT NULL REFERENCES turns (id),
    as_of   INTEGER NOT NULL,
    kind    TEXT    NOT NULL CHECK (kind IN ('experiment', 'key_statistics')),
    body    TEXT    NOT NULL,                   -- JSON
    PRIMARY KEY (turn_id, as_of)
) WITHOUT ROWID;

-- owner: measure
-- How much of what strategies assume comes true, learnt from all finished campaigns with a control
-- group; made anew by every measuring. An empty cell or mix stands for any that was not measured.
CREATE TABLE learned_effects (
    cell      TEXT    NOT NULL,
    mix       TEXT    NOT NULL,                 -- channels and discount, as in email+letter
    factor    REAL    NOT NULL,                 -- 1 when it does what was assumed
    sd        REAL    NOT NULL,
    campaigns INTEGER NOT NULL,
    contacted INTEGER NOT NULL,
    control   INTEGER NOT NULL,
    as_of     INTEGER NOT NULL,
    PRIMARY KEY (cell, mix)
) WITHOUT ROWID;

-- owner: measure
-- How the business as a whole went up to a day, so that a page need not read every order again.
CREATE TABLE growth (
    as_of INTEGER PRIMARY KEY,
    body  TEXT NOT NULL                         -- JSON
);

-- owner: desk
-- Accounts whose words in search_words no longer stand; the triggers below put them here, and
-- whatever changes a name or an address need not know that there is a search.
CREATE TABLE search_changes (
    account_id INTEGER PRIMARY KEY
);

-- owner: desk
-- The words every account is found by, its rowid being the account's id: name and number, people,
-- e-mail, phone and postal addresses. Only the words' places are kept, not the text.
CREATE VIRTUAL TABLE search_words USING fts5 (
    words, content = '', contentless_delete = 1, detail = none,
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER search_after_account AFTER INSERT ON accounts BEGIN
    INSERT OR IGNORE INTO search_changes VALUES (new.id);
END;
CREATE TRIGGER search_after_account_change AFTER UPDATE OF name, number, gone_at ON accounts BEGIN
    INSERT OR IGNORE INTO search_changes VALUES (new.id);
END;
CREATE TRIGGER search_after_person AFTER INSERT ON people BEGIN
    INSERT OR IGNORE INTO search_changes VALUES (new.account_id);
END;
CREATE TRIGGER search_after_person_change
AFTER UPDATE OF account_id, title, first_name, last_name, gone_at ON people BEGIN
    INSERT OR IGNORE INTO search_changes VALUES (old.account_id), (new.account_id);
END;
CREATE TRIGGER search_after_contact_point AFTER INSERT ON contact_points BEGIN
    INSERT OR IGNORE INTO search_changes VALUES (new.account_id);
END;
CREATE TRIGGER search_after_contact_point_change
AFTER UPDATE OF account_id, value, gone_at ON contact_points BEGIN
    INSERT OR IGNORE INTO search_changes VALUES (old.account_id), (new.account_id);
END;

-- What is compared when two accounts look alike: a row a person, or one for an account without.
CREATE VIEW compared_people AS
SELECT a.id AS account_id, a.kind, a.number, a.gone_at,
       COALESCE(p.first_name, '') AS first_name, COALESCE(p.last_name, '') AS last_name,
       CASE WHEN a.kind = 'household' THEN '' ELSE a.name END AS company,
       (SELECT c.value FROM contact_points c
        WHERE c.account_id = a.id AND c.kind = 'email' AND c.gone_at IS NULL
        ORDER BY c.person_id IS NOT p.id, c.id DESC LIMIT 1) AS email,
       (SELECT c.value FROM contact_points c
        WHERE c.account_id = a.id AND c.kind = 'phone' AND c.gone_at IS NULL
        ORDER BY c.person_id IS NOT p.id, c.id DESC LIMIT 1) AS phone,
       t.street, t.city, t.postcode,
       CASE WHEN p.birthday IS NULL THEN '' ELSE date(p.birthday * 86400, 'unixepoch') END AS born
FROM accounts a
LEFT JOIN people p ON p.account_id = a.id AND p.gone_at IS NULL
LEFT JOIN contact_points t ON t.id = (SELECT c.id FROM contact_points c
                                      WHERE c.account_id = a.id AND c.kind = 'post'
                                        AND c.gone_at IS NULL
                                      ORDER BY c.id DESC LIMIT 1);

-- The pairs that wait for a look: both accounts are there, and nobody told them apart.
CREATE VIEW open_pairs AS
SELECT r.one_id, r.other_id, r.probability, r.reasons, r.later_at
FROM review_pairs r
JOIN accounts a ON a.id = r.one_id AND a.gone_at IS NULL
JOIN accounts b ON b.id = r.other_id AND b.gone_at IS NULL
WHERE NOT EXISTS (SELECT 1 FROM verdicts v WHERE v.one_id = r.one_id AND v.other_id = r.other_id);

-- The ledger as everybody reads it: planned to exactly one end state.
CREATE VIEW ledger AS
SELECT p.id, p.enrolment_id, p.touch_id, e.campaign_id, e.account_id, e.arm,
       t.step, t.channel, p.due_day, p.expiry_day,
       COALESCE(h.state, 'planned') AS state, COALESCE(h.reason, '') AS reason,
       COALESCE(h.cost_minor, 0) AS cost_minor, h.changed_day, COALESCE(h.artefact, '') AS artefact,
       COALESCE(h.reply, '') AS reply
FROM planned_touches p
JOIN enrolments e ON e.id = p.enrolment_id
JOIN touches t ON t.id = p.touch_id
LEFT JOIN handovers h ON h.planned_touch_id = p.id;


-- Opportunities as they stand, and since when in their stage, with the account theirs is by now.
CREATE VIEW opportunities_now AS
SELECT o.id, c.id AS change_id,
       (WITH RECURSIVE up (id, into_id) AS (
            SELECT a.id, a.merged_into FROM accounts a WHERE a.id = o.account_id
            UNION SELECT a.id, a.merged_into FROM accounts a JOIN up ON a.id = up.into_id)
        SELECT up.id FROM up WHERE up.into_id IS NULL) AS account_id,
       c.title, c.value_minor, c.stage, c.expected_day, c.next_step, c.reason, c.day
FROM opportunities o
JOIN opportunity_changes c ON c.id = (SELECT MAX(n.id) FROM opportunity_changes n
                                      WHERE n.opportunity_id = o.id AND n.undone_at IS NULL);

-- Reminders as they stand, with the account theirs is by now.
CREATE VIEW reminders_now AS
SELECT r.id, c.id AS change_id,
       (WITH RECURSIVE up (id, into_id) AS (
            SELECT a.id, a.merged_into FROM accounts a WHERE a.id = r.account_id
            UNION SELECT a.id, a.merged_into FROM accounts a JOIN up ON a.id = up.into_id)
        SELECT up.id FROM up WHERE up.into_id IS NULL) AS account_id,
       c.words, c.due_day, c.is_done, c.day
FROM reminders r
JOIN reminder_changes c ON c.id = (SELECT MAX(n.id) FROM reminder_changes n
                                   WHERE n.reminder_id = r.id AND n.undone_at IS NULL);

-- Every personal contact, in the shape of events: told by a file, of a campaign and done, or logged by
-- hand. A newsletter, a form, a note and an order are none.
CREATE VIEW personal_contacts AS
SELECT e.account_id, e.day, e.until_day, e.subject, e.detail, e.quantity, e.minutes, e.amount_minor
FROM events e
WHERE e.kind IN ('call', 'visit', 'ticket')
UNION ALL
SELECT l.account_id, COALESCE(l.changed_day, l.due_day), NULL, l.channel, l.reply, NULL, NULL, NULL
FROM ledger l
WHERE l.state = 'done'
  AND (l.channel <> 'call' OR EXISTS (SELECT 1 FROM call_results r
                                      WHERE r.planned_touch_id = l.id AND r.outcome = 'spoke'))
UNION ALL
SELECT i.account_id, i.day, NULL, i.kind, i.note, NULL, NULL, NULL
FROM interactions i
WHERE i.kind <> 'note' AND i.undone_at IS NULL;
