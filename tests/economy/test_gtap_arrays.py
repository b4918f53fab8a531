"""Arrays under GTAP's headers give the economy they were made from."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tradetalks.axes import Axes
from tradetalks.economy import Economy, toy_world
from tradetalks.economy.economy import Array
from tradetalks.economy.readers import economy_from_gtap
from tradetalks.equilibrium import elasticities_for, no_change, solve
from tradetalks.errors import BadInput

CLOSES = 1e-12
FOREIGN = 1.0 - np.eye(3)


def headers(world: Economy, freight: float = 0.0) -> dict[str, Array]:
    """A world's accounts as the data base stores them; a part of each import price at the border is `freight`."""
    home = np.einsum("nns->ns", world.share)[:, None, :]
    firms = np.moveaxis(world.intermediate, 0, 2)
    at_home = home[:, 0].T[:, None, :]
    trade = {
        "VXSB": (1.0 - freight) * world.producer,
        "VFOB": world.border - freight * world.producer,
        "VCIF": world.border,
        "VMSB": world.border * (1.0 + world.tariff),
    }
    parts = dict(zip("PGI", (0.5, 0.3, 0.2), strict=True))
    return {
        "VDFB": firms * at_home,
        "VMFB": firms * (1.0 - at_home),
        **{f"VD{user}B": part * world.final.T * home[:, 0].T for user, part in parts.items()},
        **{f"VM{user}B": part * world.final.T * (1.0 - home[:, 0].T) for user, part in parts.items()},
        **{header: np.transpose(flow * FOREIGN[:, :, None], (2, 1, 0)) for header, flow in trade.items()},
        "VST": freight * (world.producer * FOREIGN[:, :, None]).sum(axis=0).T,
    }


@pytest.mark.parametrize("freight", [0.0, 0.1])
def test_gtap_arrays_give_the_economy_they_hold(freight: float) -> None:
    """Also where freight is paid: here each exporter carries its own goods, which is what the reader assumes of all."""
    world = toy_world(3, 4)
    read = economy_from_gtap(headers(world, freight), world.axes, year=2017)
    for name in ("border", "producer", "tariff", "export_tax", "expenditure", "value_added", "final", "transfer"):
        wanted = getattr(world, name)
        assert_allclose(getattr(read, name), wanted, rtol=1e-9, atol=1e-9 * np.abs(wanted).max(), err_msg=name)
    chosen = elasticities_for("1 year", read.axes)
    assert solve(read, no_change(read), elasticities=chosen).residual < CLOSES


def test_the_order_of_regions_and_commodities_changes_nothing() -> None:
    world = toy_world(3, 4)
    n, s = np.array([2, 0, 1]), np.array([3, 1, 0, 2])
    turned = {
        header: array[np.ix_(s, *(s if size == 4 else n for size in array.shape[1:]))]
        for header, array in headers(world).items()
    }
    axes = Axes(tuple(world.axes.economies[at] for at in n), tuple(world.axes.sectors[at] for at in s))
    read = economy_from_gtap(turned, axes, year=2017)
    assert_allclose(read.border, world.border[np.ix_(n, n, s)], rtol=CLOSES)
    assert_allclose(read.value_added, world.value_added[np.ix_(n, s)], rtol=1e-9)


def test_missing_headers_and_wrong_shapes_are_named_together() -> None:
    world = toy_world(3, 4)
    arrays = headers(world)
    del arrays["VCIF"]
    arrays["VDPB"] = arrays["VDPB"].T
    arrays["VMFB"] = -arrays["VMFB"]
    with pytest.raises(BadInput) as told:
        economy_from_gtap(arrays, world.axes, year=2017)
    said = str(told.value)
    for part in ("VCIF: the header is missing", "VDPB: has shape (3, 4)", "VMFB: a value is negative"):
        assert part in said
