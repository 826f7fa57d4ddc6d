"""lifetimes: a CSV of transactions in, the value of every customer over twelve months out.

`customers.py TRANSACTIONS.csv LAST_DAY`: summary, BG/NBD, Gamma-Gamma and the discounted value, with
the library's own defaults and no penalty.
"""

import sys
import warnings

import pandas
from lifetimes import BetaGeoFitter, GammaGammaFitter
from lifetimes.utils import summary_data_from_transaction_data

from measured import measure


def value_customers():
    log = pandas.read_csv(sys.argv[1], parse_dates=["date"])
    base = summary_data_from_transaction_data(
        log, "customer", "date", "amount", observation_period_end=sys.argv[2], freq="D"
    )
    # Weeks, as in the models' papers.
    base["recency"] /= 7.0
    base["T"] /= 7.0
    orders = BetaGeoFitter()
    orders.fit(base["frequency"], base["recency"], base["T"])
    repeaters = base[base["frequency"] > 0]
    spend = GammaGammaFitter()
    spend.fit(repeaters["frequency"], repeaters["monetary_value"])
    values = spend.customer_lifetime_value(
        orders,
        base["frequency"],
        base["recency"],
        base["T"],
        base["monetary_value"],
        time=12,
        discount_rate=0.01,
        freq="W",
    )
    return len(values), f"{values.sum():.0f} in all"


warnings.filterwarnings("ignore")
measure(value_customers)
