"""Splink on DuckDB: a CSV of customers in, clusters out.

`people.py PEOPLE.csv`: the usual model of its guides: Fellegi-Sunter with Jaro-Winkler levels and term
frequencies, u from random pairs, two rounds of expectation and maximisation, nine blocking rules,
connected components at 0.9. After the clock has stopped precision and recall of all pairs inside
clusters are taken against the column `entity_id`.
"""

import sys
from collections import Counter

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from measured import measure

CLEAN = """
create or replace table people as select id as unique_id, entity_id,
  nullif(lower(trim(first_name)), '') as first_name, nullif(lower(trim(last_name)), '') as last_name,
  left(lower(first_name), 1) as initial, nullif(lower(email), '') as email,
  nullif(right(regexp_replace(phone, '[^0-9]', '', 'g'), 10), '') as phone,
  nullif(lower(regexp_replace(street, ' [A-Za-z]+$', '')), '') as street,
  nullif(regexp_extract(street, '^[0-9]+'), '') as house, nullif(lower(city), '') as city,
  nullif(upper(state), '') as state, nullif(left(postcode, 5), '') as zip
from read_csv(?, all_varchar = true)
"""
RULES = [
    block_on("email"),
    block_on("phone"),
    block_on("last_name", "first_name", "zip"),
    block_on("last_name", "first_name", "city"),
    block_on("last_name", "initial", "house"),
    block_on("street", "zip"),
    block_on("street", "first_name"),
    block_on("first_name", "substr(last_name, 1, 3)", "zip"),
    "l.first_name = r.last_name and l.last_name = r.first_name and l.state = r.state",
]


def link():
    db = duckdb.connect()
    db.execute("set threads = 2")
    db.execute(CLEAN, [sys.argv[1]])
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=RULES,
        comparisons=[
            cl.JaroWinklerAtThresholds("first_name", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("last_name", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.EmailComparison("email"),
            cl.LevenshteinAtThresholds("phone", [1]),
            cl.JaroWinklerAtThresholds("street", [0.92]),
            cl.ExactMatch("zip"),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
        ],
    )
    people = Linker(DuckDBAPI(db).register("people"), settings)
    training = people.training
    training.estimate_probability_two_random_records_match([block_on("email"), block_on("phone", "first_name")], recall=0.7)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    training.estimate_parameters_using_expectation_maximisation(block_on("last_name", "first_name"))
    training.estimate_parameters_using_expectation_maximisation(block_on("zip", "initial"))
    pairs = people.inference.predict(threshold_match_probability=0.1)
    clusters = people.clustering.cluster_pairwise_predictions_at_threshold(pairs, 0.9)
    rows = db.execute("select count(*) from people").fetchone()[0]
    found = f"select cluster_id, entity_id from {clusters.physical_name}"
    return rows, lambda: score(db.execute(found).fetchall())


def score(found):
    def pairs(keys):
        return sum(count * (count - 1) // 2 for count in Counter(keys).values())

    right = pairs(found)
    precision, recall = right / pairs(row[0] for row in found), right / pairs(row[1] for row in found)
    return f"P {precision:.4f} R {recall:.4f} F1 {2 * precision * recall / (precision + recall):.4f}"


measure(link)
