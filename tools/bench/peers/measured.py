"""Times one piece of work the way the benchmark times its own.

Enters: a function. Leaves: one line of JSON with seconds of wall and processor, peak memory and
what came out. Starting Python and importing libraries is not counted, which favours the peer.
"""

import json
import time


def measure(work):
    """Runs the work once and prints its figures; it gives an amount and a result in words, or a
    function that finds the words when the clock has stopped."""
    processor, wall = time.process_time(), time.perf_counter()
    amount, result = work()
    figures = {
        "amount": amount,
        "wall_seconds": time.perf_counter() - wall,
        "processor_seconds": time.process_time() - processor,
        "peak_mib": peak_mib(),
    }
    figures["result"] = result() if callable(result) else result
    print(json.dumps(figures))


def peak_mib():
    """Most memory this program ever had. What getrusage says would count the program that
    started this one, too."""
    with open("/proc/self/status", encoding="ascii") as status:
        line = next(line for line in status if line.startswith("VmHWM:"))
    return int(line.split()[1]) // 1024
