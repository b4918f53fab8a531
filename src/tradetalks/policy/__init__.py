"""What is in force on a day, and because of which measures. NumPy only: no JAX, no pandas."""

from tradetalks.policy.at import policy_at
from tradetalks.policy.rules import RULES, Rule
from tradetalks.policy.state import Because, InForce, LicenceInForce, PolicyState

__all__ = ["RULES", "Because", "InForce", "LicenceInForce", "PolicyState", "Rule", "policy_at"]
