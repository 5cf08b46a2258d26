"""The commands there are: name → where it lives and what it does, in the order in which the work happens.

Help is printed from here; a command's own module is imported only when the command is called. The words are the first
line of the command's docstring (a test holds the two together).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A module that holds ``app``, and one line on what it does."""

    module: str
    words: str


COMMANDS: dict[str, Entry] = {
    "demo": Entry("joinedup.cli.demo", "Make up a county, run the whole loop on it, and serve the site."),
    "synth": Entry(
        "joinedup.cli.synth",
        "Make up a county: three years of extracts from every service, and the truth about them apart.",
    ),
    "intake": Entry(
        "joinedup.cli.intake",
        "Judge extracts row by row, load the good rows, and say what is wrong with the others and where.",
    ),
    "link": Entry(
        "joinedup.cli.link", "Work out which records belong to the same person, and write the linked tables."
    ),
    "trace": Entry(
        "joinedup.cli.trace",
        "Look up every person of a request file in a register, and write a response with one row for each.",
    ),
    "mesh": Entry(
        "joinedup.cli.mesh",
        "Trace records by the national service: write a request, send it, receive and take in the answer.",
    ),
    "measure": Entry(
        "joinedup.cli.measure", "Count every measure for each area and period, and print it for the whole county."
    ),
    "feed": Entry(
        "joinedup.cli.feed",
        "Load published figures about areas: discharge reports, care-home rates, A&E, falls, patient experience.",
    ),
    "score": Entry(
        "joinedup.cli.score",
        "Rank people by their chance of an emergency admission in 12 months, and print how good the ranking is.",
    ),
    "plan": Entry("joinedup.cli.plan", "Check, import and export Better Care Fund plans."),
    "serve": Entry("joinedup.cli.serve", "Serve the site for a workspace until stopped with Ctrl+C."),
    "back-up": Entry(
        "joinedup.cli.back_up",
        "Copy a workspace while it is in use, and its keys to another place when one is named.",
    ),
    "restore": Entry(
        "joinedup.cli.restore",
        "Put a copy of a workspace into a new folder, once every file is proved to be what was copied.",
    ),
    "audit": Entry("joinedup.cli.audit", "Prove that the log of who looked at whom is as it was written."),
    "keys": Entry("joinedup.cli.keys", "List the keys of a workspace, and give a recipient a new one."),
    "retention": Entry(
        "joinedup.cli.retention",
        "Count what the desk has kept about people past its time, and delete it when a governance lead says so.",
    ),
}
