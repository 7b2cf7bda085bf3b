"""Names are resolved through a guard, so that a public name cannot lead to a private address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawler.addresses import is_public


class PrivateAddressError(DNSLookupError):
    """A name that resolves to an address that is not on the public internet."""


def let_pass(hosts: Iterable[str]) -> None:
    """Have the running reactor's guard let these hosts be private too, where it was made before they were known."""
    from twisted.internet import reactor

    guard = getattr(reactor, "resolver", None)
    if isinstance(guard, GuardedResolver):
        guard.private_hosts |= frozenset(hosts)


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's resolver, refusing private answers except for the hosts of outlets that may be private.

    The connection is made to the very address that was checked here, so a name that changes in between gains nothing.
    """

    private_hosts: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> GuardedResolver:
        resolver = super().from_crawler(crawler, reactor)
        resolver.private_hosts = frozenset(crawler.settings.getlist("PRIVATE_HOSTS"))
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:
        return super().getHostByName(name, timeout).addCallback(self._check, name)

    def _check(self, address: str, name: str) -> str:
        if name not in self.private_hosts and not is_public(address):
            raise PrivateAddressError(f"{name} resolves to {address}, which is not on the public internet")
        return address
