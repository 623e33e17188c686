"""Waiting for a state, never for a time: a slow machine is not a broken one."""

import time

CEILING = 300  # seconds; it only ends a hang


def wait_until(state, words, pause=0.02):
    """Return what state() returns as soon as that is true; words say what it is."""
    end = time.monotonic() + CEILING
    while not (found := state()):
        assert time.monotonic() < end, f"waited {CEILING} s for {words}"
        time.sleep(pause)
    return found
