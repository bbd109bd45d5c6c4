"""The addresses that are printed are the ones that the door knows."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from screens.web.address import addresses, authorities, is_loopback, own_addresses, qr_code, warning


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.1.2.3"])
def test_only_this_machine(host: str) -> None:
    assert is_loopback(host)
    assert warning(host) is None


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.20", "localhost.example", "127.0.0.1.example", "10.0.0.1"]
)
def test_a_network_is_warned_of(host: str) -> None:
    assert not is_loopback(host)
    said = warning(host)
    assert said is not None
    assert "not encrypted" in said.text


def test_loopback_answers_to_its_names_alone() -> None:
    assert authorities("127.0.0.1", 8550) == {"127.0.0.1:8550", "localhost:8550", "[::1]:8550"}


def test_an_address_of_the_network_answers_to_itself_alone() -> None:
    assert authorities("192.168.1.20", 8550) == {"192.168.1.20:8550"}
    assert authorities("fe80::1", 8550) == {"[fe80::1]:8550"}


def test_the_usual_port_of_the_web_may_be_left_out() -> None:
    assert {"127.0.0.1", "127.0.0.1:80"} <= authorities("127.0.0.1", 80)


def test_everywhere_answers_to_every_own_address() -> None:
    expected = {f"{a}:8550" for a in ("127.0.0.1", "localhost", "[::1]", *own_addresses())}
    assert authorities("0.0.0.0", 8550) == expected


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "192.168.1.20", "::1", "[::1]"])
def test_what_is_printed_is_let_in(host: str) -> None:
    found = addresses(host, 8550, "secret")
    assert found
    assert len(found) == len(set(found))
    for address in found:
        assert urlsplit(address).netloc in authorities(host, 8550)
        assert urlsplit(address).query == "token=secret"


def test_everywhere_begins_with_this_machine() -> None:
    assert addresses("0.0.0.0", 8550, "t")[0] == "http://127.0.0.1:8550/?token=t"


def test_own_addresses_leave_loopback_out() -> None:
    assert not any(is_loopback(a) for a in own_addresses())


def test_each_address_has_a_picture_of_its_own() -> None:
    one, other = qr_code("http://192.168.1.20:8550/?token=a"), qr_code("http://192.168.1.20:8550/?token=b")
    assert one != other
    assert len(one.splitlines()) > 10
