"""``make docs``: writes the pages that are made from the code. A test fails while one of them is stale."""

import pages

for name in pages.MAKERS:
    path, text = pages.DOCS / name, pages.made(name)
    path.parent.mkdir(exist_ok=True)
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")
        print(f"wrote docs/{name}")
