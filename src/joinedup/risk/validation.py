"""How a build's score did on the year it was judged on."""

from dataclasses import dataclass

from joinedup.engine import Build, connect


@dataclass(frozen=True, slots=True)
class Cut:
    """The likeliest ``cut`` of people: ``ppv`` of those listed were admitted, ``sensitivity`` of the admitted listed.

    ``threshold`` is the lowest score listed; ``lift`` is how many times the average share;
    ``predicted`` is the mean chance that was given to them (None in a build of before it was kept).
    """

    cut: float
    people: int
    threshold: float
    admitted: int
    ppv: float
    sensitivity: float
    lift: float
    predicted: float | None = None


@dataclass(frozen=True, slots=True)
class Validation:
    """Told apart (``auc``), right on average (``predicted``, ``observed``, slope, intercept), and right at each cut."""

    auc: float
    brier: float
    brier_of_the_average: float
    predicted: float
    observed: float
    calibration_slope: float
    calibration_intercept: float
    people: int
    admitted: int
    fitted_on: str
    judged_on: str
    index_date: str
    cuts: tuple[Cut, ...]


def validation_of(build: Build) -> Validation:
    """What a build of layer ``risk`` says of itself."""
    about = build.about
    named = ("auc", "brier", "brier_of_the_average", "predicted", "observed", "calibration_slope")
    dates = ("calibration_intercept", "fitted_on", "judged_on", "index_date")
    return Validation(
        **{name: about[name] for name in named + dates},
        people=about["judged_people"],
        admitted=about["judged_admitted"],
        cuts=_cuts(build),
    )


def _cuts(build: Build) -> tuple[Cut, ...]:
    with connect() as connection:
        build.open_in(connection, "validation")
        listed = connection.execute("from validation order by cut")
        names = [column[0] for column in listed.description or ()]
        return tuple(Cut(**dict(zip(names, row, strict=True))) for row in listed.fetchall())
