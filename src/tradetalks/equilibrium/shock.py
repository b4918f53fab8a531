"""What changes: policy and conditions after the shock, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.axes import Axes
from tradetalks.economy.economy import Array

Cell = tuple[str, str, str]  # importer, exporter, sector
PARTS_TOLD = 3  # of a label, in a message


@dataclass(frozen=True)
class Licence:
    """A cap on the quantity of one or more flows taken together, and who earns the premium.

    ratio            allowed over base quantity, above 0 and up to 1; members are added at base prices
    rent_to_exporter phi: 1 export licences held by the exporter, 0 import quota of the importer
    burned           zeta: share of the premium that is used up (paperwork, delay), earned by nobody
    """

    name: str
    cells: tuple[Cell, ...]
    ratio: float
    rent_to_exporter: float = 1.0
    burned: float = 0.0


@dataclass(frozen=True)
class Capacity(Licence):
    """What a supplier can sell over some flows together: the same bound, set by plants and not by law.

    Its ratio may be above 1, up to `refuse.LARGEST_CAPACITY`; what it earns where it bites belongs to the supplier.
    """


@dataclass(frozen=True)
class Shock:
    """Policy and conditions after the shock. Rates are fractions, hats are ratios to the base.

    tariff[n, i, s], export_tax[n, i, s]   levels after
    iceberg[n, i, s]                       d_hat, delivered cost per unit, 1 = unchanged
    productivity[i, k]                     A_hat, 1 = unchanged
    premium[n, i, s]                       f, a licence premium set from outside instead of a licence's quantity
    banned[n, i, s]                        flows removed exactly
    licences                               caps on quantities, by law (`Licence`) or by plants (`Capacity`)
    horizon                                after how long, where the shock was made for one; it is solved for that one
    """

    axes: Axes
    tariff: Array
    export_tax: Array
    iceberg: Array
    productivity: Array
    premium: Array
    banned: NDArray[np.bool_]
    licences: tuple[Licence, ...] = ()
    premium_to_exporter: float = 1.0
    label: str = "no change"
    not_priced: tuple[str, ...] = ()
    horizon: str | None = None

    @property
    def short_label(self) -> str:
        """The label for a message: of a long list of parts the first few, and how many more there are."""
        parts = self.label.split("; ")
        more = len(parts) - PARTS_TOLD
        return self.label if more <= 0 else f"{'; '.join(parts[:PARTS_TOLD])} and {more} more"

    def __post_init__(self) -> None:
        for name in ("tariff", "export_tax", "iceberg", "productivity", "premium", "banned"):
            array = np.array(getattr(self, name), dtype=bool if name == "banned" else float)
            array.setflags(write=False)
            object.__setattr__(self, name, array)
