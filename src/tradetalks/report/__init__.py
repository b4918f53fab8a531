"""Tell it: every number once, then text, page, bundle and JSON that all read from it."""

from __future__ import annotations

from tradetalks.report.as_json import as_json
from tradetalks.report.bundle import bundle, write_bundle
from tradetalks.report.contents import Brief
from tradetalks.report.findings import Certificate, Finding, Findings
from tradetalks.report.key import Key
from tradetalks.report.page import page, write_page
from tradetalks.report.terminal import print_brief

__all__ = [
    "Brief",
    "Certificate",
    "Finding",
    "Findings",
    "Key",
    "as_json",
    "bundle",
    "page",
    "print_brief",
    "write_bundle",
    "write_page",
]
