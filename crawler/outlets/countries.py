"""The countries of ISO 3166-1, by their two letters, and what people write instead."""

from __future__ import annotations

_CODES = """
    ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz ca
    cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo fr ga
    gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp
    ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms
    mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs
    ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw
    tz ua ug um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
"""
COUNTRIES = frozenset(_CODES.split())
UNKNOWN = "xx"
"""Stands for a country that nobody has filled in yet."""
MEANT = {"uk": "gb", "en": "gb", "ko": "kr", "sk": "kr", "nk": "kp", "ja": "jp", "zh": "cn", "su": "ru", "eu": UNKNOWN}


def check_country(code: str) -> str:
    """The code, if it is a country's, or `UNKNOWN`.

    Raises:
        ValueError: it is none; the message says which one may be meant.
    """
    if code in COUNTRIES or code == UNKNOWN:
        return code
    hint = f"; {MEANT[code]!r} may be meant" if code in MEANT else ""
    raise ValueError(f"country {code!r} is none of ISO 3166{hint}")
