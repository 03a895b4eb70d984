#!/usr/bin/env python3
"""Works out, apart from the program, the dimension scores of `town/alpha` and their data intervals.

Plain Python, no libraries. Every share is drawn from Beta(k + 1/2, n - k + 1/2), every count from Gamma(k + 1/2), net scores
from the normal distribution, medians of waiting times from P(median <= t) = Phi((ln 1/2 - ln S(t)) / se), survival on the
ln(-ln S) scale; what has no known sampling error stays where it is. 100,000 draws.
`python3 tests/worked/scores.py > tests/worked/scores.csv`. The fields stand in `site/town/alpha/group.yaml`.
"""
import math
import random
from statistics import NormalDist

DRAWS = 100_000
DICE = random.Random(20261031)
PHI = NormalDist()


def share(k, n, population=None):
    if population:
        more = (population - 1) / (population - n)
        k, n = k * more, n * more
    return k / n, lambda: DICE.betavariate(k + 0.5, n - k + 0.5)


def count(k, per):
    return k / per, lambda: DICE.gammavariate(k + 0.5, 1) / per


def over_count(total, k):
    return total / k, lambda: total / DICE.gammavariate(k + 0.5, 1)


def net(up, down, n, times=1.0):
    value, se = (up - down) / n, math.sqrt((up + down) / n - ((up - down) / n) ** 2) / math.sqrt(n)
    return value * times, lambda: DICE.gauss(value, se) * times


def fixed(value):
    return value, None


def curve(cases):
    """Kaplan-Meier: (time, S, sum of d/(n(n - d))) at every event, and the longest time."""
    left, s, v, steps = len(cases), 1.0, 0.0, []
    for time in sorted({t for t, _ in cases}):
        d = sum(1 for t, event in cases if t == time and event)
        if d:
            s *= (left - d) / left
            v += d / (left * (left - d)) if left > d else math.inf
            steps.append((time, s, v))
        left -= sum(1 for t, _ in cases if t == time)
    return steps, max(t for t, _ in cases)


def median(done, still_open):
    steps, longest = curve([(t, True) for t in done] + [(t, False) for t in still_open])
    at = next(i for i, (_, s, _) in enumerate(steps) if s <= 0.5 + 1e-9)
    level = abs(steps[at][1] - 0.5) < 1e-9 and at + 1 < len(steps)
    value = (steps[at][0] + steps[at + 1][0]) / 2 if level else steps[at][0]
    chance = [(t, PHI.cdf((math.log(0.5) - math.log(s)) / math.sqrt(v))) if s > 0 else (t, 1.0) for t, s, v in steps]

    def draw():
        u = DICE.random()
        return next((t for t, p in chance if p >= u), longest)

    return value, draw


def survival(months, tenure):
    steps, _ = curve(tenure)
    _, s, v = [step for step in steps if step[0] <= months][-1]
    error = math.sqrt(v) / -math.log(s)
    return s, lambda: math.exp(-math.exp(math.log(-math.log(s)) + DICE.gauss(0, error)))


TENURE = [(1 + 0.5 * i, i % 3 == 0) for i in range(40)]
EXPOSURE = 400 + 60 / 2
LINEAR, RATIO = (lambda x: x), (lambda x: math.log(max(x, 1e-300)))

# What is measured, the value that scores 0, the one that scores 100, the weight in a chat group of interest, the scale.
DIMENSIONS = {
    "scale": [(fixed(2), 0, 4, 1, LINEAR), (share(5, 22), 0, 0.30, 1, LINEAR)],
    "activity": [
        (share(150, 412), 0.10, 0.50, 1, LINEAR),
        (fixed(24.5 / 150), 0.03, 0.20, 1, LINEAR),
        (share(48, 412), 0.03, 0.30, 1.5, LINEAR),
    ],
    "interaction": [
        (share(45, 60), 0.40, 0.95, 1, LINEAR),
        (median([1, 2, 3, 5, 8, 13], [168, 170, 200, 300]), 24, 1, 1, LINEAR),
        (share(96, 240), 0.10, 0.70, 1.5, LINEAR),
        (share(26, 40), 0.40, 0.90, 1, LINEAR),
    ],
    "renewal": [
        (share(12, 50), 0.05, 0.40, 1, LINEAR),
        (share(18, 25), 0.40, 0.95, 1, LINEAR),
        (share(10, 25), 0.20, 0.60, 1, LINEAR),
        (share(27, 45), 0.20, 0.70, 1, LINEAR),
        (share(48, EXPOSURE), 0.15, 0.01, 1, LINEAR),
        (survival(12, TENURE), 0.20, 0.80, 1, LINEAR),
        (share(6, EXPOSURE), 0.08, 0, 1, LINEAR),
    ],
    "content": [
        (fixed(3 / 4), 0.30, 1, 1, LINEAR),
        (fixed(10), 30, 2, 1, LINEAR),
        (share(3, 40), 0.40, 0.02, 1, LINEAR),
        (share(14, 40), 0, 0.50, 1, LINEAR),
        (share(24, 30), 0.40, 0.90, 1, LINEAR),
        (share(22, 40), 0.10, 0.70, 1.5, LINEAR),
    ],
    "atmosphere": [
        (count(5, 2.3), 20, 0, 1, LINEAR),
        (median([4, 10, 20, 30], [50]), 168, 12, 1, LINEAR),
        (net(120, 20, 200), -0.2, 0.5, 1, LINEAR),
        (share(66, 100, 412), 0.30, 0.90, 1, LINEAR),
        (share(60, 100, 412), 0.30, 0.90, 1, LINEAR),
        (share(15, 100, 412), 0.50, 0.05, 1, LINEAR),
    ],
    "value": [
        (over_count(3000 / 200, 20), 2, 0.3, 1, RATIO),
        (count(9, 1.5), 0, 10, 1, LINEAR),
        (net(20, 8, 40, 100), -20, 50, 1, LINEAR),
        (share(7, 20), 0.05, 0.50, 1, LINEAR),
        (fixed(100 * 2 / 6), 0, 100, 1, LINEAR),
    ],
}


def points(x, worst, best, scale):
    return 100 * min(1, max(0, (scale(x) - scale(worst)) / (scale(best) - scale(worst))))


print("dimension,score,lower,upper")
for name, parts in DIMENSIONS.items():
    weights = sum(part[3] for part in parts)
    score = sum(points(value, a, b, scale) * weight for (value, _), a, b, weight, scale in parts) / weights
    draws = sorted(
        sum(points(draw() if draw else value, a, b, scale) * weight for (value, draw), a, b, weight, scale in parts)
        / weights
        for _ in range(DRAWS)
    )
    low, high = draws[DRAWS // 20], draws[DRAWS - DRAWS // 20]
    print(f"{name},{score:.3f},{low:.3f},{high:.3f}")
