"""Texts of policies: their variables and their wildcards.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

import re
from collections.abc import Mapping

# The keys of a request's context, in lower case (case does not matter in policies), with their values. One that is known but
# not part of this request has none.
Context = Mapping[str, tuple[str, ...]]

VARIABLE = re.compile(r"\$\{([^}]*)\}")
# What stands for an asterisk and a question mark that mean themselves: no text that AWS accepts holds these characters.
LITERAL = {"*": "\ue000", "?": "\ue001", "$": "$"}


class PolicyNotUnderstood(Exception):
    """The policy says something that is not judged here. It must never count as a yes, nor pass for a no of AWS's."""


def values_of(key: str, context: Context) -> tuple[str, ...]:
    """@raises PolicyNotUnderstood for a key that the emulator cannot tell"""
    family, _, _ = key.lower().partition("/")
    # Of a family of keys, such as those for tags, the family's name says that all of them are told.
    values = context.get(key.lower(), context.get(f"{family}/"))
    if values is None:
        raise PolicyNotUnderstood(f"it names the condition key {key}, which the emulator does not know")
    return values


def substitute(text: str, context: Context) -> str | None:
    """The text with the values of its variables; none when the request lacks one of them: then it matches nothing."""
    lacking = False

    def value(match: re.Match[str]) -> str:
        nonlocal lacking
        name = match.group(1)
        if name in LITERAL:
            return LITERAL[name]
        if "," in name:
            raise PolicyNotUnderstood(f"it gives the variable {match.group()} a default")
        values = values_of(name, context)
        lacking = lacking or not values
        return literal(values[0]) if values else ""

    result = VARIABLE.sub(value, text)
    return None if lacking else result


def literal(text: str) -> str:
    return "".join(LITERAL.get(character, character) for character in text)


def plain(pattern: str) -> str:
    """A pattern as the text that it is where wildcards mean nothing."""
    return pattern.replace(LITERAL["*"], "*").replace(LITERAL["?"], "?")


def like(pattern: str, text: str) -> bool:
    """``*`` is any text, ``?`` any one character."""
    return matches(pattern, text, [".*"] * len(pattern))


def like_arn(pattern: str, arn: str) -> bool:
    """Each of an ARN's six parts by itself; the last may hold colons.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
    """
    patterns, parts = pattern.split(":", 5), arn.split(":", 5)
    return len(patterns) == len(parts) and all(map(like, patterns, parts))


def covers_resource(pattern: str, arn: str) -> bool:
    """As a ``Resource`` names ARNs: a wildcard stays within its part, unless it is the part's last character."""
    wildcards = []
    colons = 0
    for place, character in enumerate(pattern):
        colons += character == ":"
        ends_part = pattern[place + 1 : place + 2] in ("", ":")
        wildcards.append(".*" if colons >= 5 or ends_part else "[^:]*")
    return matches(pattern, arn, wildcards)


def matches(pattern: str, text: str, wildcards: list[str]) -> bool:
    """@param wildcards: what an asterisk stands for, by its place in the pattern"""
    expression = "".join(
        wildcards[place] if character == "*" else "." if character == "?" else re.escape(plain(character))
        for place, character in enumerate(pattern)
    )
    return re.fullmatch(expression, text, re.DOTALL) is not None
