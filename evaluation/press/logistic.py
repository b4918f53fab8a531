"""Logistic regression on named yes-or-no observations, by Newton steps; small enough to read the weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

Rows = Sequence[Sequence[str]]


def fit(
    rows: Rows, labels: Sequence[bool], *, ridge: float = 1.0, balance: bool = False, at_least: int = 5
) -> dict[str, float]:
    """Weights by observation; those seen fewer than ``at_least`` times get none."""
    seen = Counter(name for row in rows for name in set(row))
    names = [name for name, count in seen.items() if count >= at_least]
    x, y = matrix(rows, names), np.asarray(labels, float)
    share = y.mean()
    weight = np.where(y > 0, 0.5 / share, 0.5 / (1 - share)) if balance else np.ones(len(y))
    beta = np.zeros(len(names))
    penalty = ridge * np.eye(len(names))
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (weight * (y - p)) - ridge * beta
        step = np.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + penalty, gradient)
        beta += step
        if np.abs(step).max() < 1e-8:
            break
    return {name: round(float(b), 3) for name, b in sorted(zip(names, beta, strict=True))}


def matrix(rows: Rows, names: Sequence[str]) -> np.ndarray:
    place = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name in row:
            if name in place:
                x[i, place[name]] = 1.0
    return x


def probability(rows: Rows, weights: dict[str, float]) -> np.ndarray:
    score = np.array([sum(weights.get(name, 0.0) for name in row) for row in rows])
    return 1 / (1 + np.exp(-np.clip(score, -30, 30)))


def cross_validated(
    rows: Rows, labels: Sequence[bool], groups: Sequence[int], *, folds: int = 5, **options: object
) -> np.ndarray:
    """The probability of each row from weights fitted on the other articles."""
    result = np.zeros(len(rows))
    fold = np.asarray(groups) % folds
    for k in range(folds):
        use = np.flatnonzero(fold != k)
        weights = fit([rows[i] for i in use], [labels[i] for i in use], **options)
        test = np.flatnonzero(fold == k)
        result[test] = probability([rows[i] for i in test], weights)
    return result
