"""Known names as the topic gate finds them: not inside other words, and those on the border are the North's, too."""

from __future__ import annotations

import pytest

from extract.topics.classifier import read_topics
from extract.topics.names_in_text import names_in


@pytest.mark.parametrize(
    "text",
    [
        "시중은행들이 정기예금 금리를 내리고 있다.",
        "제보자는 신원을 밝히지 않았다.",
        "마땅한 대안이 없다는 지적이 나온다.",
        "상원에서 법안이 통과됐다.",
    ],
)
def test_words_that_are_places_in_the_north_too_need_a_cue(text: str) -> None:
    assert [name for name in names_in(text) if name.endswith(":KP")] == []


@pytest.mark.parametrize("text", ["자강도 시중군에서", "황해남도 신원 지역", "남포시 대안구역의", "평양시 상원군"])
def test_with_a_cue_they_are_places(text: str) -> None:
    assert any(name.endswith(":KP") for name in names_in(text))


@pytest.mark.parametrize("river", ["Yalu", "Amnok"])
def test_rivers_of_the_border_name_the_north(river: str) -> None:
    text = (
        "Trucks will soon cross the {0} again, traders on the quay say. The customs house on the far bank has new "
        "windows, and cement and flour wait in eleven warehouses. The {0} freezes in December; coal comes back."
    )
    title = "Ferry talk on the {0}, and no ferry"
    north, elsewhere = (read_topics(title.format(name), text.format(name))[0].score for name in (river, "Rhine"))
    assert north >= 0.5 > elsewhere
