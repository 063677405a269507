"""How an area changes moto: by methods and paths that say what they add or replace.

All of these fail at start when moto no longer is what the area was written for. An area that silently stopped mending,
or that hides an implementation moto has gained since, would make the tests say something false about AWS.
"""

import functools
from collections.abc import Callable
from types import ModuleType
from typing import Any


class MotoChanged(Exception):
    """moto's classes are not those that this emulator was written for."""


def adds(owner: type) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give ``owner`` a method that moto lacks. The method keeps its function's name."""

    def install(method: Callable[..., Any]) -> Callable[..., Any]:
        if hasattr(owner, method.__name__):
            raise MotoChanged(f"moto has {owner.__name__}.{method.__name__} now: use it, or replace it")
        setattr(owner, method.__name__, method)
        return method

    return install


def replaces(owner: type) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Replace a method of ``owner`` by a function of the same name, which gets the replaced method as its first argument."""

    def install(replacement: Callable[..., Any]) -> Callable[..., Any]:
        original = getattr(owner, replacement.__name__, None)
        if original is None:
            raise MotoChanged(f"moto has no {owner.__name__}.{replacement.__name__} any more")

        @functools.wraps(replacement)
        def method(self: Any, *arguments: Any, **options: Any) -> Any:
            return replacement(original, self, *arguments, **options)

        setattr(owner, replacement.__name__, method)
        return method

    return install


def serves(urls: ModuleType, response: Any, *paths: str) -> None:
    """Let a service answer at paths that moto does not know: regular expressions, from the first slash on."""
    for path in paths:
        pattern = "{0}" + path + "$"
        if pattern in urls.url_paths:
            raise MotoChanged(f"moto answers at {path} now")
        urls.url_paths[pattern] = response.dispatch
