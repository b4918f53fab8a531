"""Numbers joined two at a time."""

from __future__ import annotations

from collections import defaultdict


class Sets:
    """Numbers, and which of them have been joined."""

    def __init__(self) -> None:
        self._home: dict[int, int] = {}  # a smaller number of the same set, or the number itself

    def join(self, i: int, j: int) -> None:
        """Put two numbers, and all that are joined to either, in one set."""
        first, second = self.smallest(i), self.smallest(j)
        self._home[max(first, second)] = min(first, second)

    def all(self) -> list[list[int]]:
        """The sets in the order of their smallest members."""
        members: dict[int, list[int]] = defaultdict(list)
        for i in sorted(self._home):
            members[self.smallest(i)].append(i)
        return list(members.values())

    def smallest(self, i: int) -> int:
        """The smallest number of the set that a number is in; itself when it was never joined."""
        home = self._home
        home.setdefault(i, i)
        while home[i] != i:
            home[i] = home[home[i]]
            i = home[i]
        return i
