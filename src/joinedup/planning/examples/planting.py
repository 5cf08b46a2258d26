"""How each flaw is planted: a change to a copy of a made-up plan, giving back words that stand at its place."""

import random
from collections.abc import Callable

from joinedup.planning.examples.example import Example

Draw = random.Random
LONG = {
    "p1-2014-07": [
        "2a.vision",
        "2b.outcome_difference",
        "3.case_for_change",
        "4b.governance",
        "6a.align_initiatives",
        "7b.seven_day",
        "8b.i",
    ],
    "p1-2013-12": ["1c.provider_engagement", "2a.vision", "2b.aims_objectives", "2e.governance", "3b.seven_day"],
}


def add(example: Example, draw: Draw, sentence: str) -> str:
    """A sentence added to one of the long answers."""
    key = draw.choice(LONG[example.template])
    example.fields[key] += f"\n{sentence}"
    return sentence[:24]


def sentence(*sentences: str) -> Callable[[Example, Draw], str]:
    """One of some sentences, added to a long answer."""

    def plant(example: Example, draw: Draw) -> str:
        return add(example, draw, draw.choice(sentences))

    return plant


def front(key: str, *values: str) -> Callable[[Example, Draw], str]:
    """One of some values for a field."""

    def plant(example: Example, draw: Draw) -> str:
        example.fields[key] = draw.choice(values)
        return example.fields[key]

    return plant


def row(kind: str, key: str, *values: str) -> Callable[[Example, Draw], str]:
    """One of some values for a field of a row."""

    def plant(example: Example, draw: Draw) -> str:
        row = draw.choice([row for row in getattr(example, kind) if key in row])
        row[key] = draw.choice(values)
        return str(row[key] or next(iter(row.values())))

    return plant


def wrong_unit(example: Example, draw: Draw) -> str:
    """Thousands written as millions."""
    if draw.random() < 0.5 or example.template == "p1-2013-12":
        key = f"1a.{draw.choice(['min_pool', 'total_pool'])}.2015_16"
        amount = example.fields[key]
        example.fields[key] = (
            amount.removesuffix(",000") + "m"
            if draw.random() < 0.5
            else amount.removesuffix(",000").replace(",", "") + "m"
        )
        return example.fields[key]
    scheme = draw.choice(example.schemes)
    scheme["investment"] = scheme["investment"].removesuffix(",000") + "m"
    return scheme["investment"]


def bare_thousands(example: Example, draw: Draw) -> str:
    """Thousands written as pounds."""
    key = f"1a.{draw.choice(['min_pool', 'total_pool'])}.2015_16"
    example.fields[key] = example.fields[key].removesuffix(",000")
    return example.fields[key]


def below_minimum(example: Example, draw: Draw) -> str:
    """A pool below its minimum, with schemes that still make it."""
    example.fields["1a.total_pool.2015_16"] = draw.choice(["£13,900,000", "£12,750,000", "£14,100,000"])
    if example.schemes:
        scheme = example.schemes[0]
        spare = 16_000_000 - int(example.fields["1a.total_pool.2015_16"].replace("£", "").replace(",", ""))
        scheme["investment"] = f"£{6_200_000 - spare:,}"
    return example.fields["1a.total_pool.2015_16"]


def scheme_sum(example: Example, draw: Draw) -> str:
    """A scheme that costs more or less than the pool allows."""
    scheme = draw.choice(example.schemes)
    amount = int(scheme["investment"].replace("£", "").replace(",", ""))
    scheme["investment"] = f"£{amount + draw.choice([-700_000, 450_000, 1_200_000]):,}"
    return example.fields["1a.total_pool.2015_16"]


def table(example: Example, draw: Draw) -> str:
    """A figure of a table changed."""
    rows = example.tables["admissions"]
    at, column = draw.randrange(1, len(rows) - 1), draw.randrange(1, 3)
    number = int(rows[at][column].replace(",", "")) + draw.choice([-400, 90, 1_000])
    rows[at][column] = f"{number:,}"
    return rows[at][0]


def no_figures(key: str, text: str) -> Callable[[Example, Draw], str]:
    """An answer without the figure that was asked."""

    def plant(example: Example, _: Draw) -> str:
        example.fields[key] = text
        return text[:24]

    return plant


def blank(example: Example, draw: Draw) -> str:
    """An answer taken out."""
    key = draw.choice(LONG[example.template])
    example.fields[key] = ""
    return f"@{key}"


def unsigned(example: Example, draw: Draw) -> str:
    """A name or date taken out of a signature."""
    block = draw.choice(example.signatures)
    block[draw.choice(["by", "date"])] = ""
    return block["body"]


def not_signing(example: Example, draw: Draw) -> str:
    """A signature taken out, or a body named that never signs."""
    if draw.random() < 0.5:
        gone = example.signatures.pop(draw.randrange(0, 2))
        return gone["body"]
    example.fields["1a.ccgs"] += "\nNHS Fenmarsh CCG"
    return "NHS Fenmarsh CCG"


def not_listed(example: Example, draw: Draw) -> str:
    """A signature of a body named nowhere."""
    block = dict(example.signatures[0]) | {"body": "NHS Fenmarsh CCG", "by": "Ruth Bewick"}
    example.signatures.insert(draw.randrange(0, 3), block)
    return "NHS Fenmarsh CCG"


def early_signature(example: Example, draw: Draw) -> str:
    """A signature before the board agreed."""
    block = draw.choice(example.signatures)
    year = "2 February 2014" if example.template == "p1-2013-12" else "1 August 2014"
    block["date"] = year
    return block["body"]


def score(example: Example, draw: Draw) -> str:
    """A score that is not likelihood times impact."""
    risk = draw.choice(example.risks)
    risk["score"] = str(int(risk["score"]) + draw.choice([-2, 1, 5]))
    return risk["risk"]


def twin(example: Example, draw: Draw) -> str:
    """A risk told twice."""
    risk = dict(draw.choice(example.risks))
    risk["risk"] = risk["risk"].replace("Too few", "Too few good") + draw.choice([".", " ", ""])
    risk["mitigation"] = "Reviewed each month by the programme board"
    example.risks.append(risk)
    return risk["mitigation"]


def same_text(example: Example, draw: Draw) -> str:
    """One scheme's words given to another."""
    key = draw.choice(["evidence_base", "feedback_loop", "overview"])
    one, two = draw.sample(range(len(example.schemes)), 2)
    example.schemes[max(one, two)][key] = example.schemes[min(one, two)][key]
    return example.schemes[max(one, two)][key][:24]


def quantity(example: Example, draw: Draw) -> str:
    """One quantity for two things."""
    one, two = draw.sample(range(len(example.schemes)), 2)
    number = draw.choice([137, 204, 318])
    example.schemes[one]["impact"] += f"\n{number} fewer visits to accident and emergency"
    example.schemes[two]["impact"] += f"\n{number} packages of care at home"
    return f"{number} "


def above_plan(example: Example, _: Draw) -> str:
    """A provider that plans for less than is promised."""
    provider = example.providers[0]
    provider["nel_2015_16_plan"], provider["chg_15_16"] = "27,550", "-2.0%"
    provider["bcf_prevent_15_16"] = "984"
    return "640 fewer non-elective"


def provider(key: str, *values: str) -> Callable[[Example, Draw], str]:
    """One of some values for a field of the provider's form."""
    return row("providers", key, *values)


def unlisted_scheme(example: Example, _: Draw) -> str:
    """A scheme listed and not described."""
    example.tables["listed"] = [
        ["Ref no.", "Scheme"],
        *([s["ref"], s["name"]] for s in example.schemes),
        ["WM05", "Falls clinic"],
    ]
    example.fields["4d.schemes"] = "@table:listed"
    return "Falls clinic"


def conflict(example: Example, draw: Draw) -> str:
    """Two targets for one thing."""
    one, two = draw.choice([("3.5%", "15%"), ("5%", "12%"), ("2%", "9%")])
    keys = LONG[example.template]
    example.fields[keys[0]] += f"\nOur target is to reduce emergency admissions by {one} in 2015/16."
    example.fields[keys[-1]] += f"\nBy the end of 2015/16 we will have cut emergency admissions by {two}."
    return "By the end of 2015/16 we will have cut"


def late_milestone(example: Example, draw: Draw) -> str:
    """A milestone with an earlier date than the one above it."""
    row = draw.choice(example.milestones[1:])
    row["when"] = draw.choice(["June 2014", "May 2014", "Summer 2014"])
    return row["what"]
