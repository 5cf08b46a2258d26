"""Supported to manage a long-term condition: the usual choice for patient experience."""

from joinedup.measures.feeds import patient_experience as survey
from joinedup.measures.measure import Direction
from joinedup.measures.published.published_measure import PublishedMeasure

MEASURE = PublishedMeasure(
    id="patient_experience",
    title="People with a long-term condition who feel supported to manage it",
    words="Of the people with a long-term condition who answered the GP Patient Survey, how many said that in the last "
    "six months they had had enough support from local services to help manage it.",
    numerator="Weighted answers “Yes, definitely” and “Yes, to some extent”",
    denominator="Weighted answers “Yes, definitely”, “Yes, to some extent” and “No”",
    population="Adults registered with a GP who say they have a long-term condition and answered; not those who said "
    "that they needed no support, or do not know",
    direction=Direction.HIGH,
    unit="per cent of those who answered",
    period="year",
    source="GP Patient Survey, question 32 of 2014; NHS Outcomes Framework 2.1, local menu 2014",
    feed_id=survey.FEED,
    figure_name=survey.SUPPORTED,
    family="2014 national",
    verified=False,
    breaks=(
        "2017: the survey is asked once a year, no longer twice",
        "2018: the questionnaire was written anew, and people of 16 and 17 are asked",
    ),
    not_comparable_with=(
        "A quarter with another: it is a survey, once or twice a year, and cannot be followed more often",
        "Unweighted answers, or answers with “I have not needed such support” in the denominator",
        "Areas whose intervals overlap: it is a sample",
    ),
)
