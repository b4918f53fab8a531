"""Which questions a brief asks, and the answers put together: `make_brief` for all, `find` for one number."""

from tradetalks.brief.find import find
from tradetalks.brief.make import make_brief

__all__ = ["find", "make_brief"]
