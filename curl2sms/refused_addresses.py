"""Addresses where no SMS provider lives, and so no message goes: those that hand a machine's secrets to whoever asks.

``data/refused-addresses.json`` lists them. An address has many spellings, and a name may lead to one; so ``sending``
asks twice, for the host as it is written and for the address that was reached.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from curl2sms.http import host_of
from curl2sms.knowledge import knowledge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address
    from typing import Any


# The interface identifier of ISATAP is ::0:5efe:a.b.c.d, or ::200:5efe:a.b.c.d (RFC 5214 6.1).
_ISATAP = 0x00005EFE


def refused(authority: str) -> str | None:
    """What lives at a host, a name or an address in any notation that resolvers take, where no message goes.

    None for every other host.

    >>> refused("127.0.0.1:8080"), refused("169.254.43518") is None
    (None, False)
    """
    host = host_of(_plain(authority)).partition("%")[0].rstrip(".").lower()  # an IPv6 address without its zone
    networks, hosts = _table()
    if host in hosts:
        return hosts[host]
    for address in _addresses(host):
        for network, what in networks:
            if address in network:
                return what
    return None


def _plain(authority: str) -> str:
    """An authority as a resolver may come to see it: decoded, with full-width letters and dots made plain (UTS 46)."""
    from unicodedata import normalize
    from urllib.parse import unquote

    return normalize("NFKC", unquote(authority)).replace("\u3002", ".")


def _addresses(host: str) -> Iterator[IPv4Address | IPv6Address]:
    """The address that a host is, and the IPv4 addresses that an IPv6 address means; nothing for a name."""
    import socket
    from contextlib import suppress
    from ipaddress import IPv4Address, IPv6Address, ip_address

    try:
        address = ip_address(host)
    except ValueError:
        with suppress(OSError):
            yield IPv4Address(socket.inet_aton(host))  # 2852039166, 0xa9fea9fe, 169.254.43518
        return
    yield address
    if isinstance(address, IPv6Address):
        is_isatap = int(address) >> 32 & 0xFCFFFFFF == _ISATAP
        if address.ipv4_mapped or is_isatap or any(address in network for network in _translated()):
            yield IPv4Address(address.packed[-4:])
        if address in _translated_locally():
            yield from map(IPv4Address, _behind_prefixes(address.packed))
        if address.sixtofour:
            yield address.sixtofour


@cache
def _translated() -> tuple[Any, ...]:
    """IPv6 networks whose last 32 bits are an IPv4 address: NAT64 (RFC 6052 2.1), compatible (RFC 4291 2.5.5.1)."""
    from ipaddress import ip_network

    return ip_network("64:ff9b::/96"), ip_network("::/96")


@cache
def _translated_locally() -> Any:
    """The network for NAT64 within an organization (RFC 8215), whose prefixes may have any length."""
    from ipaddress import ip_network

    return ip_network("64:ff9b:1::/48")


def _behind_prefixes(address: bytes) -> Iterator[bytes]:
    """What is after a prefix of 48, 56, 64 or 96 bits, but for the ninth byte, which is 0 (RFC 6052 2.2)."""
    for length in (6, 7, 8):
        rest = address[length:8] + address[9:]
        yield rest[:4]
    yield address[12:]


@cache
def _table() -> tuple[tuple[tuple[Any, str], ...], dict[str, str]]:
    """Networks and hosts where no message goes, with what lives there."""
    from ipaddress import ip_network

    data = knowledge("refused-addresses")
    networks = tuple((ip_network(row["network"]), row["is"]) for row in data["networks"])
    return networks, {row["host"]: row["is"] for row in data["hosts"]}
