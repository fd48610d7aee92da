"""Dixit in Python beside the program: the same bytes, how fast, and how much memory.

    python.py DIXIT ARTICLES [MODEL] [ROUNDS] [PASSES]

Run it with the Python into which the wheel was installed. Both read ARTICLES on one
thread, each in a process of its own, by turns; then one process reads them PASSES
times over and tells what it holds after each.
"""

import hashlib
import os
import statistics
import subprocess
import sys
import time

READ = """
import sys, dixit
out = sys.stdout.buffer
for line in dixit.read_lines(sys.argv[1], model=sys.argv[2], jobs=1):
    out.write(line.encode()); out.write(b"\\n")
"""

AGAIN = """
import sys, dixit
for _ in range(int(sys.argv[3])):
    read = sum(1 for _ in dixit.read(sys.argv[1], model=sys.argv[2], jobs=1))
    status = open("/proc/self/status").read()
    print(int(status.split("VmRSS:")[1].split()[0]) >> 10, flush=True)
"""


def timed(command):
    """Wall seconds, user seconds, lines and a hash of what the command prints."""
    before, start = os.times().children_user, time.perf_counter()
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    wall, user = time.perf_counter() - start, os.times().children_user - before
    return wall, user, out.count(b"\n"), hashlib.sha256(out).hexdigest()


def main(program, articles, model="fast", rounds="3", passes="10"):
    commands = {
        "program": [program, "read", articles, "--model", model, "--jobs", "1", "--quiet", "--format", "jsonl"],
        "Python": [sys.executable, "-c", READ, articles, model],
    }
    runs = {name: [] for name in commands}
    for turn in range(int(rounds)):
        for name, command in commands.items():
            runs[name].append(timed(command))
    same = len({run[3] for all_runs in runs.values() for run in all_runs}) == 1
    count = runs["program"][0][2]
    print(f"{model}, {count} articles, {rounds} rounds: {'the same bytes' if same else 'OTHER BYTES'}")
    for name, done in runs.items():
        wall = statistics.median(run[0] for run in done)
        user = statistics.median(run[1] for run in done)
        print(f"{name:8} {wall:7.2f} s, {user:7.2f} s of user time, {count / wall:7.1f} articles a second")
    for at, what in enumerate(["wall", "user time"]):
        by_round = [one[at] / two[at] for one, two in zip(runs["program"], runs["Python"])]
        print(f"Python at {statistics.median(by_round):.3f} of the program's speed by {what}")
    if int(passes):
        again = [sys.executable, "-c", AGAIN, articles, model, passes]
        held = subprocess.run(again, check=True, capture_output=True, text=True).stdout.split()
        print(f"MiB after each of {passes} passes: {' '.join(held)}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
