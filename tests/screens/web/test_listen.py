"""Which port is listened on, and what is said when none can be."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from screens.web import serve
from screens.web.serve import CannotListen, listen, new_token
from screens.wording import Wording


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody else listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_free_port_when_none_in_particular() -> None:
    with listen("127.0.0.1", 0) as at:
        host, port = at.getsockname()
        assert host == "127.0.0.1"
        assert port > 0
        socket.create_connection(("127.0.0.1", port), timeout=5).close()


def test_the_usual_port_where_it_is_free(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with listen("127.0.0.1", 0) as at:
        free = at.getsockname()[1]
    monkeypatch.setattr(serve, "USUAL_PORT", free)
    with listen("127.0.0.1", None) as at:
        assert at.getsockname()[1] == free


def test_another_where_the_usual_one_is_taken(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "USUAL_PORT", taken)
    with listen("127.0.0.1", None) as at:
        assert at.getsockname()[1] not in (0, taken)


def test_a_named_port_in_use_is_one_sentence(taken: int) -> None:
    with pytest.raises(CannotListen) as refused:
        listen("127.0.0.1", taken)
    said = Wording("en").say(refused.value.reason)
    assert said == f"Port {taken} on 127.0.0.1 is in use, or not allowed."


@pytest.mark.parametrize(
    ("host", "says"), [("no.such.host.invalid", "no address called"), ("192.0.2.1", "cannot listen")]
)
def test_a_host_that_is_not_ours_is_one_sentence(host: str, says: str) -> None:
    with pytest.raises(CannotListen) as refused:
        listen(host, None)
    assert says in refused.value.reason.text


def test_tokens_are_long_and_never_the_same() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert min(map(len, tokens)) >= 32
