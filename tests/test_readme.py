"""The README's Python story, run as it is printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SAME = 1e-6  # a finding keeps seven digits
ROOT = Path(__file__).parent.parent


def test_the_story_in_the_readme_runs_as_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert story is not None
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(compile(story.group(1), "README.md", "exec"), names)  # the printed text is what is tested
    assert (tmp_path / "brief.html").stat().st_size > 10_000
    assert names["after"].converged  # type: ignore[attr-defined]
    told = names["brief"].findings  # type: ignore[attr-defined]
    by_hand = names["outcomes"](names["after"]).welfare_change  # type: ignore[operator]
    for economy in ("USA", "CHN", "VNM"):
        key = f"london-2025/2025-06-10/known-2025-06-10/1-year/now/welfare-change/{economy}"
        assert told[key].value == pytest.approx(by_hand[economy], rel=SAME)


def test_every_file_the_readme_points_to_exists() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)\)", text)
    missing = [target for target in targets if "://" not in target and not (ROOT / target).exists()]
    assert not missing
