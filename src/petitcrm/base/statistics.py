"""What a few numbers allow to say."""

from math import sqrt

Z = 1.959964  # 95 %, two-sided: the true value lies inside nineteen times out of twenty


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a rate of `hits` among `of`; (0, 1) where there are none.

    E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the American
    Statistical Association 22 (1927), 209-212. It never leaves 0 to 1 and holds for few cases, too.
    """
    if not of:
        return 0.0, 1.0
    rate, z2 = hits / of, Z * Z
    middle = rate + z2 / (2 * of)
    reach = Z * sqrt(rate * (1 - rate) / of + z2 / (4 * of * of))
    whole = 1 + z2 / of
    # at its ends the formula gives the rate itself but for rounding
    return max(0.0, min(rate, (middle - reach) / whole)), min(1.0, max(rate, (middle + reach) / whole))
