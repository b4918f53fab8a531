"""Which commands there are. A command's file defines one function; its heavy imports stay inside it."""

from __future__ import annotations

import typer

from tradetalks.cli.accept import accept
from tradetalks.cli.backtest import backtest
from tradetalks.cli.brief import brief
from tradetalks.cli.check import check
from tradetalks.cli.economy import economy
from tradetalks.cli.finding import finding
from tradetalks.cli.leverage import leverage
from tradetalks.cli.new import new
from tradetalks.cli.offer import offer
from tradetalks.cli.read import read
from tradetalks.cli.show import show
from tradetalks.cli.talks import talks
from tradetalks.cli.timeline import timeline
from tradetalks.cli.weigh import weigh


def all_commands(app: typer.Typer) -> None:
    """Attach every command to the application, in the order the help shows them."""
    app.command("brief")(brief)
    app.command("finding")(finding)
    app.command("show")(show)
    app.command("timeline")(timeline)
    app.command("leverage")(leverage)
    app.command("backtest")(backtest)
    app.command("weigh")(weigh)
    app.command("talks")(talks)
    app.command("offer")(offer)
    app.command("check")(check)
    app.command("new")(new)
    app.command("read")(read)
    app.command("accept")(accept)
    app.add_typer(economy, name="economy")
