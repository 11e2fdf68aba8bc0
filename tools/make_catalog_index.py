"""Write ``curl2sms/data/catalog-index.json`` anew: which file describes a host, or a path on any.

usage: python tools/make_catalog_index.py
"""

from __future__ import annotations

import json

from curl2sms.locating.catalog import index
from curl2sms.shipped import DATA


def main() -> None:
    """Write the index, sorted."""
    (DATA / "catalog-index.json").write_text(json.dumps(index(), indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
