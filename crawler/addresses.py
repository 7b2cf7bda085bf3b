"""Addresses as pure functions: one spelling for each page, what a page says of its own address, what may be fetched."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Callable, Collection
from functools import cache, lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit

import tldextract
from lxml import etree
from w3lib.url import safe_url_string

# Names that only ever say where a click came from. An unknown parameter is never dropped: Korean systems keep the
# article's number in the query (?idxno=N), Rodong Sinmun the whole address.
TRACKING = frozenset(
    (
        "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid",
        "igsh", "mc_cid", "mc_eid", "_ga", "_gl", "_hsenc", "_hsmi", "__twitter_impression", "mkt_tok",
        "oly_anon_id", "oly_enc_id", "vero_id", "wickedid", "s_cid", "ncid", "cmpid", "ito", "icid", "soc_src",
        "soc_trk", "wt_mc", "wt.mc_id", "at_medium", "at_campaign", "ref_src", "ref_url", "feature_id",
        "guccounter", "guce_referrer", "guce_referrer_sig", "tztc"
    )
)  # fmt: skip
_TRACKING_PREFIX = ("utm_", "pk_", "mtm_", "hsa_", "ns_", "itm_")
# these are tracking only with a value that names a channel: ?from=rss, but ?from=20260302 is a date
_CHANNEL_NAMES = frozenset(("from", "ref", "source", "src", "via", "medium"))
_CHANNELS = frozenset(
    ("rss", "feed", "feeds", "rss_feed", "atom", "newsletter", "email", "mail", "twitter", "facebook", "social", "home")
)
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_DEFAULT_PORT = {"http": 80, "https": 443}


def canonical_url(url: str, *, drop_params: Collection[str] = ()) -> str:
    """The one spelling of an address: no fragment, no tracking parameter, scheme and host in lower case.

    Nothing else of path or query changes, neither case nor order nor trailing slash, but that steps of dots are taken,
    as by whoever asks for an address (RFC 3986, 5.2.4; URL standard, 4.4). `drop_params` are names that one outlet is
    known to use for tracking.

    Raises:
        ValueError: not an http or https address, or one with a user name.
    """
    parts = urlsplit(safe_url_string(url.strip()))
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in _DEFAULT_PORT or not host:
        raise ValueError(f"not an http or https address: {url[:200]}")
    if parts.username is not None or parts.password is not None:
        raise ValueError(f"an address with a user name: {host}")
    if ":" in host:
        host = f"[{host}]"
    if parts.port is not None and parts.port != _DEFAULT_PORT[parts.scheme]:
        host = f"{host}:{parts.port}"
    kept = [part for part in parts.query.split("&") if not _is_tracking(part, drop_params)]
    query = _upper_escapes("&".join(kept))
    path = _without_dots(_upper_escapes(parts.path)) or "/"
    fragment = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""
    return f"{parts.scheme}://{host}{path}{'?' + query if query else ''}{fragment}"


# what servers put into addresses to tell visitors apart: another one each time, for the same page
_SESSION_PATH = re.compile(r";(?:jsessionid|sid|phpsessid)=[^/?#;]*", re.IGNORECASE)
_SESSION_NAMES = re.compile(
    r"(?:jsessionid|phpsessid|aspsessionid\w*|asp\.net_sessionid|sessionid|session_id|sess_id|zenid|oscsid|cfid|cftoken)\Z",
    re.IGNORECASE,
)
# a name that may be any number's, too: only a long value of letters and figures is a visitor's
_SESSION_VALUE = re.compile(r"(?:sid|ssid|s|session|token)=(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{16,}\Z", re.IGNORECASE)
_SESSION_SEGMENT = re.compile(r"/\([A-Z]\([A-Za-z0-9]{20,}\)\)(?=/)")  # ASP.NET without cookies: /(S(abc…))/page.aspx


def session_free(url: str) -> str:
    """The address without the session ids in its path and query: the same for all visits of one page."""
    parts = urlsplit(url)
    path = _SESSION_SEGMENT.sub("", _SESSION_PATH.sub("", parts.path))
    kept = [
        part
        for part in parts.query.split("&")
        if not _SESSION_NAMES.match(part.partition("=")[0]) and not _SESSION_VALUE.match(part)
    ]
    return parts._replace(path=path, query="&".join(kept)).geturl()


def _is_tracking(part: str, drop_params: Collection[str]) -> bool:
    name, _, value = part.partition("=")
    low = name.lower()
    if low in TRACKING or low.startswith(_TRACKING_PREFIX) or name in drop_params:
        return True
    return low in _CHANNEL_NAMES and value.lower() in _CHANNELS


_DOTS = {".": 1, "%2E": 1, "..": 2, ".%2E": 2, "%2E.": 2, "%2E%2E": 2}


def _without_dots(path: str) -> str:
    """The path with its "." and ".." taken as steps, none of which leads above the root."""
    parts = path.split("/")
    if not any(part in _DOTS for part in parts):
        return path
    kept: list[str] = []
    for part in parts[1:]:
        if _DOTS.get(part) == 2 and kept:
            kept.pop()
        if part not in _DOTS:
            kept.append(part)
    return "/" + "/".join([*kept, ""] if parts[-1] in _DOTS else kept)


def _upper_escapes(text: str) -> str:
    return _ESCAPE.sub(lambda found: found[0].upper(), text)


@cache
def _domains() -> Callable[[str], str]:
    extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)  # the packaged list: nothing is downloaded
    return lambda host: extract(host).top_domain_under_public_suffix or host


def same_site(one: str, other: str) -> bool:
    """Whether two addresses lie in one registrable domain; at a bare IP address, behind one port of it."""
    parts = urlsplit(one), urlsplit(other)
    hosts = [part.hostname or "" for part in parts]
    if hosts[0] == hosts[1]:
        return literal_address(hosts[0]) is None or parts[0].netloc == parts[1].netloc
    return _domains()(hosts[0]) == _domains()(hosts[1])


_HOME = re.compile(r"/?(?:(?:index|main|default)(?:\.(?:html?|php|aspx?|jsp|do))?/?)?", re.IGNORECASE)


def is_home(url: str, homepage: str) -> bool:
    """Whether an address is a site's front page or the outlet's home."""
    parts = urlsplit(url)
    return (_HOME.fullmatch(parts.path) is not None and not parts.query) or _trim(url) == _trim(homepage)


def _trim(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


def declared_url(body: bytes, base: str, *, accepts: Callable[[str], bool] | None) -> str | None:
    """The address that a page gives of itself by rel=canonical, if it can be believed; else None.

    It can point to the front page, to a list or to another site. Believed is only an address of the same site with
    the same path (an AMP suffix and the last slash apart) and no parameter that the page's own address lacks; one
    that lacks a parameter only if `accepts` (the outlet's article pattern) knows it for an article.
    """
    found = re.search(rb"<link\b[^>]{0,300}\brel\s*=\s*[\"']?canonical\b[^>]{0,1000}>", body[:200_000], re.IGNORECASE)
    if not found:
        return None
    element = etree.fromstring(found[0].decode("utf-8", "replace"), _tag_parser())
    href = next(iter(element.xpath("//link/@href")), None) if element is not None else None
    if not href:
        return None
    try:
        declared = canonical_url(urljoin(base, href))
    except ValueError:
        return None
    return declared if _believable(urlsplit(declared), urlsplit(base), accepts=accepts) else None


@cache
def _tag_parser() -> etree.HTMLParser:
    return etree.HTMLParser(recover=True)


def _believable(declared: SplitResult, base: SplitResult, *, accepts: Callable[[str], bool] | None) -> bool:
    if not same_site(declared.geturl(), base.geturl()) or _plain_path(declared.path) != _plain_path(base.path):
        return False
    said, own = set(declared.query.split("&")), set(base.query.split("&"))
    if not declared.query:
        said = set()
    if accepts is not None:
        return said <= own and accepts(declared.geturl())
    return said == (own if base.query else set())


def _plain_path(path: str) -> str:
    return re.sub(r"^/amp(?=/)|/amp/?$|\.amp$", "", path).rstrip("/")


# Ports that web servers use; an outlet's file may name another.
WEB_PORTS = frozenset((80, 81, 443, 591, 8000, 8008, 8080, 8081, 8088, 8443, 8888))

# Addresses of the present internet, and what Python's own list of exceptions lacks, in one of its versions or all.
_UNICAST_6 = ipaddress.ip_network("2000::/3")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NEVER = tuple(
    map(
        ipaddress.ip_network,
        (
            *("192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4", "100.64.0.0/10"),
            *("2001::/23", "2001:db8::/32", "3fff::/20"),  # 2001::/32 is Teredo
        ),
    )
)


@lru_cache(maxsize=2048)
def is_public(address: str) -> bool:
    """Whether an IP address is one that anybody on the internet could serve: not private, loopback or reserved.

    An address that holds another (mapped, compatible, NAT64, 6to4, ISATAP) is as public as the one it holds; one
    with a zone, and Teredo's, which lead through a tunnel of somebody's, are not.
    """
    try:
        ip = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None:
            return False
        held = _held(ip)
        if held is not None:
            return is_public(str(held))
        if ip not in _UNICAST_6:
            return False
    listed = any(ip.version == network.version and ip in network for network in _NEVER)
    return ip.is_global and not ip.is_multicast and not listed


def _held(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address within an IPv6 address, for every way in which routers and systems take one out."""
    last = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    interface = int(ip) >> 32 & 0xFFFFFFFF
    if ip.ipv4_mapped is not None or ip in _NAT64 or int(ip) >> 32 in (0, 0xFFFF0000):  # the last: SIIT's ::ffff:0:x
        return last
    if ip.sixtofour is not None:
        return ip.sixtofour
    return last if interface in (0x5EFE, 0x02005EFE) else None


@lru_cache(maxsize=2048)
def literal_address(host: str) -> str | None:
    """The IP address that a host is written as, also in the odd spellings that resolvers take (0x7f.1, 2130706433).

    A number that is none of an address counts as 0.0.0.0: nothing that may be fetched.
    """
    host = unicodedata.normalize("NFKC", host).replace("\u3002", ".").strip("[]").rstrip(".")
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    if ":" in host or "%" in host:
        return "0.0.0.0"
    parts = host.split(".")
    if not all(re.fullmatch(r"0[xX][0-9a-fA-F]*|[0-9]+", part) for part in parts):
        return None
    try:
        numbers = [_number(part) for part in parts]
    except ValueError:
        return "0.0.0.0"
    value = sum(number << (24 - 8 * index) for index, number in enumerate(numbers[:-1])) + numbers[-1]
    fits = len(numbers) <= 4 and all(number < 256 for number in numbers[:-1]) and value < 2**32
    return str(ipaddress.ip_address(value)) if fits else "0.0.0.0"


def _number(part: str) -> int:
    """A part of an address as a resolver reads it: hexadecimal after 0x, octal after 0."""
    if len(part) > 40:
        raise ValueError(part[:40])
    if part[:2].lower() == "0x":
        return int(part[2:] or "0", 16)
    return int(part, 8 if part[0] == "0" else 10)


def is_web_port(port: int | None) -> bool:
    """Whether a port, None for the scheme's own, is one of web servers."""
    return port is None or port in WEB_PORTS


_REDIRECTOR = re.compile(r"/(?:redirect(?:or)?|redir|goto|go|out|outlink|link|click|r|l|jump|track)(?:[./?]|$)", re.I)


def is_redirector(url: str) -> bool:
    """Whether an address looks like one that only leads to another."""
    parts = urlsplit(url)
    return bool(_REDIRECTOR.search(parts.path)) or "url=http" in parts.query.lower()
