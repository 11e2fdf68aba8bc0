"""A client that fetches a token, with the values of its variables; and the two commands that do the same."""

from __future__ import annotations

import pytest

from curl2sms.errors import UnfitError
from curl2sms.http import HttpRequest, OAuth2
from curl2sms.records import replace
from curl2sms.rendering import filled_client, with_token
from curl2sms.template.model import Template, Variable

CLIENT = OAuth2("https://x.example/token/${REALM}?a=${REALM}", "${ID}", "s:t", (("scope", "${REALM} b"),))
TEMPLATE = Template("client", "GET", "https://x.example/", CLIENT, variables=(Variable("ID"), Variable("REALM")))
VALUES = {"ID": "i:d é", "REALM": "r/1"}


def test_a_client_has_the_values_of_its_variables_each_as_its_place_takes_it() -> None:
    client = filled_client(TEMPLATE, VALUES)
    assert client is not None
    assert client.token_url == "https://x.example/token/r%2F1?a=r%2F1"
    assert (client.client_id, client.client_secret) == ("i:d é", "s:t")
    assert client.parameters == (("scope", "r/1 b"),)
    assert replace(client, token_url="", client_id="", parameters=()) == replace(
        CLIENT, token_url="", client_id="", parameters=()
    )


def test_a_client_s_url_has_a_query_only_where_it_is_written() -> None:
    for url in ("https://x.example/token", "https://x.example/token?"):
        client = filled_client(replace(TEMPLATE, authentication=replace(CLIENT, token_url=url)), VALUES)
        assert client is not None
        assert client.token_url == url


def test_basic_authentication_takes_no_colon_in_the_client_s_id() -> None:
    basic = replace(TEMPLATE, authentication=replace(CLIENT, client="basic"))
    client = filled_client(basic, VALUES | {"ID": "id"})
    assert client is not None
    assert (client.client_id, client.client_secret) == ("id", "s:t")
    with pytest.raises(UnfitError):
        filled_client(basic, VALUES)


def test_a_template_without_a_client_has_none_and_variables_are_asked_for() -> None:
    assert filled_client(replace(TEMPLATE, authentication=None)) is None
    with pytest.raises(UnfitError) as missing:
        filled_client(TEMPLATE)
    assert "REALM" in str(missing.value.note)


@pytest.mark.parametrize(
    ("header", "scheme", "token_at", "carrying", "filtered"),
    [
        (
            "Authorization",
            "Bearer",
            "json:/access_token",
            '--header "Authorization: Bearer $ACCESS_TOKEN"',
            "jq -r .access_token",
        ),
        ("X-Key", "", "json:/a/0/b", '--header "X-Key: $ACCESS_TOKEN"', "jq -r '.a[0].b'"),
        (
            "Authorization",
            'To"ken',
            "json:/0/a-b",
            """--header 'Authorization: To"ken '"$ACCESS_TOKEN\"""",
            """jq -r '.[0]["a-b"]'""",
        ),
        (
            "Authorization",
            "$x",
            "json:/1a/01",
            """--header 'Authorization: $x '"$ACCESS_TOKEN\"""",
            """jq -r '.["1a"]["01"]'""",
        ),
    ],
)
def test_the_first_command_fetches_the_token_that_the_second_carries(
    header: str, scheme: str, token_at: str, carrying: str, filtered: str
) -> None:
    client = OAuth2("https://x.example/token", "i", "s", header=header, scheme=scheme, token_at=token_at)
    headers = ((header, f"{scheme} TOKEN".strip()), ("X-B", "1"))
    script = with_token(client, HttpRequest("PUT", "https://x.example/send", headers))
    first, _, second = script.partition(" |\n  ")
    assert first.startswith("ACCESS_TOKEN=$(curl ")
    assert not first.endswith("\n")
    assert (
        second
        == f"{filtered})\ncurl \\\n  --request PUT \\\n  {carrying} \\\n  --header 'X-B: 1' \\\n  https://x.example/send\n"
    )
