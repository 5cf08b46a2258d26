"""Long-term conditions in words: what a GP record's cluster is called when it is a reason."""

from collections.abc import Sequence

NAMED_AT_MOST = 3

# Clusters whose code does not read as words by itself. Any other is shown as its code with spaces.
WORDS = {
    "anxiety_depression": "anxiety or depression",
    "af": "atrial fibrillation",
    "afib": "atrial fibrillation",
    "chd": "coronary heart disease",
    "ckd": "chronic kidney disease",
    "connective_tissue": "connective tissue disease",
    "copd": "COPD",
    "falls_recorded": "recorded falls",
    "hf": "heart failure",
    "ihd": "coronary heart disease",
    "irritable_bowel": "irritable bowel syndrome",
    "ld": "learning disability",
    "ms": "multiple sclerosis",
    "pad": "peripheral arterial disease",
    "painful_condition": "a painful condition",
    "psychosis_bipolar": "psychosis or bipolar disorder",
    "smi": "severe mental illness",
    "stroke_tia": "stroke or TIA",
    "tia": "TIA",
}


def in_words(condition: str) -> str:
    """'heart_failure' → 'heart failure'."""
    code = condition.strip().lower()
    return WORDS.get(code, code.replace("_", " ").replace("-", " "))


def sentence(conditions: Sequence[str]) -> str:
    """'Has heart failure, COPD and 2 more long-term conditions', the first named first; empty for none."""
    names = [in_words(condition) for condition in conditions]
    shown, others = names[:NAMED_AT_MOST], len(names) - NAMED_AT_MOST
    if not shown:
        return ""
    if others > 0:
        return f"Has {', '.join(shown)} and {others} more long-term condition{'s' if others > 1 else ''}"
    return f"Has {' and '.join([', '.join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]}"
