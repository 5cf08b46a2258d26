"""What the docs say: pages, links, commands to copy and commands named in a sentence."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"(?:^<!-- (?P<mark>[^>]*?) -->\n+)?^```(?P<kind>\w*)\n(?P<body>.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"(?<!`)`(joinedup [^`\n]+)`(?!`)")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """Commands to copy. ``mark`` is the comment before them: not run, with why; runs until stopped; ends with 1."""

    commands: tuple[str, ...]
    mark: str


@cache
def pages() -> tuple[Path, ...]:
    """Every tracked page of Markdown."""
    command = ["git", "ls-files", "-z", "--cached", "*.md"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def name_of(page: Path) -> str:
    """Its name in the repository."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path) -> Iterator[Block]:
    """The blocks of shell commands on a page; a line that ends in a backslash goes on."""
    for fence in FENCE.finditer(page.read_text("utf-8")):
        if fence["kind"] == "sh":
            lines = fence["body"].replace("\\\n", " ").splitlines()
            commands = (re.sub(r"\s+#\s.*$", "", line).strip() for line in lines)
            yield Block(tuple(line for line in commands if line and not line.startswith("#")), fence["mark"] or "")


def inline_commands(page: Path) -> list[str]:
    """Commands named in sentences."""
    return INLINE.findall(FENCE.sub("", page.read_text("utf-8")))


def links(page: Path) -> list[str]:
    """Where the page's links lead, but for those inside code."""
    text = re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text("utf-8")))
    return LINK.findall(text)


@cache
def anchors(page: Path) -> frozenset[str]:
    """What a link may name on a page after the #: its headings, as forges write them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings)
