"""The engine: one process beside each of Spark's Python workers.

It is started when the first task needs it and serves all that follow, so a
model is loaded once a worker. Batches go through pipes in Arrow's stream
format. A process of its own ties the engine to no version of Python, and a
fault in it is a failed task, not a dead worker.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import struct
import subprocess
import sys
import sysconfig
from pathlib import Path

PROGRAM = "dixit-steps"

_process: subprocess.Popen | None = None
_owner = 0


class Worker:
    """A step at work: streams of batches go in, streams come out.

    One at a time: a worker runs one task, and Spark ends it before the next.
    """

    def __init__(self, name: str):
        _ask(b"S", name.encode())

    def push(self, stream: bytes) -> bytes:
        """What becomes of some batches, as far as it is known by now."""
        return _ask(b"P", stream)

    def finish(self) -> bytes:
        """What becomes of the last rows."""
        return _ask(b"F", b"")


def columns(name: str) -> bytes:
    """The columns that a step gives, as a stream without batches."""
    return _ask(b"C", name.encode())


def constants() -> dict:
    """What makes two articles candidates: DAYS, LEAST, LEAST_IN_COMMON, RARE_IN_COMMON."""
    return json.loads(_ask(b"K", b""))


def _ask(letter: bytes, body: bytes) -> bytes:
    engine = _running()
    try:
        engine.stdin.write(letter + struct.pack("<Q", len(body)))
        engine.stdin.write(body)
        engine.stdin.flush()
        head = engine.stdout.read(9)
        if len(head) < 9:
            raise EOFError
        answer = engine.stdout.read(struct.unpack("<Q", head[1:])[0])
    except (OSError, EOFError):
        status = engine.wait()
        _forget()
        raise RuntimeError(f"{PROGRAM} ended with status {status}; was it short of memory?") from None
    except BaseException:
        # Interrupted in the middle of an answer: nobody can take that up.
        engine.kill()
        _forget()
        raise
    if head[:1] == b"E":
        raise ValueError(answer.decode())
    return answer


def _running() -> subprocess.Popen:
    global _process, _owner
    # Spark forks its workers: a process is its parent's, never shared.
    if _process is None or _owner != os.getpid() or _process.poll() is not None:
        program = [_program()]
        _process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        _owner = os.getpid()
        atexit.register(_process.stdin.close)
    return _process


def _forget() -> None:
    global _process
    _process = None


def _program() -> str:
    """Where DIXIT_STEPS says, beside this Python, where the wheel puts it, or on the path."""
    if named := os.environ.get("DIXIT_STEPS"):
        return named
    for folder in (sysconfig.get_path("scripts"), Path(sys.executable).parent):
        program = Path(folder) / PROGRAM
        if program.exists():
            return str(program)
    found = shutil.which(PROGRAM)
    if found is None:
        raise RuntimeError(f"{PROGRAM} is not installed beside {sys.executable}; install the wheel dixit-spark there")
    return found
