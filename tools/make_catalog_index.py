"""Write ``curl2sms/data/catalog-index.json`` anew: which host is described in which file of the catalog.

usage: python tools/make_catalog_index.py
"""

from __future__ import annotations

import json

from curl2sms.locating.catalog import INDEX, index


def main() -> None:
    """Write the index, one host a line, sorted."""
    INDEX.write_text(json.dumps(index(), indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
