"""The sentences that name who came along on a visit, where the visit's own sentence does not."""

from __future__ import annotations

import json
from collections.abc import Sequence

from corpus.read.plant_panel import PanelSentence, panel_sentences
from corpus.store.reader import Readable

_OWN = "x.field = v.field and x.start >= v.sent_start and x.end <= v.sent_end"


def companion_sentences(db: Readable, visits: Sequence[str]) -> tuple[PanelSentence, ...]:
    """Of each of these visits (their ids) and of each companion that its sentence does not name, the first sentence of
    the article that does; the oldest article first, each sentence once a visit.
    """
    found = db.execute(
        "select v.id, v.article_id, a.outlet, a.published, m.field, m.sent_start, m.sent_end,"
        " case m.field when 'title' then a.title when 'caption' then a.captions else a.text end"
        " from visits v join json_each(v.companions) c join articles a on a.id = v.article_id"
        " join mentions m on m.id = (select x.id from mentions x where x.article_id = v.article_id"
        "  and x.text = c.value order by x.field = 'text' desc, x.field, x.start limit 1)"
        " where v.id in (select value from json_each(?)) and not exists (select 1 from mentions x"
        f"  where x.article_id = v.article_id and x.text = c.value and {_OWN})"
        " group by v.id, m.field, m.sent_start order by a.published, v.id, m.field <> 'text', m.sent_start",
        [json.dumps(list(visits))],
    ).fetchall()
    return panel_sentences(found)
