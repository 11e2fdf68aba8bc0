"""Every form that a person can paste is read as its author meant it, and what was repaired is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from curl2sms import layers, reading
from curl2sms.errors import SampleError, Source
from curl2sms.http import stand_in
from curl2sms.reading.curl.options import replayable

HERE = Path(__file__).parent


def undone(text: str) -> str:
    """A line that begins with a backslash has its escapes undone."""
    if not text.startswith("\\"):
        return text
    return text[1:].encode("latin-1", "backslashreplace").decode("unicode_escape")


def blocks(table: str) -> list[tuple[list[str], str, str]]:
    """The blocks of a table: ids, the sample, what it means."""
    lines = (HERE / table).read_text(encoding="utf-8").split("\n")
    first = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    found = []
    for block in "\n".join(lines[first:]).rstrip("\n").split("\n%%\n"):
        ids, rest = block.split("\n", 1)
        sample, meant = rest.split("\n>>\n")
        found.append((ids.split(), undone(sample), undone(meant)))
    return found


@pytest.mark.parametrize(("ids", "sample", "meant"), blocks("pasted_forms.txt"), ids=lambda value: str(value)[:40])
def test_a_pasted_form_is_read_as_it_is_meant(ids: list[str], sample: str, meant: str) -> None:
    source = Source("pasted", sample)
    read = reading.read(source)
    assert read.request == reading.read(Source("meant", meant)).request
    assert sorted({note.id for note in read.notes}) == sorted(ids)
    for note in read.notes:
        assert note.span is not None
        assert 0 <= note.span.start < note.span.end <= len(sample)


def test_the_places_of_a_page_s_source_are_those_of_the_source() -> None:
    sample = "curl &quot;https://x.example/send&quot; -d &#39;to=&lt;447700900123&gt;&#39; -L"
    read = reading.read(Source("page", sample))
    assert read.request.body == b"to=<447700900123>"
    places = [sample[option.span.start : option.span.end] for option in read.options]
    assert places == ["&quot;https://x.example/send&quot;", "-d &#39;to=&lt;447700900123&gt;&#39;", "-L"]
    with pytest.raises(SampleError) as refused:
        reading.read(Source("page", "curl &quot;https://x.example -d a"))
    assert refused.value.note.span is not None
    assert (refused.value.note.span.start, refused.value.note.span.end) == (5, 11)


# Variables: what the sample assigns is put in, what it leaves unset stays a variable.
@pytest.mark.parametrize(
    ("sample", "body", "names"),
    [
        ("curl https://x.example -d to=$TO", f"to={stand_in('TO')}", ["TO"]),
        ('curl https://x.example -d "to=${TO}&a=$A"', f"to={stand_in('TO')}&a={stand_in('A')}", ["TO", "A"]),
        ("curl https://x.example -d 'to=$TO'", f"to={stand_in('TO')}", ["TO"]),
        ("curl https://x.example -d 'text=to $TO'", "text=to $TO", []),
        ("TO=1\ncurl https://x.example -d to=$TO", "to=1", []),
        ("curl https://x.example -d to=$USER", f"to={stand_in('SAMPLE_USER')}", ["SAMPLE_USER"]),
        ("f() {\n local to=$1\n curl https://x.example -d to=$to\n}", f"to={stand_in('to')}", ["to"]),
        ('curl https://x.example -d "to=$1"', f"to={stand_in('ARGUMENT_1')}", ["ARGUMENT_1"]),
        ("for n in 1 2; do curl https://x.example -d to=$n; done", f"to={stand_in('n')}", ["n"]),
        ("while read n; do curl https://x.example -d to=$n; done <list", f"to={stand_in('n')}", ["n"]),
        ('curl https://x.example -d "at=$(date)"', f"at={stand_in('SUBSTITUTION_1')}", ["SUBSTITUTION_1"]),
        ('AT=$(date)\ncurl https://x.example -d "at=$AT"', f"at={stand_in('AT')}", ["AT"]),
        ('curl https://x.example -d "a=$$To&b=$$Body"', "a=$$To&b=$$Body", []),
        ("curl https://x.example -d a=$$To", "a=$$To", []),
        ('curl https://x.example --data-urlencode "a=$A b"', f"a={stand_in('A')}+b", ["A"]),
        ("curl https://x.example -d @- <<E\na=$A\nE", f"a={stand_in('A')}", ["A"]),
        ("A=5; let 'A<<=2'; curl https://x.example -d a=$A", f"a={stand_in('A')}", ["A"]),
        ("A=5; ((A|=8)); curl https://x.example -d a=$A", f"a={stand_in('A')}", ["A"]),
        ("A=5; ((B=A,A=7)); curl https://x.example -d a=$A", f"a={stand_in('A')}", ["A"]),
        ("A=5; : $((A=9)); curl https://x.example -d a=$A", f"a={stand_in('A')}", ["A"]),
        ("A=5; : $((A++)); curl https://x.example -d a=$A", f"a={stand_in('A')}", ["A"]),
        ("typeset -i A=abc; curl https://x.example -d a=$A", f"a={stand_in('A')}", ["A"]),
        ("declare -u A=straße; curl https://x.example -d a=$A", f"a={stand_in('A')}", ["A"]),
        ('curl https://x.example -d "a=$(printf %d $A)"', f"a={stand_in('A')}", ["A"]),
    ],
)
def test_variables(sample: str, body: str, names: list[str]) -> None:
    read = reading.read(Source("sample", sample))
    assert (read.request.body or b"").decode() == body
    assert [variable.name for variable in read.variables] == names


def test_a_variable_may_be_the_origin() -> None:
    read = reading.read(Source("sample", "curl $BASE_URL/send?a=1"))
    assert read.request.url == f"https://{stand_in('BASE_URL')}/send?a=1"
    assert read.variables[0].kind == "url"


@pytest.mark.parametrize(("url", "said"), [("$URL", True), ("${URL}?a=1", False), ("$URL/send", False)])
def test_a_url_of_which_nothing_is_shown_is_reported(url: str, said: bool) -> None:
    read = reading.read(Source("sample", f'curl "{url}" -d to=1'))
    assert ("url-all-open" in {note.id for note in read.notes}) is said


def test_credentials_may_be_variables() -> None:
    for sample in (
        "curl https://x.example -u $K:$S",
        'curl https://x.example -H "Authorization: Basic $(echo -n "$K:$S" | base64)"',
        'A=$(printf "%s:%s" "$K" "$S" | base64)\ncurl https://x.example -H "Authorization: Basic $A"',
        "curl https://$K:$S@x.example",
    ):
        assert reading.read(Source("sample", sample)).request.basic == (stand_in("K"), stand_in("S"))


def test_the_renamed_variable_knows_its_name_in_the_sample() -> None:
    (variable,) = reading.read(Source("sample", "curl https://x.example -d to=$USER")).variables
    assert (variable.name, variable.sample_name) == ("SAMPLE_USER", "USER")


def test_what_is_reported_of_a_renamed_variable_is_reported_by_its_new_name() -> None:
    read = reading.read(Source("pasted", "curl https://x.example -d to=${USER:0:3}"))
    (variable,) = read.variables
    assert (variable.name, variable.description) == ("SAMPLE_USER", "${USER:0:3} in the sample")
    (said,) = read.notes
    assert said.message.endswith("it became the variable SAMPLE_USER.")


def test_an_argument_is_called_as_the_variable_that_it_is_given_to() -> None:
    read = reading.read(Source("pasted", 'TITLE=$2\ncurl https://x.example -d to=$1 -d "text=$TITLE: hi"'))
    assert [variable.name for variable in read.variables] == ["ARGUMENT_1", "TITLE"]
    assert [said.message for said in read.notes] == [
        "$2 became the variable TITLE.",
        "$1 became the variable ARGUMENT_1.",
    ]


SEND = "curl https://x.example/sms -d to=+447700900123 -d text=hi"


# A substitution's own text may hold secrets: only the program is named, and the host that curl calls.
@pytest.mark.parametrize(
    ("substitution", "program"),
    [
        ("$(curl -s https://auth.example/token -d secret=s3cr3t | jq -r .t)", "curl to auth.example"),
        ("$(curl -s 'https://me:s3cr3t@auth.example:8443/token?key=s3cr3t' | jq -r .t)", "curl to auth.example"),
        ("`curl -s -u me:s3cr3t https://auth.example`", "curl to auth.example"),
        ("$(curl -s $AUTH/s3cr3t)", "curl"),
        ("$(echo s3cr3t | /usr/bin/hmac)", "echo, hmac"),
        ("$(cd /s3cr3t && X=s3cr3t; vault read s3cr3t | jq -r .s3cr3t)", "cd, vault, jq"),
        ("$(/usr/bin/vault read s3cr3t)", "vault"),
        ("`vault read s3cr3t`", "vault"),
        ("$(vault read $(cat s3cr3t))", "vault"),
        ("$($VAULT s3cr3t)", "a command"),
    ],
)
def test_a_substitution_is_named_without_its_words(substitution: str, program: str) -> None:
    read = reading.read(Source("sample", f"KEY={substitution}\n{SEND} -d key=$KEY"))
    assert [(one.name, one.description) for one in read.variables] == [("KEY", f"the output of {program}")]
    assert not any("s3cr3t" in note.message for note in read.notes)


@pytest.mark.parametrize(
    ("sample", "said"),
    [
        ("for n in 447700900123 447700900124; do curl https://x.example -d to=$n; done", ["n"]),
        ("for USER in a b\ndo\n  curl https://x.example -d to=$USER\ndone", ["SAMPLE_USER"]),
        ("for n in a b; do echo $n; done\ncurl https://x.example -d to=$TO", []),
    ],
)
def test_the_variable_of_a_loop_is_reported(sample: str, said: list[str]) -> None:
    found = [note for note in reading.read(Source("sample", sample)).notes if note.id == "loop-variable"]
    assert [note.message.split()[0] for note in found] == said
    assert all(note.span and sample[note.span.start : note.span.end] in {"n", "USER"} for note in found)


# Several commands in one sample.
TOKEN = "curl https://x.example/oauth/token -u a:b -d grant_type=client_credentials"


@pytest.mark.parametrize(
    ("sample", "said"),
    [
        (f"{TOKEN}\n{SEND}", "command-left-out"),
        (f"{SEND}\ncurl https://x.example/balance", "command-left-out"),
        (f"{TOKEN} --next{SEND.removeprefix('curl')}", "command-left-out"),
        (f'TOKEN=$({TOKEN} | jq -r .access_token)\n{SEND} -H "Authorization: Bearer $TOKEN"', "token-carried"),
    ],
)
def test_the_command_that_sends_is_taken(sample: str, said: str) -> None:
    read = reading.read(Source("sample", sample))
    assert read.request.url == "https://x.example/sms"
    assert said in {note.id for note in read.notes}


def test_a_fetched_token_that_is_left_open_becomes_a_variable() -> None:
    sample = f"{TOKEN}\n{SEND} -H 'Authorization: Bearer <token>'"
    read = reading.read(Source("sample", sample))
    assert read.request.header("Authorization") == f"Bearer {stand_in('ACCESS_TOKEN')}"
    assert "token-carried" in {note.id for note in read.notes}
    assert [variable.name for variable in read.variables] == ["ACCESS_TOKEN"]
    alone = reading.read(Source("sample", sample.split("\n")[1]))
    assert alone.request.header("Authorization") == "Bearer <token>"


def test_a_sending_command_that_cannot_be_read_is_not_passed_over() -> None:
    with pytest.raises(SampleError) as refused:
        reading.read(Source("sample", f"{TOKEN}\ncurl https://x.example/sms -d @body.json"))
    assert refused.value.note.id == "data-from-file"


def test_several_commands_that_send_are_a_question() -> None:
    from curl2sms.errors import AmbiguousError

    sample = Source("sample", f"{SEND}\n{SEND} -d more=1")
    with pytest.raises(AmbiguousError) as asked:
        reading.read(sample)
    assert [candidate.typed for candidate in asked.value.candidates] == ["--nth 1", "--nth 2"]
    assert (reading.read(sample, nth=2).request.body or b"").endswith(b"more=1")
    with pytest.raises(SampleError) as refused:
        reading.read(sample, nth=3)
    assert refused.value.note.id == "no-such-command"


@pytest.mark.parametrize(
    ("first", "second", "is_asked"),
    [
        ("-H 'A: 1' -H 'B: 2'", "-H 'b: 2' -H 'a: 1'", False),
        ("-A Mozilla/5.0", "-H 'Cache-Control: no-cache'", False),
        ("-H 'Accept: */*'", "", False),
        ("-H 'Accept: text/xml'", "", True),
        ("-H 'A: 1'", "-H 'A: 2'", True),
        ("-u a:b", "-u a:c", True),
    ],
)
def test_calls_that_a_provider_receives_alike_are_no_question(first: str, second: str, is_asked: bool) -> None:
    from curl2sms.errors import AmbiguousError

    sample = Source("sample", f"{SEND} {first}\n{SEND} {second}")
    if is_asked:
        with pytest.raises(AmbiguousError):
            reading.read(sample)
    else:
        assert "command-left-out" in {note.id for note in reading.read(sample).notes}


# Another command beside curl's is left out, and said: it may be the end of a value that has no quotes.
URL = "curl https://x.example/send -d to=447700900123 -d text="


@pytest.mark.parametrize(
    ("sample", "said", "where"),
    [
        (f"{URL}Tom&Jerry say hi", "command-cut-by-ampersand", "Jerry say hi"),
        (f"{URL}Tom & Jerry", "command-cut-by-ampersand", "Jerry"),
        (f"{URL}hi &from=Tom Jones", "command-cut-by-ampersand", "from=Tom Jones"),
        (f"{URL}hi &from=Tom", "command-cut-by-ampersand", "from=Tom"),
        (f"{URL}Hello; rm -rf /", "other-command", "rm -rf /"),
        (f"mkdir out && {URL}hi > out/answer", "other-command", "mkdir out"),
        (f"{URL}hi && echo sent; notify-send sent", "other-command", "notify-send sent"),
        (f"{URL}hi | jq . && notify-send sent", "other-command", "notify-send sent"),
        (f"if true; then {URL}hi; notify; fi", "other-command", "notify"),
        (f"{URL}Tom | Jerry -d a=1", "other-command", "Jerry -d a=1"),
        ("curl https://x.example/send |\n -d to=1", "other-command", "-d to=1"),
        (f"{URL}hi ^\n -d a=1 | more-of-it", "other-command", "more-of-it"),
        (f"{URL}hi ^\n -d a=1 & del /q out", "command-cut-by-ampersand", "del /q out"),
    ],
)
def test_another_command_is_reported(sample: str, said: str, where: str) -> None:
    read = reading.read(Source("sample", sample))
    (found,) = [note for note in read.notes if note.id in {"command-cut-by-ampersand", "other-command"}]
    assert found.span is not None
    assert (found.id, found.kind, sample[found.span.start : found.span.end]) == (said, "warning", where)
    assert where in found.message


@pytest.mark.parametrize(
    "sample",
    [
        f"{URL}hi | jq .",
        f"{URL}hi|jq -r .id;echo",
        f"{URL}hi|./parse.sh",
        f"{URL}hi>out.json",
        f"(cd sms; {URL}hi)|tee log",
        f"{URL}hi # send it",
        f"{URL}hi &\nwait",
        f"{URL}hi > out; cat out; sleep 1",
        f"cd sms && {URL}hi || {{ echo failed; exit 1; }}",
        f"TO=1; export TO; {URL}hi",
        f"if [ -n x ]; then {URL}hi; fi",
        f"for n in 1 2; do {URL}hi; done",
        f"case $1 in a) {URL}hi;; b) echo;; esac",
        f"AT=$(date); {URL}$AT",
        f"printf hi | {URL}hi -d @-",
    ],
)
def test_what_only_prints_or_waits_is_no_other_command(sample: str) -> None:
    read = reading.read(Source("sample", sample))
    assert not {note.id for note in read.notes} & {"command-cut-by-ampersand", "other-command"}


@pytest.mark.parametrize(
    "option", ["-x http://p.example:3128", "-kxp.example:3128", "--proxy p.example", "--preproxy socks5://p.example"]
)
def test_a_proxy_is_no_url(option: str) -> None:
    read = reading.read(Source("sample", f"curl {option} https://x.example/send -d to=447700900123"))
    assert read.request.url == "https://x.example/send"
    assert "proxy" in {note.id for note in read.notes}
    assert "further-urls" not in {note.id for note in read.notes}


def test_a_url_may_be_called_as_code_is() -> None:
    url = "https://x.example/HttpClient/send?to=447700900123&text=Hi"
    assert reading.read(Source("sample", f"{url}\n")).request.url == url


# What can't be read says so, and where.
@pytest.mark.parametrize(
    ("sample", "note_id", "where"),
    [
        ("", "sample-empty", None),
        (" \n\t\n", "sample-empty", None),
        ("hello there", "no-curl", None),
        ("wget https://x.example", "another-program", "wget"),
        ("Invoke-RestMethod -Uri https://x.example", "another-program", "Invoke-RestMethod"),
        ("curl -Uri https://x.example -Method POST", "another-program", "-Uri"),
        ("<?php\n$ch = curl_init('https://x.example');", "program-code", "curl_init"),
        ('var client = new HttpClient();\nvar url = "https://x.example";', "program-code", "HttpClient"),
        ('{"info": {"schema": "https://schema.getpostman.com/json/collection/v2.1.0/"}}', "sample-is-collection", None),
        ("wget -q https://x.example --header 'X-Key: 1'", "another-program", "wget"),
        ("az rest \\\n -X POST https://x.example -d to=447700900123", "no-curl", None),
        ("curl 'https://x.example", "quote-unclosed", "'"),
        ('curl https://x.example -d "a=1', "quote-unclosed", '"'),
        ("curl https://x.example -d $'a=1", "quote-unclosed", "$'"),
        ("curl https://x.example \\\n -d '§a=1 \\\n -d 'b=2'", "quote-unclosed", "'§"),
        ('curl https://x.example \\\n -H "§A: b\n -d "c=1" -d "{}"', "quote-unclosed", '"§'),
        ("curl https://x.example -d 'a\nb' -d '§c", "quote-unclosed", "'§"),
        ("curl https://x.example -d 'a\nb'c -d \"§d", "quote-unclosed", '"§'),
        ('curl https://x.example -d "$(echo a"', "quote-unclosed", '"'),
        ("eval 'curl https://x.example -d \"a=1'", "quote-unclosed", '"'),
        ('sh -c "curl https://x.example -d \'a=1"', "quote-unclosed", "'"),
        ("curl https://x.example -d ${A\n" + "a" * 4100 + "\n}", "quote-unclosed", "${"),
        ('curl https://x.example -d @- <<"EOF\na\nEOF\n', "quote-unclosed", '"'),
        ("curl https://x.example -d @- <<EOF\na\n", "heredoc-unclosed", "<<EOF"),
        ('curl "$SCHEME://$LOGIN:$PASSWORD@$HOST:$PORT/send?to=1"', "origin-with-credentials", None),
        ("curl '{{scheme}}://user:key@{{host}}/send?to=1'", "origin-with-credentials", None),
        ("curl", "no-url", None),
        ("curl -d a=1", "no-url", "-d a=1"),
        ("curl --dta a https://x.example", "option-unknown-near", "--dta"),
        ("curl -d @body.json https://x.example", "data-from-file", "@body.json"),
        ("curl -d@body.json https://x.example", "data-from-file", "@body.json"),
        ("cat body.json | curl -d @- https://x.example", "data-from-stdin", "@-"),
        ("curl -K f https://x.example", "config-file", "-K f"),
        ("curl --help", "no-request", "--help"),
        ("curl --variable a@b --expand-data '{{a}}' https://x.example", "curl-variable-file", "a@b"),
        ("curl https://x.example\ufdd0", "sample-noncharacter", "\ufdd0"),
        ("curl " + '"$(echo ' * 60 + "a" + ')"' * 60, "substitutions-too-deep", None),
        ('curl "' + "${A:-" * 60 + "}" * 60 + '"', "substitutions-too-deep", None),
        ("eval " * 60 + "'curl https://x.example'", "substitutions-too-deep", None),
        (
            "".join(f"f{n}() {{ f{n + 1}; }}\n" for n in range(60)) + "f60() { curl a; }\nf0",
            "substitutions-too-deep",
            None,
        ),
        ('$env:A\nos.system("curl https://x.example")', "quote-unclosed", '"'),
        ("seq 9 | xargs -n1 curl https://x.example -d", "option-without-value", "-d"),
        ("A=aaaa\n" + 'A="$A$A$A$A"\n' * 20 + "curl https://x.example -d $A", "variables-too-large", None),
    ],
)
def test_what_cannot_be_read_says_where(sample: str, note_id: str, where: str | None) -> None:
    at = sample.find("§")  # marks the character before it, where another of its kind is elsewhere
    sample, where = sample.replace("§", ""), where and where.replace("§", "")
    source = Source("sample", sample)
    with pytest.raises(SampleError) as refused:
        reading.read(source)
    found = refused.value.note
    assert at < 0 or (found.span and found.span.start == at - 1)
    assert found.id == note_id
    assert refused.value.source is source
    if where is not None:
        assert found.span is not None
        assert sample[found.span.start : found.span.end] == where


@pytest.mark.parametrize(
    ("data", "note_id"),
    [
        (b"curl \x00", "sample-binary"),
        (b"\x7fELF\x02\x01\x01\x00", "sample-binary"),
        (bytes(range(256)), "sample-binary"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "sample-binary"),
        (b"{\\rtf1\\ansi curl https://x.example -d to=1}", "sample-binary"),
        (b"curl https://x.example -d caf\xe9", "sample-not-utf8"),
        (b"a" * ((1 << 20) + 1), "sample-too-large"),
    ],
)
def test_bytes_that_are_no_sample(data: bytes, note_id: str) -> None:
    with pytest.raises(SampleError) as refused:
        reading.decode_sample(data, "sample")
    assert refused.value.note.id == note_id


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_encodings_of_windows(encoding: str) -> None:
    data = ("\ufeff" if encoding == "utf-16-be" else "") + "curl https://x.example -d text=₹"
    read = reading.read(reading.decode_sample(data.encode(encoding), "sample"))
    assert read.request.body == "text=₹".encode()
    assert {note.id for note in read.notes} == (set() if encoding == "utf-8" else {"byte-order-mark"})


def test_the_options_are_told_in_order() -> None:
    read = reading.read(Source("sample", "curl -sXPUT --no-compressed https://x.example -d a=1"))
    assert [(option.name, option.value, option.negated) for option in read.options] == [
        ("silent", None, False),
        ("request", "PUT", False),
        ("compressed", None, True),
        ("url", "https://x.example", False),
        ("data", "a=1", False),
    ]
    assert replayable("data")
    assert not replayable("proxy")


def test_a_value_is_found_in_the_sample() -> None:
    sample = "TO=447700900123\ncurl https://x.example -d \"to=$TO\" -d 'text=hi'"
    read = reading.read(Source("sample", sample))
    (span,) = (one.span for one in layers.fields(read.request) if one.value == "447700900123")
    assert span
    assert sample[span.start : span.end] == "447700900123"
    assert span.start == 3


@pytest.mark.parametrize("user", ['""', ":", "':'"])
def test_a_user_that_is_written_empty_is_none(user: str) -> None:
    assert reading.read(Source("sample", f"curl -u {user} https://x.example/")).request.basic is None


def test_a_user_that_variables_leave_empty_is_still_to_be_filled_in() -> None:
    read = reading.read(Source("sample", 'ID=""\nKEY=\ncurl -u "$ID:$KEY" https://x.example/'))
    assert read.request.basic == ("", "")
    assert "user-empty" not in {note.id for note in read.notes}


@pytest.mark.parametrize("program", ["/usr/bin/curl", "/opt/homebrew/opt/curl/bin/curl", "./curl"])
def test_the_path_of_curl_is_no_repair(program: str) -> None:
    assert reading.read(Source("sample", f"{program} https://x.example/ -d a=1")).notes == ()


def test_what_is_reported_of_a_value_is_reported_where_it_is_used_through_another() -> None:
    read = reading.read(Source("through", 'X=`date`; Y="a$X"; Z=${Y%x}\ncurl https://x.example -d t=$Y'))
    assert "computed-anew" in {note.id for note in read.notes}


def test_an_end_of_a_here_document_after_tabs_is_no_repair() -> None:
    read = reading.read(Source("tabs", "curl https://x.example -d @- <<-END\n\tto=1\n\tEND\n"))
    assert "heredoc-end" not in {note.id for note in read.notes}
    spaces = reading.read(Source("blanks", "curl https://x.example -d @- <<-END\n\tto=1\n  END\n"))
    assert "heredoc-end" in {note.id for note in spaces.notes}


@pytest.mark.parametrize(
    "sample",
    [
        "read -r TO\ncurl https://x.example -d to=$TO",
        "while read TO; do curl https://x.example -d to=$TO; done < numbers",
        "TO=1; for i in 1 2; do ((TO+=1)); curl https://x.example -d to=$TO; done",
    ],
)
def test_a_value_that_the_sample_does_not_show_is_reported_to_be_a_variable(sample: str) -> None:
    read = reading.read(Source("given", sample))
    assert read.request.body == f"to={stand_in('TO')}".encode()
    assert "value-not-shown" in {note.id for note in read.notes}


def test_an_argument_of_a_function_is_no_default() -> None:
    sample = 'send() { curl https://x.example -d "to=${1:-000}&from=${FROM:-ACME}"; }'
    read = reading.read(Source("function", sample))
    assert read.request.body == f"to={stand_in('ARGUMENT_1')}&from=ACME".encode()
    assert "special-parameter" in {note.id for note in read.notes}


@pytest.mark.parametrize(
    ("sample", "body"),
    [
        ("curl https://x.example/send -d a=1^&b=2^%^2C", b"a=1&b=2%2C"),
        ('curl "https://x.example/send" -d "^{^\\^"k^\\^":^\\^"v^\\^"^}"', b'{"k":"v"}'),
        ("curl https://x.example/send -d 'a=1^&b=2^%'", b"a=1^&b=2^%"),
    ],
)
def test_the_escapes_of_cmd_are_undone_on_one_line_too(sample: str, body: bytes) -> None:
    assert reading.read(Source("cmd", sample)).request.body == body
