"""Keeping what came in: texts and bytes under their hash, and logs that only grow.

Nothing here is ever overwritten. A file appears whole or not at all; a log line is on the disk before the call
returns; what an interruption cut off is set aside, named, and never mistaken for a record.
"""

from tollbook.preserve.files import file_errors, write_whole
from tollbook.preserve.journal import Journal, Position
from tollbook.preserve.lock import LockedError, interrupts_held, lock
from tollbook.preserve.vault import LOG, Keepable, Problem, Vault

__all__ = [
    "LOG",
    "Journal",
    "Keepable",
    "LockedError",
    "Position",
    "Problem",
    "Vault",
    "file_errors",
    "interrupts_held",
    "lock",
    "write_whole",
]
