#!/usr/bin/env python3
"""Works out, apart from the program, what it must say of the site beside this file.

Plain Python, no libraries: binomial, Poisson and Kaplan-Meier formulas written anew, resamples drawn one by one.
`python3 tests/worked/vectors.py > tests/worked/expected.csv`. A tolerance stands where limits are resampled.
"""
import datetime as dt
import math
import random
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)
OUT = []


def say(who, indicator, value, limits=None, n=None, status="measured", tolerance=1e-6):
    low, high = limits if limits else (None, None)
    cell = lambda x: "" if x is None else repr(round(x, 9))
    OUT.append(",".join([who, indicator, status, cell(value), cell(low), cell(high), cell(n), repr(tolerance)]))


def wilson(k, n):
    p, a = k / n, Z * Z / n
    half = math.sqrt(p * (1 - p) * a + a * a / 4)
    return [(p + a / 2 - half) / (1 + a) if k else 0.0, (p + a / 2 + half) / (1 + a) if k < n else 1.0]


def garwood(k):
    def below(mean, most):
        return sum(math.exp(-mean + i * math.log(mean) - math.lgamma(i + 1)) for i in range(most + 1))

    def solve(f):
        low, high = 1e-12, 10.0 * k + 50
        for _ in range(200):
            mid = (low + high) / 2
            low, high = (mid, high) if f(mid) else (low, mid)
        return low

    lower = 0.0 if k == 0 else solve(lambda m: 1 - below(m, k - 1) < 0.025)
    return [lower, solve(lambda m: below(m, k) > 0.025)]


def imprecise(p, n):
    p = min(p, 1 - p)
    return p <= 0 or math.sqrt(p * (1 - p) / n) / (p * -math.log(p)) > 0.175


def share(who, indicator, k, n, least, days=None, population=None):
    p, limits = k / n, wilson(k, n)
    status = "few" if n <= 20 or n < least else "imprecise" if imprecise(p, n) else "measured"
    if population:
        size = n * (population - 1) / (population - n)
        limits = wilson(p * size, size)
    if days:
        to30 = lambda r: 1 - (1 - r) ** (30 / days)
        p, limits = to30(p), [to30(x) for x in limits]
    say(who, indicator, p, limits, n, status)


def rate(who, indicator, k, per, n, few=False, exposure=True):
    say(who, indicator, k * per, [x * per for x in garwood(k)], n, "few" if few else "measured", 1e-5)


def kaplan_meier(cases):
    """Steps (time, S, Greenwood sum) of (time, finished)."""
    steps, s, g = [], 1.0, 0.0
    for t in sorted({t for t, done in cases if done}):
        risk = sum(1 for x, _ in cases if x >= t)
        d = sum(1 for x, done in cases if done and x == t)
        s *= 1 - d / risk
        g = g + d / (risk * (risk - d)) if risk > d else math.inf
        steps.append((t, s, g))
    return steps


def km_median(steps, z):
    at = [(t, s * math.exp(z * math.sqrt(g)) if s else 0.0) for t, s, g in steps]
    for i, (t, s) in enumerate(at):
        if s <= 0.5 + 1e-9:
            return (t + at[i + 1][0]) / 2 if abs(s - 0.5) < 1e-9 and i + 1 < len(at) else t
    return None


def resampled(values, statistic, draws=20000):
    rng = random.Random(7)
    out = sorted(statistic(sorted(rng.choices(values, k=len(values)))) for _ in range(draws))
    return [out[int(0.025 * draws)], out[int(0.975 * draws)]]


def gini(x):
    n = len(x)
    return sum((2 * i - n + 1) * v for i, v in enumerate(sorted(x))) / (n * sum(x)) * n / (n - 1)


def pielou(counts, categories):
    total = sum(counts)
    return -sum(c / total * math.log(c / total) for c in counts if c) / math.log(categories)


# ------------------------------------------------------------------------------------- alpha, a month: 2026-10
A = "town/alpha"
say(A, "channel_breadth", 2)
share(A, "referral_join_share", 5, 22, 20)
share(A, "active_member_rate", 150, 412, 20)
say(A, "stickiness", 24.5 / 150, n=150)
share(A, "posting_rate", 48, 412, 20)
share(A, "reply_coverage", 45, 60, 20)
steps = kaplan_meier([(t, True) for t in (1, 2, 3, 5, 8, 13)] + [(t, False) for t in (168, 170, 200, 300)])
say(A, "first_response_median", km_median(steps, 0), [km_median(steps, -Z), None], 10)
share(A, "peer_answer_share", 96, 240, 30)
share(A, "problem_solved_rate", 26, 40, 20)
COUNTS = [1000, 433, 343, 332, 202, 90, 42, 33]
say(A, "contribution_gini", 0.554862914863, resampled(COUNTS, gini), 8, "few", 0.02)
say(A, "top10_share", 1000 / 2475, resampled(COUNTS, lambda x: x[-1] / sum(x)), 8, "few", 0.02)
say(A, "contributor_absence_factor", 2, n=8)
share(A, "newcomer_activation_rate", 12, 50, 20)
share(A, "newcomer_reply_rate", 18, 25, 10)
share(A, "newcomer_retention_rate", 10, 25, 20)
share(A, "returning_contributor_rate", 27, 45, 20)
share(A, "churn_rate", 48, 430, 50)
TENURE = [(1.0 + 0.5 * i, i % 3 == 0) for i in range(40)]
t, s, g = [step for step in kaplan_meier(TENURE) if step[0] <= 12][-1]
loglog = math.sqrt(g) / abs(math.log(s))
say(A, "survival_12m", s, [s ** math.exp(Z * loglog), s ** math.exp(-Z * loglog)], 40)
share(A, "passive_exit_share", 8, 48, 10)
share(A, "switch_out_rate", 6, 430, 50)
share(A, "switch_reason_share", 14, 30, 20)
say(A, "content_cadence", 3 / 4, n=4)
say(A, "content_freshness_days", 10)
share(A, "duplication_rate", 3, 40, 20)
share(A, "originality_share", 14, 40, 20)
share(A, "topic_fit_share", 24, 30, 20)
share(A, "content_response_rate", 22, 40, 20)
rate(A, "incident_rate", 5, 1000 / 2300, 2300)
steps = kaplan_meier([(4, True), (10, True), (20, True), (30, True), (50, False)])
say(A, "incident_resolution_hours", km_median(steps, 0), [km_median(steps, -Z), km_median(steps, Z)], 5)
FEELINGS = [1] * 120 + [0] * 60 + [-1] * 20
say(A, "net_sentiment", 0.5, resampled(FEELINGS, lambda x: sum(x) / 200), 200, tolerance=0.006)
share(A, "trust_score", 66, 100, 30, population=412)
share(A, "belonging_score", 60, 100, 30, population=412)
share(A, "pressure_share", 15, 100, 30, population=412)
say(A, "goal_clarity", 80, n=5)
say(A, "goal_attainment", 2 / 3, n=3)
say(A, "type_fit", 50, n=6)
say(A, "management_maturity", 60, n=10)
say(A, "moderation_load", 75, n=2)
share(A, "feedback_closure_rate", 12, 15, 10)
say(A, "evaluation_recency", 5)
rate(A, "event_rate", 3, 1, None)
# Every resample of three events: the least has a chance of 1 in 27, more than 2.5 %.
say(A, "event_attendance_rate", 60 / 450, [10 / 150, 30 / 150], 3)
share(A, "reward_coverage", 6, 48, 20)
say(A, "culture_index", 60, n=5)
low, high = garwood(20)
say(A, "cost_vs_ads_ratio", 0.75, [3000 / 200 / high, 3000 / 200 / low], 20, tolerance=1e-5)
rate(A, "insight_yield", 9, 100 / 150, 150)
se = 100 * math.sqrt((0.5 + 0.2 - 0.3**2) / 40)
say(A, "recommend_score", 30, [30 - Z * se, 30 + Z * se], 40)
share(A, "resource_match_rate", 7, 20, 10)
say(A, "crisis_readiness", 100 / 3, n=6)
say(A, "member_growth_rate", 12 / 400, n=400)
say(A, "format_diversity", pielou([20, 12, 8], 6), n=40)
say(A, "data_coverage", 1)
# 60 of 105 registered came; each event's part of the ratio is (a - ratio*b)/mean(b), resampled in all 27 ways.
EVENTS = [(10, 40), (30, 40), (20, 25)]
ratio = 60 / 105
parts = [(a - ratio * b) / 35 for a, b in EVENTS]
sums = sorted((x + y + z) / 3 for x in parts for y in parts for z in parts)
say(A, "event_show_rate", ratio, [ratio + sums[0], ratio + sums[26]], 3)
say(A, "event_attendance_online", 10 / 150, n=1, status="few")
say(A, "event_attendance_offline", 50 / 300, [20 / 150, 30 / 150], 2, "few")

# ------------------------------------------------ slow, a quarter of 92 days: shares of flow and reach per 30 days
Q = "town/slow"
share(Q, "active_member_rate", 90, 200, 20, 92)
share(Q, "posting_rate", 40, 200, 20, 92)
share(Q, "churn_rate", 20, 200, 50, 92)
share(Q, "switch_out_rate", 8, 200, 50, 92)
rate(Q, "event_rate", 4, 30 / 92, None)
rate(Q, "insight_yield", 6, 100 / 90 * 30 / 92, 90)
# Each answered thread counts, the two that wait as well; a forum.
steps = kaplan_meier([(t, True) for t in (2, 4, 6, 8, 10, 12, 14, 16, 18)] + [(5, False), (40, False)])
say(Q, "first_response_median", km_median(steps, 0), [km_median(steps, -Z), km_median(steps, Z)], 11)

# --------------------------------------------------------------- club, a month: weekly over monthly; nobody answered
say("town/club", "stickiness", 30 / 60, n=60)
say("town/club", "first_response_median", 6, n=30)

# ------------------------------------------------------------------------------------------ the town, a year: 2026
T = "town"
rate(T, "penetration_per_10k", 900, 10000 / 50000, 50000)
rate(T, "groups_per_10k", 6, 10000 / 50000, 6)
say(T, "type_diversity", pielou([2, 3, 1], 3), resampled([0, 0, 1, 1, 1, 2], lambda x: pielou([x.count(i) for i in range(3)], 3)), 6, tolerance=0.03)
# Two shares of samples: Newcombe's square-and-add for their mean.
p, q = 800 / 1000, 300 / 500
(l1, u1), (l2, u2) = wilson(800, 1000), wilson(300, 500)
half = lambda a, b: math.hypot(a, b) / 2
say(T, "infrastructure_access", (p + q) / 2, [(p + q) / 2 - half(p - l1, q - l2), (p + q) / 2 + half(u1 - p, u2 - q)], 500)
rate(T, "business_density", 1250, 1000 / 50000, 50000)
share(T, "sponsor_coverage", 2, 6, 10)
say(T, "funding_per_group", 18000 / 6, n=6)
say(T, "cultural_diversity", 1 - 0.7**2 - 0.2**2 - 0.1**2)
share(T, "trained_operator_share", 3, 10, 10)
say(T, "policy_support", 60, n=5)
share(T, "awareness_share", 21, 60, 30)
say(T, "population", 50000)
say(T, "gdp_per_capita", 48200)

print("subject,indicator,status,value,lower,upper,n,tolerance")
print("\n".join(OUT))
