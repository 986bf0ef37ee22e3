"""Makes rlax_returns.json: random trajectories with the returns that rlax computes for them.

Run in an environment of its own (rlax brings JAX):
    python -m venv rlax-venv && rlax-venv/bin/pip install rlax
    rlax-venv/bin/python tests/learn/make_rlax_returns.py
"""

import json
from pathlib import Path

import jax
import numpy as np
import rlax

STEPS, CASES = 16, 4
COMMAND = "rlax-venv/bin/python tests/learn/make_rlax_returns.py"


def main() -> None:
    jax.config.update("jax_enable_x64", True)
    cases = [case(seed) for seed in range(CASES)]
    text = json.dumps({"made_by": COMMAND, "rlax": rlax.__version__, "jax": jax.__version__, "cases": cases}, indent=1)
    (Path(__file__).parent / "rlax_returns.json").write_text(text + "\n")


def case(seed: int) -> dict:
    rng = np.random.default_rng(seed)
    bootstrapped = rng.normal(size=STEPS + 1)
    values, next_values = bootstrapped[:-1], bootstrapped[1:]
    rewards, rhos = rng.normal(size=STEPS), np.exp(rng.normal(size=STEPS))
    discounts = np.ones(STEPS)
    if seed % 2:
        discounts[STEPS // 2] = 0  # a game ends
    vtrace = rlax.vtrace_td_error_and_advantage(values, next_values, rewards, discounts, rhos)
    # UPGO as the paper's pseudocode has it: a λ-return with λ shifted by one.
    as_expected = (rewards + discounts * next_values >= values).astype(float)
    lambdas = np.append(as_expected[1:], 1.0)
    arrays = {
        "values": values,
        "next_values": next_values,
        "rewards": rewards,
        "discounts": discounts,
        "rhos": rhos,
        "vtrace_errors": vtrace.errors,
        "vtrace_advantages": vtrace.pg_advantage,
        "td_lambda_errors": rlax.td_lambda(values, rewards, discounts, next_values, np.array(0.8)),
        "upgo_returns": rlax.lambda_returns(rewards, discounts, next_values, lambdas),
    }
    return {name: np.asarray(array).tolist() for name, array in arrays.items()}


if __name__ == "__main__":
    main()
