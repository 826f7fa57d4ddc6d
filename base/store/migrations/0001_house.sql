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
    kind          TEXT    NOT NULL,             -- parties, order_lines, orders, products, unknown
    namespace     TEXT    NOT NULL,             -- whose customer and order numbers these are; '' is shared
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
    undone_at     TEXT
);
CREATE UNIQUE INDEX sources_once ON sources (sha256) WHERE undone_at IS NULL;

-- owner: gather
-- Every row exactly as received; never changed, never dropped.
CREATE TABLE source_rows (
    source_id INTEGER NOT NULL REFERENCES sources (id),
    row_no    INTEGER NOT NULL,                 -- first data row is 1
    line_no   INTEGER NOT NULL,                 -- the line of the file it starts on
    cells     TEXT    NOT NULL,                 -- JSON array of the cells as text
    PRIMARY KEY (source_id, row_no)
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
    PRIMARY KEY (source_id, row_no)
) WITHOUT ROWID;

-- owner: gather
-- One order line; order facts ride along on it. A file of orders without lines gives one line each.
CREATE TABLE received_lines (
    source_id   INTEGER NOT NULL REFERENCES sources (id),
    row_no      INTEGER NOT NULL,
    order_key   TEXT    NOT NULL,
    party_key   TEXT, email TEXT, company TEXT, full_name TEXT, phone TEXT, country TEXT,
    party_row   INTEGER,                        -- row of received_parties that tells whose order it is
    day         INTEGER,
    channel     TEXT, currency TEXT, code TEXT,
    status      TEXT,                           -- cancelled, test or NULL
    product_key TEXT, product TEXT, category TEXT,
    quantity    REAL    NOT NULL DEFAULT 1,
    net_minor   INTEGER,                        -- NULL: this row only carries order facts
    cost_minor  INTEGER,
    shipping_minor INTEGER,
    PRIMARY KEY (source_id, row_no)
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

-- owner: clean
-- Which sources the tables below already hold.
CREATE TABLE cleaned_sources (
    source_id INTEGER PRIMARY KEY REFERENCES sources (id)
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
    gone_at     TEXT                            -- set when no source speaks of it any more
);

-- owner: clean
CREATE TABLE account_keys (
    namespace  TEXT    NOT NULL,
    party_key  TEXT    NOT NULL,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    PRIMARY KEY (namespace, party_key)
) WITHOUT ROWID;
CREATE INDEX account_keys_by_account ON account_keys (account_id);

-- owner: clean
CREATE TABLE people (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    title      TEXT    NOT NULL DEFAULT '',
    first_name TEXT    NOT NULL DEFAULT '',
    last_name  TEXT    NOT NULL DEFAULT '',
    role       TEXT    NOT NULL DEFAULT '',
    birthday   INTEGER,
    gone_at    TEXT
);
CREATE INDEX people_by_account ON people (account_id);

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
    person_id  INTEGER REFERENCES people (id),
    rule       TEXT    NOT NULL,                -- new, number, email, phone_name, company, address, name
    founded    INTEGER,                         -- the account this row brought into being, if it did
    made_at    TEXT    NOT NULL,
    PRIMARY KEY (source_id, row_no)
) WITHOUT ROWID;
CREATE INDEX links_by_account ON links (account_id);

-- owner: clean
-- What accounts are found by when a new row arrives: derived keys, for comparing only.
CREATE TABLE match_keys (
    rule       TEXT    NOT NULL,                -- email, phone, company, place, name
    match_key  TEXT    NOT NULL,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    PRIMARY KEY (rule, match_key, account_id)
) WITHOUT ROWID;
CREATE INDEX match_keys_by_account ON match_keys (account_id);

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
    namespace      TEXT    NOT NULL,
    order_key      TEXT    NOT NULL,
    source_id      INTEGER NOT NULL REFERENCES sources (id)
);
CREATE UNIQUE INDEX orders_once ON orders (namespace, order_key);
CREATE INDEX orders_by_account ON orders (account_id, day, net_minor, cost_minor, status, shipping_minor);
CREATE INDEX orders_by_day ON orders (day, status, net_minor);
CREATE INDEX orders_by_code ON orders (code) WHERE code <> '';
CREATE INDEX orders_by_source ON orders (source_id);

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

-- owner: score
-- The past of an account up to the newest run's as-of day in one row; made anew only when
-- accounts.revision moved on or the as-of day crossed newest_day or next_day.
CREATE TABLE account_histories (
    account_id         INTEGER PRIMARY KEY REFERENCES accounts (id),
    revision           INTEGER NOT NULL,
    newest_day         INTEGER,                 -- newest day with an order that is counted here
    next_day           INTEGER,                 -- first day with an order that is not, as it lay ahead
    first_day          INTEGER,                 -- first and last day with a kept order
    last_day           INTEGER,
    order_count        INTEGER NOT NULL,        -- kept orders
    order_days         INTEGER NOT NULL,        -- days with a kept order
    refund_count       INTEGER NOT NULL,
    kept_minor         INTEGER NOT NULL DEFAULT 0, -- kept orders alone
    revenue_minor      INTEGER NOT NULL,        -- kept orders and refunds together
    known_revenue_minor INTEGER NOT NULL,       -- the part of revenue whose cost is known
    known_cost_minor   INTEGER NOT NULL,
    shipping_minor     INTEGER NOT NULL,        -- of the orders whose cost is known
    repeat_mean_minor  REAL    NOT NULL,        -- mean spend of the days after the first (zbar)
    gap_days_median    REAL,                    -- the account's own rhythm; NULL below 3 order days
    last_order_id      INTEGER,
    last_product       TEXT    NOT NULL DEFAULT '',
    top_category       TEXT    NOT NULL DEFAULT ''
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
    cost_coverage REAL    NOT NULL              -- share of revenue whose cost is known
);

-- owner: score
CREATE TABLE scores (
    account_id      INTEGER PRIMARY KEY REFERENCES accounts (id),
    run_id          INTEGER NOT NULL REFERENCES score_runs (id),
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
    future_fifth    INTEGER NOT NULL
);
CREATE INDEX scores_by_expected ON scores (expected_value_minor DESC, account_id);
CREATE INDEX scores_by_past ON scores (past_value_minor DESC, account_id);
CREATE INDEX scores_by_spend ON scores (total_spend_minor DESC, account_id);
CREATE INDEX scores_by_silence ON scores (days_since_last_order, account_id);

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
    turn_id       INTEGER NOT NULL REFERENCES turns (id),
    cell          TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    strategy_id   INTEGER NOT NULL REFERENCES strategies (id),
    plan          TEXT    NOT NULL,             -- JSON: the eight fields
    start_day     INTEGER NOT NULL,
    end_day       INTEGER NOT NULL,             -- last day of the response window
    seed          INTEGER NOT NULL,
    control_share REAL    NOT NULL,
    budget_minor  INTEGER NOT NULL,
    expected_gain_minor INTEGER NOT NULL,
    offer_percent INTEGER NOT NULL DEFAULT 0,
    offer_until   INTEGER,
    stopped_at    TEXT,
    UNIQUE (turn_id, cell)
);

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
    UNIQUE (campaign_id, account_id)
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
    follow_up_day    INTEGER
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
