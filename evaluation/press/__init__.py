"""How well the press room reads: measured against hand-labelled articles that stay outside the project."""
