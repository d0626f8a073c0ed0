"""All benchmarks, one after another, each a table of ratios: `python benchmarks/run.py [--peers] [--long]`.

`--peers` adds what needs other programs: ikhal, posting and harlequin, which it installs into .peers.
`--long` adds the long runs of what the suite only samples: kills, failures, many processes, thousands of examples.
Ends with 1 when a ratio is over its limit.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
RATIOS = (
    "bench_list.py", "bench_save.py", "bench_export.py", "bench_first_frame.py", "bench_memory.py", "bench_wheel.py",
    "bench_goals.py", "bench_chain.py",
)  # fmt: skip
PEERS = ("bench_keys.py", "bench_peers.py")
LONG = ("long_storage.py", "long_monkey.py")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="also the long runs of the tests")
    parser.add_argument("--peers", action="store_true", help="also beside other programs, which are installed for it")
    args = parser.parse_args()
    wanted = (*RATIOS, *PEERS) if args.peers else RATIOS
    failed = [name for name in wanted if _run([sys.executable, str(HERE / name)], name)]
    if args.long:
        profile = {"VCYCLE_TEST_PROFILE": "long"}
        failed += [name for name in LONG if _run([sys.executable, str(HERE / name)], name)]
        if _run([sys.executable, "-m", "pytest", "-q", "-m", "", str(HERE.parent / "tests")], "long tests", **profile):
            failed.append("long tests")
    print("over the limit: " + ", ".join(failed) if failed else "everything holds")
    return int(bool(failed))


def _run(command: list[str], title: str, **environment: str) -> int:
    print(f"== {title} ==", flush=True)
    return subprocess.run(command, check=False, cwd=HERE.parent, env={**os.environ, **environment}).returncode


if __name__ == "__main__":
    sys.exit(main())
