"""``python -m bench`` runs all, ``python -m bench create_issue`` one; the table goes to the terminal and to build/."""

import json
import sys
from importlib import import_module
from pathlib import Path

NAMES = ("checks", "official", "lists", "create_issue", "batch", "pdf", "facturx", "webhooks", "fairness", "as4")
RESULTS = Path("build/bench.json")
# The bench of the official rules asks the conformance run for them.
TESTS = Path(__file__).parents[1] / "tests"


def main(names: list[str]) -> None:
    if unknown := sorted(set(names) - set(NAMES)):
        sys.exit(f"There is no bench {', '.join(unknown)}; there are {', '.join(NAMES)}.")
    sys.path.insert(0, str(TESTS))
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    for name in names or NAMES:
        print(name)
        results[name] = import_module(f"bench.{name}").run()
        for fact, value in results[name].items():
            print(f"  {fact:44} {value}")
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(results, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
