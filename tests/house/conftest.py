"""Lets the house rules share what they look at."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
