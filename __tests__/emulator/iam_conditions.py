"""Conditions of policies.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
"""

from collections.abc import Callable
from typing import Any

from .iam_patterns import Context, PolicyNotUnderstood, like, like_arn, plain, substitute, values_of

# Whether a value of the request meets one of the policy. The value of the policy comes first.
Comparison = Callable[[str, str], bool]

COMPARISONS: dict[str, Comparison] = {
    "StringEquals": lambda policy, request: plain(policy) == request,
    "StringEqualsIgnoreCase": lambda policy, request: plain(policy).lower() == request.lower(),
    "StringLike": like,
    "ArnEquals": like_arn,
    "ArnLike": like_arn,
    "Bool": lambda policy, request: policy.lower() == request.lower(),
    "NumericEquals": lambda policy, request: float(request) == float(policy),
    "NumericLessThan": lambda policy, request: float(request) < float(policy),
    "NumericLessThanEquals": lambda policy, request: float(request) <= float(policy),
    "NumericGreaterThan": lambda policy, request: float(request) > float(policy),
    "NumericGreaterThanEquals": lambda policy, request: float(request) >= float(policy),
}
# The operators that hold where their counterparts do not.
NEGATIONS = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
    "NumericNotEquals": "NumericEquals",
}
IF_EXISTS = "IfExists"


def satisfied(condition: dict[str, dict[str, Any]], context: Context) -> bool:
    """Every operator with every key of it must hold.

    All are looked at, so that what is not understood is found whatever the others say.
    """
    return all(
        [
            holds(operator, key, texts(wanted), context)
            for operator, keys in condition.items()
            for key, wanted in keys.items()
        ]
    )


def holds(operator: str, key: str, wanted: list[str], context: Context) -> bool:
    quantifier, _, name = operator.rpartition(":")
    values = values_of(key, context)
    if name == "Null":
        return any((policy.lower() == "true") == (not values) for policy in wanted)
    base = name.removesuffix(IF_EXISTS)
    negated = base in NEGATIONS
    compare = COMPARISONS.get(NEGATIONS.get(base, base))
    if compare is None or quantifier not in ("", "ForAnyValue", "ForAllValues"):
        raise PolicyNotUnderstood(f"it uses the condition operator {operator}, which the emulator does not know")
    if not values:
        return missing_holds(quantifier, negated, name.endswith(IF_EXISTS))
    if quantifier == "" and len(values) > 1:
        raise PolicyNotUnderstood(f"it compares {key}, which has several values here, by {operator}")

    patterns = [pattern for text in wanted if (pattern := substitute(text, context)) is not None]
    met = [any(compare(pattern, value) for pattern in patterns) != negated for value in values]
    return any(met) if quantifier == "ForAnyValue" else all(met)


def missing_holds(quantifier: str, negated: bool, if_exists: bool) -> bool:
    """What holds of a key that the request does not have: every negation, every ``ForAllValues``, every ``IfExists``."""
    return quantifier == "ForAllValues" or if_exists or (negated and quantifier == "")


def texts(value: Any) -> list[str]:
    """JSON has one or several; true, false and numbers may be written without quotes."""
    several = value if isinstance(value, list) else [value]
    return [str(each).lower() if isinstance(each, bool) else str(each) for each in several]
