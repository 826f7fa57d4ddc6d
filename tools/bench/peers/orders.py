"""pandas and sqlite3: the shop's order file in, a SQLite table with every line out.

`orders.py ORDERS.csv DATABASE`: dates and amounts are read as such and the sum is taken. Nothing is
recognised, no row is kept as received, no bad row is listed: less than an import does.
"""

import sqlite3
import sys

import pandas

from measured import measure

LINES_AT_ONCE = 20_000


def read_orders():
    database = sqlite3.connect(sys.argv[2])
    database.execute("PRAGMA journal_mode = wal")
    database.execute("PRAGMA synchronous = full")
    lines, total = 0, 0.0
    for part in pandas.read_csv(sys.argv[1], chunksize=LINES_AT_ONCE, low_memory=False):
        part["order_date"] = pandas.to_datetime(part["order_date"], errors="coerce")
        for column in ["unit_price", "line_total", "unit_cost", "shipping_cost"]:
            part[column] = pandas.to_numeric(part[column], errors="coerce")
        part.to_sql("order_lines", database, if_exists="append", index=False)
        database.commit()
        lines += len(part)
        total += part["line_total"].sum()
    database.close()
    return lines, f"{total:.2f} in all"


measure(read_orders)
