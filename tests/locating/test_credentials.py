"""Which values are credentials, which of them only name the account, and what becomes of both."""

from __future__ import annotations

import pytest

from curl2sms.choices import Choices
from curl2sms.credentials import credentials_of, lift, suspected
from curl2sms.http import HttpRequest, stand_in
from curl2sms.locating import locate
from curl2sms.records import replace

SENDING = "to=447700900123&text=Hello"


def sms(query: str) -> HttpRequest:
    return HttpRequest("GET", f"https://api.example/send?{query}&{SENDING}")


@pytest.mark.parametrize(
    ("query", "names", "secrets"),
    [
        ("user=anton&password=geheim", ["user"], ["password"]),
        ("username=anton&apikey=k3y-91aa", ["username"], ["apikey"]),
        ("uname=anton&pswd=geheim", ["uname"], ["pswd"]),
        ("login=anton&psw=geheim", ["login"], ["psw"]),
        ("AccessKeyId=LTAI4Fk&AccessKeySecret=xyz", ["AccessKeyId"], ["AccessKeySecret"]),
        ("accesskey=LTAI4Fk", [], ["accesskey"]),
        ("customerId=2271&username=anton&password=geheim", ["customerId", "username"], ["password"]),
        ("custid=2271&pwd=geheim", ["custid"], ["pwd"]),
        ("kdnr=AB2271&user=anton&pwd=geheim", ["kdnr", "user"], ["pwd"]),
        ("owneremail=a@b.example&subacct=ACME&subacctpwd=geheim", ["owneremail", "subacct"], ["subacctpwd"]),
        ("email=a@b.example&password=geheim", ["email"], ["password"]),
        ("notify_email=a@b.example&password=geheim", [], ["password"]),
        ("email=a@b.example", [], []),
        ("api_key=%D0%BA%D0%BB%D1%8E%D1%87-7", [], ["api_key"]),
        ("client_id=acme&client_secret=geheim", ["client_id"], ["client_secret"]),
        ("user_key=anton&user_secret=geheim", [], ["user_key", "user_secret"]),
        ("u=demo&p=demo2", ["u"], ["p"]),
        ("u=demo&p=1&apikey=k3y-91aa", ["u"], ["apikey"]),
        ("p=1", [], []),
        ("user=anton", [], ["user"]),
        ("userId=anton&account=7", [], ["userId", "account"]),
    ],
)
def test_an_account_is_told_from_its_secret(query: str, names: list[str], secrets: list[str]) -> None:
    request = sms(query)
    found = credentials_of(request, locate(request, Choices(catalog=False)).fields)
    assert [one.at for one in found if one.is_name] == [f"query:{name}" for name in names]
    assert [one.at for one in found if not one.is_name] == [f"query:{name}" for name in secrets]


def test_only_secrets_become_variables() -> None:
    _, lifted = lift(locate(sms("user=anton&password=geheim"), Choices(catalog=False)), "acme")
    assert lifted == {"ACME_PASSWORD": "geheim"}


@pytest.mark.parametrize(
    ("basic", "lifted", "left"),
    [
        (("anton", "geheim"), {"ACME_PASSWORD": "geheim"}, ("anton", stand_in("ACME_PASSWORD"))),
        (("anton", "{your_token}"), {"ACME_USERNAME": "anton"}, (stand_in("ACME_USERNAME"), "{your_token}")),
        (("k3y-91aa", ""), {"ACME_USERNAME": "k3y-91aa"}, (stand_in("ACME_USERNAME"), "")),
    ],
)
def test_a_variable_takes_the_place_of_what_it_holds(
    basic: tuple[str, str], lifted: dict[str, str], left: tuple[str, str]
) -> None:
    request, found = lift(locate(replace(sms(""), basic=basic), Choices(catalog=False)), "acme")
    assert found == lifted
    assert request.basic == left


def test_of_a_text_that_could_not_be_read_the_values_beside_secrets_are_hidden_and_no_words_of_json() -> None:
    text = '{"variables": [{"name": "KEY", "secret": true}], "api_key": "k3y-91aa", "password": null, "token": abc'
    assert suspected(text) == {"k3y-91aa", "abc"}


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        ("7token=abcd", {"abcd"}),
        ("--token: abcd", {"abcd"}),
        ("étoken = 'abcd'", {"abcd"}),
        ("a=token=abcd", set()),
        ("a=b&token[0]=abcd", {"abcd"}),
        ("token=ab", set()),
        ("token abcd", set()),
        ("x" * 65_536 + "=", set()),
        ("-b " + "x" * 65_536, set()),
        ("é" * 65_536 + "token=abcd", {"abcd"}),
    ],
)
def test_a_name_before_a_secret_begins_with_the_first_letter_of_its_word(text: str, secrets: set[str]) -> None:
    assert suspected(text) == secrets
