"""What does pysubgroup find, and how long does it take?

Runs in an environment of its own, .venv-peers-subgroup (target_groups_speed.peer_python makes it):

    python target_groups_peer.py POPULATION.npz ALGORITHM QUALITY TOP REPEATS

POPULATION.npz holds one code column a dimension and `outcome`. Prints one line of JSON.
"""

import json
import sys
import time

import numpy as np
import pandas as pd
import pysubgroup as ps

QUALITIES = {
    "standard_0.5": lambda: ps.StandardQF(0.5),
    "wracc": ps.WRAccQF,
    "generalization_aware_0.5": lambda: ps.GeneralizationAware_StandardQF(0.5),
    "binomial": ps.SimpleBinomialQF,
    "chi_squared": lambda: ps.ChiSquaredQF(direction="positive"),
}
ALGORITHMS = {
    "gp_growth": ps.GpGrowth,
    "dfs": lambda: ps.DFS(ps.BitSetRepresentation),
    "apriori": ps.Apriori,
    "simple_dfs": ps.SimpleDFS,
    "best_first": ps.BestFirstSearch,
}


def main(path: str, algorithm: str, quality: str, top: int, repeats: int) -> None:
    with np.load(path) as file:
        frame = pd.DataFrame({name: file[name] for name in file.files})
    frame["outcome"] = frame["outcome"].astype(bool)
    names = [name for name in frame.columns if name != "outcome"]
    took = []
    for _ in range(repeats):
        begun = time.perf_counter()
        selectors = [
            ps.EqualitySelector(name, value)
            for name in names
            for value in sorted(frame[name].unique())
        ]
        task = ps.SubgroupDiscoveryTask(
            frame,
            ps.BinaryTarget("outcome", True),
            selectors,
            result_set_size=top,
            depth=3,
            qf=QUALITIES[quality](),
        )
        result = ALGORITHMS[algorithm]().execute(task)
        took.append(time.perf_counter() - begun)
    groups = [
        {
            "quality": float(value),
            "conditions": {s.attribute_name: int(s.attribute_value) for s in group.selectors},
        }
        for value, group, _statistics in result.results
    ]
    print(json.dumps({"seconds": took, "groups": groups}))


if __name__ == "__main__":
    main(*sys.argv[1:4], *map(int, sys.argv[4:6]))
