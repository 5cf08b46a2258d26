"""What the rules of the table ``contradictions`` mean, in words for those who write to the source."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contradiction:
    """``extract``: whose rows are counted; ``against``: what they are held against; ``fix``: what to ask the source."""

    extract: str
    against: str
    words: str
    fix: str
    effect: str


CONTRADICTIONS = {
    "two-beds": Contradiction(
        "apc_episodes",
        "apc_episodes",
        "stays that begin before an earlier stay of the same person has ended",
        "Ask for the missing or wrong discharge date of the earlier stay.",
        "Both stays count; a day in both counts twice in bed-days.",
    ),
    "ready-outside-stay": Contradiction(
        "apc_episodes",
        "apc_episodes",
        "stays whose discharge-ready date lies before admission or after discharge",
        "Ask how the ready date is recorded.",
        "Ready after discharge counts as no delay.",
    ),
    "delay-outside-stay": Contradiction(
        "acute_delays",
        "apc_episodes",
        "delays of a stay that is not known, or on days outside it",
        "Ask for the stay, or for the right dates.",
        "The delayed days count as they were told.",
    ),
    "decision-without-stay": Contradiction(
        "ecds_attendances",
        "apc_episodes",
        "attendances with a decision to admit and no stay that day or the next",
        "Ask whether stays are missing, or linked to another person.",
        "The admission is in no figure.",
    ),
    "died-unregistered": Contradiction(
        "apc_episodes",
        "deaths",
        "stays that ended in death, of people without a registered death in the week after",
        "Wait for the registration, which may take weeks; then ask.",
        "The person still counts as alive.",
    ),
    "died-in-no-bed": Contradiction(
        "deaths",
        "apc_episodes",
        "deaths registered in hospital, of people in no hospital bed that day",
        "Expect some: people die in emergency departments and elsewhere in the country.",
        "The place of death counts as registered.",
    ),
    "on-list-after-death": Contradiction(
        "gp_register",
        "deaths",
        "registered deaths of people still on a list four weeks later",
        "Ask the practice to take them off the list.",
        "The person counts on the list until the day of death.",
    ),
    "on-two-lists": Contradiction(
        "gp_register",
        "gp_register",
        "registrations that begin before the one before has ended",
        "Nothing to do in most cases: the later practice's date is used.",
        "The earlier registration ends on the day the later one begins.",
    ),
    "beds-against-stays": Contradiction(
        "beds",
        "apc_episodes",
        "bed-days by which occupied beds and people in a stay differ",
        "Ask whether stays are missing, or beds are counted at another hour.",
        "Bed occupancy and bed-days do not agree.",
    ),
}
