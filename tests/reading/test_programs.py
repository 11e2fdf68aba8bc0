"""Listings in programming languages: what is known is put in, what is not shown is a variable, nothing is run."""

import base64
import json
import re
import shutil
import subprocess
import sys
import textwrap
from importlib import import_module
from pathlib import Path
from urllib.parse import quote, quote_plus, urlencode

import jsonschema
import pytest

from curl2sms import reading, sample_kinds
from curl2sms.converting import span_of
from curl2sms.errors import SampleError, Source, Span
from curl2sms.http import CLOSE, OPEN, HttpRequest
from curl2sms.reading.model import ReadSample
from curl2sms.shipped import DATA

HERE = Path(__file__).parent
CALL = "$h = curl_init('https://sms.example/send'); curl_setopt($h, CURLOPT_POSTFIELDS, {fields}); curl_exec($h);"


def read(text: str, kind: str) -> ReadSample:
    module = next(one.module for one in sample_kinds.KINDS if one.name == kind)
    sample: ReadSample = import_module(module).read(Source("sample", text))
    return sample


def request_of(text: str, kind: str) -> HttpRequest:
    (call,) = read(text, kind).calls
    assert call.request, call.error
    return call.request


def body_of(text: str, kind: str = "php") -> str:
    body = request_of(text, kind).body
    return (body or b"").decode().replace(OPEN, "${").replace(CLOSE, "}")


@pytest.mark.parametrize("name", ["http-clients", "function-names"])
def test_what_is_known_of_functions_is_well_formed(name: str) -> None:
    rows, schema = (json.loads((DATA / f"{name}{end}").read_text()) for end in (".json", ".schema.json"))
    jsonschema.Draft202012Validator(schema).validate(rows)


# What PHP makes of an expression that gives the body.
VALUES = [
    ("'a' . 'b'", "ab"),
    (r"'it\'s \n'", r"it's \n"),
    (r'"a\tb\x41\u{e9}\101"', "a\tbA\u00e9A"),
    (
        "http_build_query(['a' => 'x y', 'b' => ['1', '2'], 'c' => true, 'd' => null])",
        "a=x+y&b%5B0%5D=1&b%5B1%5D=2&c=1",
    ),
    ("json_encode(['to' => ['+1'], 'text' => 'a/b é'])", r'{"to":["+1"],"text":"a\/b \u00e9"}'),
    ("json_encode(['t' => 'é/'], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES)", '{"t":"é/"}'),
    ("urlencode('a b~') . rawurlencode('a b~')", "a+b%7Ea%20b~"),
    ("base64_encode('a:b')", "YTpi"),
    ("sprintf('%s-%05d-%2$s', 'a', 12)", "a-00012-12"),
    ("str_replace(' ', '%20', 'a b')", "a%20b"),
    ("implode(',', array_map('trim', explode(';', ' 1 ;2')))", "1,2"),
    ("strtoupper('ab') . strlen('é')", "AB2"),
    ("'to=' . $to . '&text=' . urlencode($text)", "to=${to}&text=${text}"),
    ("getenv('SMS_KEY')", "${SMS_KEY}"),
    ("config('services.sms.sender-id')", "${sender_id}"),
    ("$_POST['mobile']", "${mobile}"),
    ("trim($_POST['mobile'])", "${mobile}"),
    ("$undefined->profile->phone", "${phone}"),
    ("'ref=' . uniqid()", "ref=${UNIQID}"),
    ("1 + 2 * 3", "7"),
    ("md5('a') . hash('sha1', 'a')", "0cc175b9c0f1b6a831c399e26977266186f7e437faa5a7fce15d1ddcb9eaeaea377667b8"),
    ("true ? 'yes' : 'no'", "yes"),
]


@pytest.mark.parametrize(("expression", "body"), VALUES)
def test_values_of_php(expression: str, body: str) -> None:
    assert body_of("<?php " + CALL.format(fields=expression)) == body


# What a program does before it makes its call, and the body that it then sends.
PROGRAMS = [
    ("$q = ''; foreach (['a' => 1, 'b' => 2] as $k => $v) { $q .= \"$k=$v&\"; }", "rtrim($q, '&')", "a=1&b=2"),
    ("for ($i = 0; $i < 3; $i++) { $q .= $i; }", "$q", "012"),
    ("if ('a' == 'b') { $q = 1; } elseif (true) { $q = 2; } else { $q = 3; }", "$q", "2"),
    ("switch ('b') { case 'a': $q = 1; break; case 'b': $q = 2; break; default: $q = 3; }", "$q", "2"),
    ("function f($x, $y = 'z') { return $x . $y; }", "f('a')", "az"),
    (
        "class A { const C = 'c'; private $p; function __construct($p) { $this->p = $p; } "
        "function g() { return $this->p . self::C; } } $a = new A('x');",
        "$a->g()",
        "xc",
    ),
    (
        "class B { public $k; function __construct($k) { $this->k = $k; } function f() { return 'b'; } } "
        "class A extends B { function __construct() { parent::__construct('p'); } "
        "function f() { return parent::f() . $this->k; } } $a = new A;",
        "$a->f()",
        "bp",
    ),
    ("$a = ['x' => 1, 'y' => 2]; unset($a['x']);", "json_encode($a)", '{"y":2}'),
    ("$i = 1; $a = $i++ . ++$i . $i--;", "$a . $i", "1332"),
    ("function f(array &$p) { $p['k'] = 1; } $a = ['x' => 0]; f($a);", "json_encode($a)", '{"x":0,"k":1}'),
    ("$a = ['x', 'y']; foreach ($a as &$v) { $v .= '!'; }", "implode($a)", "x!y!"),
    ("$a = ['b' => 2, 'a' => 1]; ksort($a); $b = ['z', 'y']; sort($b);", "json_encode([$a, $b])",
     '[{"a":1,"b":2},["y","z"]]'),
    ("$a = ['x', 'y', 'z']; $b = array_pop($a); $c = array_shift($a);", "$b . $c . implode($a)", "zxy"),
    ("$a = 0.1 + 0.2;", "'sum=' . $a", "sum=${a}"),
    ("$a = ['a' => 1, 'b' => 2]; $a = array_filter($a, fn($k) => $k != 'a', ARRAY_FILTER_USE_KEY);", "json_encode($a)",
     '{"b":2}'),
    ("$a = ['x' => 1]; $b = $a; $b['x'] = 2;", "$a['x'] . $b['x']", "12"),
    ("list($a, $b) = explode(',', 'x,y');", "$b . $a", "yx"),
    ("$t = <<<END\n  a {$_POST['n']} b\n  END;", "$t", "a ${n} b"),
    ("define('KEY', 'k'); const TWO = 't';", "KEY . TWO", "kt"),
    ("$f = function ($x) use ($y) { return $x; }; $g = fn($x) => $x . '!';", "$f('a') . $g('b')", "ab!"),
    ("$o = new stdClass; $o->to = '1'; $o->{'text'} = 'x';", "json_encode($o)", '{"to":"1","text":"x"}'),
    ("function n() { static $i = 0; return ++$i; } n();", "n() . n()", "23"),
    ("$n = 1; $f = function () use ($n) { return $n++; }; $g = fn() => ++$n; $n = 5;", "$f() . $g() . $n", "125"),
    ("$n = 1; $f = function () use (&$n) { return ++$n; }; $n = 5;", "$f() . $n", "66"),
    ("$k = 'a'; function g() { global $k; $k .= 'b'; $GLOBALS['k'] .= 'c'; } g();", "$k", "abc"),
    ("$a = 1; $b = &$a; $b = 2; $l = ['x' => 1]; $c = &$l['x']; $c = 3; $l['y'] = &$a; $a = 4;", "$b . json_encode($l)",
     '4{"x":3,"y":4}'),
    ("$q = ''; foreach ([1, 2] as $a) { foreach ([3, 4] as $b) { if ($b == 4) continue 2; $q .= $b; } } "
     "foreach ([1, 2] as $a) { foreach ([3, 4] as $b) { if ($b == 4) break 2; $q .= $b; } }", "$q", "333"),
    ("$q = ''; foreach ([1, 2, 3] as $v) { switch ($v) { case 1: continue 2; case 2: break; } $q .= $v; }", "$q", "23"),
    ("$q = ''; try { try { throw new A; } catch (B $e) { $q .= 'b'; } } catch (A | C $e) { $q .= 'a'; } "
     "finally { $q .= '!'; }", "$q", "a!"),
    ("function g() { yield 'a'; yield from ['b', 'c']; } $q = ''; foreach (g() as $x) { $q .= $x; }", "$q", "abc"),
    ("function o() { function i() { return 'in'; } } o();", "i()", "in"),
    ("trait T { function t() { return 't' . $this->n; } } interface I { const X = 'x'; } "
     "class A implements I { use T; public $n = 'n'; }", "(new A)->t() . A::X", "tnx"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "fields", "body"), PROGRAMS)
def test_programs_of_php(before: str, fields: str, body: str) -> None:
    assert body_of(f"<?php {before} {CALL.format(fields=fields)}") == body


FETCH = "fetch('https://sms.example/send', {{method: 'POST', body: {body}}});"

# What JavaScript makes of an expression that gives the body.
VALUES_OF_JAVASCRIPT = [
    ("'a' + 'b'", "ab"),
    ("1 + 2 + 'x' + 1", "3x1"),
    (r"'\x41\u00e9\u{1F600}\ud83d\ude00\'\n'", "A\u00e9\U0001f600\U0001f600'\n"),
    ("`a ${1 + 1} b`", "a 2 b"),
    (
        "JSON.stringify({to: ['+1'], text: 'a/b \"é\"', n: 1, ok: true, no: null})",
        '{"to":["+1"],"text":"a/b \\"é\\"","n":1,"ok":true,"no":null}',
    ),
    ("JSON.stringify({a: 1}, null, 2)", '{\n  "a": 1\n}'),
    ("new URLSearchParams({to: '+1', text: 'a b*~'})", "to=%2B1&text=a+b*%7E"),
    ("encodeURIComponent(\"a b'()~\") + encodeURI('a b?é')", "a%20b'()~a%20b?%C3%A9"),
    ("require('querystring').stringify({a: 'x y', b: ['1', '2']})", "a=x%20y&b=1&b=2"),
    ("Buffer.from('a:b').toString('base64') + btoa('a:b')", "YTpiYTpi"),
    ("Object.entries({a: 'x y', b: 1}).map(([k, v]) => `${k}=${encodeURIComponent(v)}`).join('&')", "a=x%20y&b=1"),
    ("['a', 'b'].join('-') + 'A-B'.toLowerCase().replace('-', '+') + 'abc'.slice(1)", "a-ba+bbc"),
    ("`to=${to}&text=${encodeURIComponent(text)}`", "to=${to}&text=${text}"),
    ("process.env.SMS_KEY", "${SMS_KEY}"),
    ("req.body.mobile.trim()", "${mobile}"),
    ("process.env.FROM || 'x'", "${FROM}"),
    ("'' || 'x'", "x"),
    ("'ref=' + Date.now()", "ref=${NOW}"),
]


@pytest.mark.parametrize(("expression", "body"), VALUES_OF_JAVASCRIPT)
def test_values_of_javascript(expression: str, body: str) -> None:
    assert body_of(FETCH.format(body=expression), "javascript") == body


# Expressions, and the text that the language itself makes of each.
EXPRESSIONS_OF: dict[str, dict[str, str]] = {
    kind: json.loads((HERE / f"{kind}_expressions.json").read_text(encoding="utf-8")) for kind in ("javascript", "php")
}
# What reads expressions as JSON, and writes what each is.
EVALUATE = {
    "javascript": [
        "node",
        "-e",
        "const rows = JSON.parse(require('fs').readFileSync(0));"
        "console.log(JSON.stringify(rows.map((one) => String((0, eval)(one)))))",
    ],
    "php": [
        "php",
        "-r",
        "$rows = json_decode(file_get_contents('php://stdin'));"
        'echo json_encode(array_map(fn($one) => "" . eval("return $one;"), $rows));',
    ],
}


@pytest.mark.parametrize(("kind", "expression"), [(kind, one) for kind, rows in EXPRESSIONS_OF.items() for one in rows])
def test_an_expression_is_worked_out_as_the_language_does(kind: str, expression: str) -> None:
    text = FETCH.format(body=f"String({expression})")
    if kind == "php":
        text = "<?php " + CALL.format(fields=f"'' . ({expression})")
    assert body_of(text, kind) == EXPRESSIONS_OF[kind][expression]


@pytest.mark.interpreters
@pytest.mark.slow
@pytest.mark.parametrize("kind", EXPRESSIONS_OF)
def test_the_language_itself_makes_this_of_an_expression(kind: str) -> None:
    command = EVALUATE[kind]
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    rows = EXPRESSIONS_OF[kind]
    done = subprocess.run(command, input=json.dumps(list(rows)), capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(done.stdout) == list(rows.values())


PROGRAMS_OF_JAVASCRIPT = [
    ("const f = (x, y = 'z') => x + y;", "f('a')", "az"),
    ("function f({a, b = 2}) { return `${a}${b}`; }", "f({a: 1})", "12"),
    (
        "class A { key = 'k'; static c = 's'; constructor(x) { this.x = x; } "
        "get() { return this.x + this.key + A.c; } }",
        "new A('x').get()",
        "xks",
    ),
    (
        "class B { constructor(k) { this.k = k; } f() { return 'b'; } } "
        "class A extends B { constructor() { super('p'); } f() { return super.f() + this.k; } }",
        "new A().f()",
        "bp",
    ),
    ("let q = ''; for (const k in {a: 1, b: 2}) { q += k; } for (let i = 0; i < 2; i++) q += i;", "q", "ab01"),
    ("const {a, ...rest} = {a: 1, b: 2}; const [x, y] = ['p', 'q'];", "a + x + y", "1pq"),
    (
        "const o = {a: 1}; o.b = 2; o['c'] = 3; const p = {...o, d: 4};",
        "JSON.stringify(p)",
        '{"a":1,"b":2,"c":3,"d":4}',
    ),
    ("var s = ''; s = s.concat('a', 'b');", "s", "ab"),
    ("const o = {a: 1, b: 2}; delete o.a;", "JSON.stringify(o)", '{"b":2}'),
    ("let i = 1; const s = `${i++}${++i}${i--}`;", "s + i", "1332"),
    ("class A { get k() { return 'g'; } set k(v) {} }", "new A().k", "g"),
    ("const o = {a: null};", "`${o.a?.b}${void 0}${[...'ab'].join('-')}`", "undefinedundefineda-b"),
    ("const p = new URLSearchParams(); p.append('to', '1'); p.append('to', '2');", "p.toString()", "to=1&to=2"),
    ("let x = 1; { let x = 2; x++; } if (x) { const x = 3; } for (let x = 5; x < 7; x++) {}", "x", "1"),
    ("var x = 1; if (x) { var x = 2; } var x;", "x", "2"),
    ("let x = 1; switch (x) { case 1: let x = 2; }", "x", "1"),
    ("const f = []; for (let i = 0; i < 3; i++) f.push(() => i);", "f.map((g) => g()).join('')", "012"),
    ("const f = []; for (var i = 0; i < 3; i++) f.push(() => i);", "f.map((g) => g()).join('')", "333"),
    ("const f = []; for (const k of ['a', 'b']) f.push(() => k);", "f.map((g) => g()).join('')", "ab"),
    (
        "let q = ''; outer: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { "
        "if (j == 1) continue outer; if (i == 2) break outer; q += `${i}${j} `; } }",
        "q",
        "00 10 ",
    ),
    (
        "class A { set k(v) { this._k = v + '!'; } get k() { return this._k; } } const a = new A(); a.k = 'b';",
        "a.k",
        "b!",
    ),
    ("const tag = (s, ...v) => s.raw.join('|') + s[0] + v.join();", "tag`a\\n${1}b${2}`", "a\\n|b|a\n1,2"),
    ("", "String.raw`a\\n${1}b`", "a\\n1b"),
    ("let q = ''; try { throw 'x'; } catch (e) { q = e; } finally { q += '!'; }", "q", "x!"),
    ("let q = ''; try { (() => { throw 'x'; })(); q = 'a'; } catch { q = 'b'; }", "q", "b"),
    ("function* g() { yield 1; yield* [2, 3]; return 4; }", "[...g()].join()", "1,2,3"),
    ("", "'\\x41\\101\\u{42}\\0'", "AAB\0"),
]


@pytest.mark.parametrize(("before", "expression", "body"), PROGRAMS_OF_JAVASCRIPT)
def test_programs_of_javascript(before: str, expression: str, body: str) -> None:
    assert body_of(f"{before} {FETCH.format(body=expression)}", "javascript") == body


def test_a_python_class_has_what_it_inherits() -> None:
    text = (
        "import requests\nclass B:\n    def __init__(self, k):\n        self.k = k\n"
        "class A(B):\n    def __init__(self):\n        super().__init__('p')\n"
        "    def send(self):\n        requests.post('https://sms.example/send', data='b' + self.k)\n"
        "A().send()\n"
    )
    assert body_of(text, "python") == "bp"


POST = "requests.post('https://sms.example/send', data={data}, headers={{'Content-Type': 'text/plain'}})"
IMPORTS = "import json, base64, re, textwrap, requests\nfrom urllib.parse import urlencode, quote, quote_plus\n"
EXPRESSIONS = (HERE / "python_expressions.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_values_of_python_are_what_python_makes_of_them(expression: str) -> None:
    known: dict[str, object] = {"json": json, "base64": base64, "re": re, "textwrap": textwrap}
    known |= {one.__name__: one for one in (urlencode, quote, quote_plus)}
    expected = eval(expression, known)  # noqa: S307 - rows of our own
    assert body_of(IMPORTS + POST.format(data=expression), "python") == expected


# What a program in Python does before it makes its call, the expression that it sends, and the body.
PROGRAMS_OF_PYTHON = [
    ("", "'to=' + to + '&text=' + quote(text)", "to=${to}&text=${text}"),
    ("", "os.environ['SMS_KEY'] + os.getenv('SMS_FROM', 'x')", "${SMS_KEY}${SMS_FROM}"),
    ("", "settings.SMS_SENDER", "${SMS_SENDER}"),
    ("", "request.json['mobile'].strip()", "${mobile}"),
    ("number = input('Number: ')", "number", "${number}"),
    ("", "'ref=' + str(uuid.uuid4())", "ref=${UUID4}"),
    ("def f(x, y='z', *more, **named): return x + y + ''.join(more) + named['k']", "f('a', 'b', 'c', k='d')", "abcd"),
    ("def f(x, *, y): return x + y\ng = {'x': 'a', 'y': 'b'}", "f(**g)", "ab"),
    (
        "class A:\n    key = 'k'\n    def __init__(self, x):\n        self.x = x\n"
        "    @property\n    def both(self):\n        return self.x + self.key\n"
        "    @staticmethod\n    def s(v):\n        return v\n"
        "    @classmethod\n    def c(cls, v):\n        return cls.key + v",
        "A('x').both + A.s('1') + A.c('2')",
        "xk1k2",
    ),
    ("q = ''\nfor k, v in {'a': 1, 'b': 2}.items():\n    q += '%s=%s&' % (k, v)", "q.rstrip('&')", "a=1&b=2"),
    ("q = ''\nfor k in {'a': 1, 'b': 2}:\n    q += k", "q", "ab"),
    ("a, (b, c) = 'x', ('y', 'z')", "a + b + c", "xyz"),
    ("p = {}\np['to'] = '1'\np.update(text='x', **{'n': '2'})\np |= {'m': '3'}", "json.dumps(p)",
     '{"to": "1", "text": "x", "n": "2", "m": "3"}'),
    ("if 'a' in ['a', 'b'] and not 'x' in 'abc':\n    q = 1\nelif True:\n    q = 2\nelse:\n    q = 3", "str(q)", "1"),
    ("try:\n    q = 'a'\nexcept E:\n    q = 'b'\nelse:\n    q += 'c'\nfinally:\n    q += 'd'", "q", "acd"),
    ("i = 0\nq = ''\nwhile i < 3:\n    q += str(i)\n    i += 1", "q", "012"),
    ("from functools import partial\nx: str = 'a'\nif (n := 'b'): x += n", "x", "ab"),
    ("print 'sending', 1\nexec 'pass'", "u'a'", "a"),
    ("app.config['KEY'] = 'k'\nsettings.HOST = 'h'", "app.config['KEY'] + settings.HOST + app.config['TO']", "kh${TO}"),
    ("p = {'a': 1, 'b': 2, 'c': 3}\ndel p['a']\nx = p.pop('b')\np.setdefault('c', 9)\np.setdefault('d', 4)",
     "json.dumps([p, x])", '[{"c": 3, "d": 4}, 2]'),
    ("l = [3, 1, 2]\nl.sort()\nl.insert(0, 9)\nl.remove(2)\nx = l.pop()\nl.reverse()\ndel l[-1]", "str([l, x])",
     "[[1], 3]"),
    ("class A:\n    def __str__(self):\n        return 'me'", "str(A()) + str(list(enumerate('a')))", "me[(0, 'a')]"),
    ("a, *b = 'x', 'y', 'z'", "a + ','.join(b)", "xy,z"),
    ("n = 2 ** 1000000", "'n=%s' % n", "n=${n}"),
    ("n = 'ab' * 1000000", "n", "${n}"),
    ("n = ord('ab')", "str(n)", "${n}"),
    ("q = ''\nfor i in [1, 2]:\n    q += str(i)\nelse:\n    q += 'e'\n"
     "while q == '12e':\n    q += 'w'\nelse:\n    q += 'x'", "q", "12ewx"),
    ("q = ''\nfor i in [1, 2]:\n    if i == 2:\n        break\n    q += str(i)\nelse:\n    q += 'e'", "q", "1"),
    ("def f(x, l=[]):\n    l.append(x)\n    return l\nf('a')", "''.join(f('b'))", "ab"),
    ("class A:\n    def f(self, x, l=[]):\n        l.append(x)\n        return l\nA().f('a')",
     "''.join(A().f('b'))", "ab"),
    ("x = 'a'\ndef f():\n    x = 'b'\ndef g():\n    global x, y\n    x += 'c'\n    y = 'd'\nf()\ng()", "x + y", "acd"),
    ("def f():\n    x = 'a'\n    def g():\n        nonlocal x\n        x = 'b'\n    g()\n    return x", "f()", "b"),
    ("x = 'o'\nl = [x + y for x in 'ab' for y in 'cd' if y > 'c']\nf = [lambda: n for n in range(3)]",
     "x + ''.join(l) + str(f[0]()) + str([z := 4, z])", "oadbd2[4, 4]"),
    ("class A:\n    @property\n    def k(self):\n        return self._k\n    @k.setter\n    def k(self, v):\n"
     "        self._k = v + '!'\na = A()\na.k = 'b'", "a.k", "b!"),
    ("class A:\n    def a(self):\n        return 'a'\nclass B:\n    def b(self):\n        return 'b'\n"
     "class C(A, B):\n    pass",
     "C().a() + C().b()", "ab"),
    ("q = ''\ntry:\n    raise KeyError('k')\nexcept (ValueError, KeyError):\n    q = 'c'", "q", "c"),
    ("def f():\n    yield 1\n    yield from [2, 3]", "str(list(f()))", "[1, 2, 3]"),
    ("def f(*a):\n    return a", "str(f(1, 2))", "(1, 2)"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "expression", "body"), PROGRAMS_OF_PYTHON)
def test_programs_of_python(before: str, expression: str, body: str) -> None:
    assert body_of(f"{IMPORTS}{before}\n{POST.format(data=expression)}", "python") == body


def test_a_function_that_nothing_calls_has_variables_for_arguments() -> None:
    text = "function sms($to, $text, $from = 'SHOP') { " + CALL.format(fields="compact('to', 'text', 'from')") + " }"
    request = request_of(
        "<?php " + text.replace("compact", "http_build_query(compact").replace("'from')", "'from'))"), "php"
    )
    assert request.body == f"to={OPEN}to{CLOSE}&text={OPEN}text{CLOSE}&from=SHOP".encode()


def test_a_test_that_the_sample_leaves_open_is_noted() -> None:
    text = "if ($unicode) { $type = 2; } else { $type = 1; } " + CALL.format(
        fields='"to=447700900123&text=Hi&type=$type"'
    )
    (call,) = read("<?php " + text, "php").calls
    assert call.request is not None
    assert call.request.body == b"to=447700900123&text=Hi&type=2"
    assert [one.id for one in call.notes] == ["open-test"]


def test_an_open_test_is_noted_also_where_another_one_leads_to_the_call() -> None:
    text = """
        const send = (options) => {
          const parts = partsOf(options);
          if (isOld(options)) { axios({url, method}); } else { axios.post('https://sms.example/send', parts); }
        };
        const partsOf = ({to, text, key, unicode}) => {
          let parts = {to, text};
          if (unicode) { parts.coding = 8; }
          return parts;
        };
    """
    sent = [one for one in read(text, "javascript").calls if one.request]
    spans = [[one.span for one in call.notes if one.id == "open-test"] for call in sent]
    assert spans == [[Span(text.index("unicode) {"), text.index(") { parts.coding"))]]


def test_a_guard_is_no_open_test() -> None:
    text = "if (!$to) { return; } if ($to) { " + CALL.format(fields='"to=$to&text=Hi"') + " }"
    (call,) = read("<?php " + text, "php").calls
    assert call.notes == ()


# What a listing holds, and the notes that its call gets.
NOTED = [
    ("php", "$to = format_msisdn($_POST['to']);", '"to=$to&text=Hi"', ["value-reworked"]),
    ("php", "$to = format_msisdn('0712345678');", '"to=$to&text=Hi"', ["text-reworked"]),
    ("php", "$to = ltrim($_POST['to'], '0');", '"to=$to&text=Hi"', ["value-reworked"]),
    ("php", "$to = ltrim($_POST['to'], '0');", '"to=$to&text=Hi"', ["value-reworked"]),
    (
        "php",
        "$m = iconv('UTF-8', 'ISO-8859-1//TRANSLIT', $_POST['m']);",
        '"to=447700900123&text=$m"',
        ["value-reworked"],
    ),
    ("php", "$m = iconv('UTF-8', 'utf-8//IGNORE', $_POST['m']);", '"to=447700900123&text=$m"', []),
    ("php", "$m = utf8_decode('é');", '"to=447700900123&text=$m"', ["text-reworked"]),
    ("php", "$m = sprintf('%08d', $_POST['m']);", '"to=447700900123&text=$m"', ["value-reworked"]),
    ("php", "$m = sprintf('%g', 1.5);", '"to=447700900123&text=$m"', ["text-reworked"]),
    ("php", "$m = substr('é a', 1);", '"to=447700900123&text=$m"', ["text-reworked"]),
    ("php", "$ref = uniqid();", '"to=447700900123&text=Hi&ref=$ref"', ["computed-anew"]),
    ("php", "$d = md5($_POST['to'] . 'key');", '"to=447700900123&text=Hi&hash=$d"', ["digest-computed"]),
    ("php", "$p = array_merge(['to' => '447700900123', 'text' => 'Hi'], $more);", "$p", ["members-not-shown"]),
    (
        "php",
        "$m = urlencode($_POST['text']);",
        "json_encode(['to' => '447700900123', 'text' => $m])",
        ["value-reworked"],
    ),
    ("php", "$m = urlencode($_POST['text']);", '"to=447700900123&text=$m"', []),
    ("php", "", "'to=447700900123&text=Hi'); curl_setopt($h, CURLOPT_PROXY, 'p:8080'", ["proxy"]),
    (
        "php",
        "",
        "'to=447700900123&text=Hi'); curl_setopt($h, CURLOPT_HTTPHEADER, ['X-Key => 1']",
        ["header-without-colon"],
    ),
    (
        "php",
        "",
        "['to' => '447700900123']); curl_setopt($h, CURLOPT_HTTPHEADER, ['Content-Type: application/json']",
        ["multipart-type-ignored"],
    ),
    (
        "php",
        "",
        "['to' => '447700900123']); curl_setopt($h, CURLOPT_HTTPHEADER, ['Content-Type: multipart/form-data']",
        [],
    ),
    ("javascript", "const n = total.toFixed(2);", "`to=447700900123&text=Hi&n=${n}`", ["value-reworked"]),
    ("javascript", "const m = escape(req.body.text);", "`to=447700900123&text=${m}`", ["value-reworked"]),
    ("javascript", "const m = mystery(req.body.text);", "`to=447700900123&text=${m}`", ["value-made"]),
    ("javascript", "const m = btoa(req.body.text);", "`to=447700900123&text=${m}`", ["value-reworked"]),
    ("javascript", "const m = _.escape(req.body.text);", "`to=447700900123&text=${m}`", ["value-reworked"]),
    ("javascript", "const m = Buffer.from(key).toString('hex');", "`to=447700900123&text=${m}`", ["value-made"]),
    ("javascript", "const m = to.split('@')[0];", "`to=${m}&text=Hi`", ["value-reworked"]),
    ("javascript", "const m = to.split('+')[1];", "`to=${m}&text=Hi`", ["value-reworked"]),
    ("javascript", "const m = to.split(',')[0];", "`to=${m}&text=Hi`", []),
    ("php", "$m = base64_encode($_POST['m']);", '"to=447700900123&text=$m"', ["value-reworked"]),
    ("php", "$m = htmlspecialchars($_POST['m']);", '"to=447700900123&text=$m"', ["value-reworked"]),
    ("php", "$m = htmlspecialchars($_POST['m']);", '"<sms><to>447700900123</to><text>$m</text></sms>"', []),
    ("php", "$parts = explode('+', $to); $m = $parts[1];", '"to=$m&text=Hi"', ["value-reworked"]),
    ("php", "$m = explode('+', $to)[1];", '"to=$m&text=Hi"', ["value-reworked"]),
    ("php", "$m = preg_split('/a|b/', $to)[0];", '"to=$m&text=Hi"', ["value-reworked"]),
    ("javascript", "const m = numbers.join(',');", "`to=${m}&text=Hi`", []),
    ("php", "$m = json_encode(['to' => $to], JSON_NUMERIC_CHECK);", "$m", ["value-reworked"]),
    ("php", "$m = mystery($_POST['m']);", '"to=447700900123&text=$m"', ["value-made"]),
    ("javascript", "const m = escape('é');", "`to=447700900123&text=${m}`", ["text-reworked"]),
    ("javascript", "const to = normalise(req.body.to);", "`to=${to}&text=Hi`", ["value-reworked"]),
    ("javascript", "const to = req.body.to.replace('+', '');", "`to=${to}&text=Hi`", ["value-reworked"]),
    ("javascript", "const id = Math.random();", "`to=447700900123&text=Hi&id=${id}`", ["computed-anew"]),
    (
        "javascript",
        "const p = {...defaults, to: '447700900123', text: 'Hi'};",
        "JSON.stringify(p)",
        ["members-not-shown"],
    ),
]


@pytest.mark.parametrize(("kind", "before", "expression", "notes"), NOTED)
def test_what_no_rule_gives_is_noted(kind: str, before: str, expression: str, notes: list[str]) -> None:
    call = CALL.format(fields=expression) if kind == "php" else FETCH.format(body=expression)
    (found,) = read(f"<?php {before} {call}" if kind == "php" else f"{before} {call}", kind).calls
    assert [one.id for one in found.notes] == notes


# One call of a client, and the method, the URL and the body that it makes.
CALLS = [
    (
        "php",
        "$h = curl_init('https://a.example/x?y'); curl_setopt($h, CURLOPT_PORT, 8443); curl_exec($h);",
        "GET https://a.example:8443/x?y ",
    ),
    (
        "php",
        "$h = curl_init('https://a.example/x'); curl_setopt($h, CURLOPT_POST, 1); curl_exec($h);",
        "POST https://a.example/x ",
    ),
    (
        "php",
        "$c = new Client(['base_uri' => 'https://a.example/v1/']); $c->post('x', ['json' => ['a' => 1]]);",
        'POST https://a.example/v1/x {"a":1}',
    ),
    (
        "php",
        "$c = new Client(['base_uri' => 'https://a.example/v1/']); $c->get('/x', ['query' => ['a' => 'b c']]);",
        "GET https://a.example/x?a=b%20c ",
    ),
    (
        "php",
        "$c->request('POST', 'https://a.example/x', ['form_params' => ['a' => 1]]);",
        "POST https://a.example/x a=1",
    ),
    (
        "php",
        "$o = []; $o['x'] ??= 'y'; file_get_contents('https://a.example/?' . http_build_query($o));",
        "GET https://a.example/?x=y ",
    ),
    (
        "javascript",
        "axios.create({baseURL: 'https://a.example/v1/'}).get('/x', {params: {a: 'b c'}});",
        "GET https://a.example/v1/x?a=b+c ",
    ),
    (
        "javascript",
        "axios.defaults.baseURL = 'https://a.example/v1'; axios.defaults.headers.common['K'] = 'k'; axios.get('/x');",
        "GET https://a.example/v1/x ",
    ),
    (
        "javascript",
        "const c = axios.create({baseURL: 'https://a.example'}); c.defaults.params = {k: 1}; c.get('/x');",
        "GET https://a.example/x?k=1 ",
    ),
    (
        "javascript",
        "const c = axios.create(); c.interceptors.request.use((o) => { o.params.k = 1; return o; }); "
        "c.get('https://a.example/x');",
        "GET https://a.example/x?k=1 ",
    ),
    (
        "javascript",
        "$.ajaxSetup({username: 'u'}); $.ajax({url: 'https://a.example/x', traditional: true, data: {a: [1, 2]}});",
        "GET https://a.example/x?a=1&a=2 ",
    ),
    (
        "javascript",
        "axios.post('https://a.example/x', {a: [1], b: {c: null, d: undefined}}, "
        "{headers: {'Content-Type': 'application/x-www-form-urlencoded'}});",
        "POST https://a.example/x a%5B%5D=1&b%5Bc%5D=",
    ),
    (
        "javascript",
        "request.post({url: 'https://a.example/x', form: {a: 'b', c: null}, json: true}, (e, r) => {});",
        "POST https://a.example/x a=b&c=",
    ),
    (
        "javascript",
        "axios.post('https://a.example/x', qs.stringify({a: ['1', '2'], b: null}, {arrayFormat: 'repeat'}));",
        "POST https://a.example/x a=1&a=2&b=",
    ),
    (
        "javascript",
        "axios.post('https://a.example/x', qs.stringify({a: ['1 2']}, {arrayFormat: 'brackets', encode: false}));",
        "POST https://a.example/x a[]=1 2",
    ),
    (
        "php",
        "$c->post('https://a.example/x', ['form_params' => ['a' => false, 'b' => true, 'c' => null]]);",
        "POST https://a.example/x a=0&b=1",
    ),
    (
        "php",
        "Http::withOptions(['base_uri' => 'https://a.example/v1/', 'query' => ['k' => 1]])->get('x');",
        "GET https://a.example/v1/x?k=1 ",
    ),
    (
        "python",
        "requests.post('https://a.example/x', data={'a': 1}, json={'b': 2})",
        "POST https://a.example/x a=1",
    ),
    ("javascript", "axios.post('https://a.example/x', {}, {params: {a: 1}});", "POST https://a.example/x?a=1 {}"),
    ("javascript", "axios.post('https://a.example/x', null, {params: {a: 1}});", "POST https://a.example/x?a=1 "),
    (
        "javascript",
        "const f = (...a) => import('node-fetch').then(({default: g}) => g(...a)); f('https://a.example/x');",
        "GET https://a.example/x ",
    ),
    (
        "javascript",
        "$.get('https://a.example/x?y=1', function (data) { show(data); });",
        "GET https://a.example/x?y=1 ",
    ),
    (
        "javascript",
        "$.get('https://a.example/x', {y: 'a b'}, function (data) { show(data); });",
        "GET https://a.example/x?y=a+b ",
    ),
    (
        "javascript",
        "app.post('/send', (req, res) => fetch('https://a.example/x?to=' + req.body.to));",
        "GET https://a.example/x?to=${to} ",
    ),
    (
        "javascript",
        "request({uri: 'https://a.example/x', method: 'POST', json: true, body: {a: 1}});",
        'POST https://a.example/x {"a":1}',
    ),
    (
        "javascript",
        "request.post({url: 'https://a.example/x', form: {a: 'b c'}}, (e, r) => {});",
        "POST https://a.example/x a=b%20c",
    ),
    (
        "javascript",
        "fetch(new Request('https://a.example/x', {method: 'POST', body: 'b'}));",
        "POST https://a.example/x b",
    ),
    ("javascript", "fetch(new URL('send?a=1', 'https://a.example/v1/x'));", "GET https://a.example/v1/send?a=1 "),
    (
        "javascript",
        "https.get({hostname: 'a.example', port: 8443, path: '/x'}, (res) => {});",
        "GET https://a.example:8443/x ",
    ),
    (
        "javascript",
        "unirest('POST', 'https://a.example/x').type('form').send({a: 'b'}).end(() => {});",
        "POST https://a.example/x a=b",
    ),
]


@pytest.mark.parametrize(("kind", "text", "sent"), CALLS)
def test_what_a_call_of_a_client_makes(kind: str, text: str, sent: str) -> None:
    request = request_of(f"<?php {text}" if kind == "php" else text, kind)
    shown = f"{request.method} {request.url} {(request.body or b'').decode()}"
    assert shown.replace(OPEN, "${").replace(CLOSE, "}") == sent


# A listing, a place in its request, and what the sample spells there.
PLACES = [
    ("php", "$to = '447700900123'; ", '"to=$to&text=Hi"', "form:to", "447700900123"),
    ("php", "", "http_build_query(['to' => '+447700900123', 'text' => 'Hi'])", "form:to", "+447700900123"),
    ("php", "", "json_encode(['to' => '447700900123', 'text' => \"a\\tb\"])", "json:/text", "a\\tb"),
    (
        "php",
        "function t($x) { return trim($x); } ",
        "'to=447700900123&text=' . urlencode(t(' Hi é '))",
        "form:text",
        "Hi é",
    ),
    ("javascript", "const n = 447700900123; ", "JSON.stringify({to: n, text: `Hi`})", "json:/to", "447700900123"),
    ("javascript", "", "`to=447700900123&text=${encodeURIComponent('a b')}`", "form:text", "a b"),
    ("php", "$name = 'Zoë'; ", '"to=447700900123&text=Hi $name!"', "form:text", "Hi $name!"),
    (
        "javascript",
        "const code = 4471; const text = `Code ${code}, a day`; ",
        "'to=447700900123&text=' + encodeURIComponent(text)",
        "form:text",
        "Code ${code}, a day",
    ),
]


@pytest.mark.parametrize(("kind", "before", "expression", "at", "spelling"), PLACES)
def test_a_value_knows_its_place_in_the_listing(
    kind: str, before: str, expression: str, at: str, spelling: str
) -> None:
    call = CALL.format(fields=expression) if kind == "php" else FETCH.format(body=expression)
    source = Source("sample", f"<?php {before}{call}" if kind == "php" else before + call)
    found = span_of(reading.read(source, kind=kind), at)
    assert source.text[found.start : found.end] == spelling


def test_a_module_is_its_own_default() -> None:
    text = "const f = require('node-fetch').default; f('https://a.example/x');"
    assert request_of(text, "javascript").url == "https://a.example/x"


def test_a_post_of_php_without_fields_has_an_empty_form() -> None:
    text = "$h = curl_init('https://a.example/x'); curl_setopt($h, CURLOPT_POST, 1); curl_exec($h);"
    request = request_of(f"<?php {text}", "php")
    assert (request.body, request.media_type) == (b"", "application/x-www-form-urlencoded")


def test_a_test_of_an_answer_is_taken_to_go_well() -> None:
    login = "$l = curl_init('https://sms.example/login?a=b'); $r = curl_exec($l); "
    login += "if (!$r) { $t = 'none'; } else { $t = $r; } "
    send = '$h = curl_init("https://sms.example/send?to=447700900123&text=Hi&t=$t"); curl_exec($h);'
    _, sent = read(f"<?php {login}{send}", "php").calls
    assert "open-test" not in [one.id for one in sent.notes]


def test_work_on_long_texts_counts() -> None:
    loop = f"$x = '{'a' * 150_000}'; for ($i = 0; $i < 300; $i++) {{ $y = $x . $i; }} "
    with pytest.raises(SampleError) as refused:
        read(f"<?php {loop}{CALL.format(fields='$y')}", "php")
    assert refused.value.note.id == "program-too-long"


def test_a_field_of_python_may_have_a_type() -> None:
    fields = "{'to': (None, '+1'), 'meta': (None, '{\"a\": \"b\\\\\"}', 'application/json')}"
    body = body_of(f"import requests\nrequests.post('https://sms.example/send', files={fields})", "python")
    assert 'name="meta"\r\nContent-Type: application/json\r\n\r\n{"a": "b\\"}\r\n' in body
    assert 'name="to"\r\n\r\n+1\r\n' in body


def test_the_default_headers_of_requests_are_none_of_the_sample() -> None:
    text = (
        "h = requests.utils.default_headers()\nh['X-Key'] = 'K'\nrequests.get('https://sms.example/?to=1', headers=h)"
    )
    assert request_of(text, "python").headers == (("X-Key", "K"),)


def test_cookies_of_python_are_a_header() -> None:
    text = "requests.get('https://sms.example/send?to=1', cookies={'a': 'b', 'c': 'd'})"
    assert ("Cookie", "a=b; c=d") in request_of(text, "python").headers


# What a listing in Python holds, and the notes that its call gets.
NOTED_OF_PYTHON = [
    ("to = normalise(request.form['to'])", "{'to': to, 'text': 'Hi'}", ["value-reworked"]),
    ("to = re.sub(r'^0', '44', phone)", "{'to': to, 'text': 'Hi'}", ["value-reworked"]),
    ("to = re.sub(r'^0', '44', '07700900123')", "{'to': to, 'text': 'Hi'}", ["text-reworked"]),
    ("to = ''.join(filter(str.isdigit, phone))", "{'to': to, 'text': 'Hi'}", ["value-reworked"]),
    ("to = f'{phone:>12}'", "{'to': to, 'text': 'Hi'}", ["value-reworked"]),
    ("to = phone[1:]", "{'to': to, 'text': 'Hi'}", ["value-reworked"]),
    ("to = quote(phone)", "{'to': to, 'text': 'Hi'}", ["value-reworked"]),
    ("ref = datetime.now().strftime('%Y')", "{'to': '447700900123', 'text': 'Hi', 'ref': ref}", ["computed-anew"]),
    ("code = random.randint(1000, 9999)", "{'to': '447700900123', 'text': f'Code {code}'}", ["computed-anew"]),
    ("", "{'to': '447700900123', 'text': 'Hi', **more}", ["members-not-shown"]),
    ("", "{'to': '447700900123', 'text': 'Hi'}, **more", ["members-not-shown"]),
    ("", "{'to': to, 'text': f'{text}'}", []),
    ("key = str(base64.b64encode(b'u:p'))", "{'to': to, 'text': 'Hi', 'key': key}", ["text-reworked"]),
    ("key = f'{b64}' + f\"{base64.b64encode(b'u:p')}\"", "{'to': to, 'text': 'Hi', 'key': key}", ["text-reworked"]),
    ("key = '%5s' % to", "{'to': key, 'text': 'Hi'}", ["value-reworked"]),
    ("key = '{:>{}}'.format('a', 5)", "{'to': to, 'text': 'Hi', 'key': key}", ["text-reworked"]),
    ("text = 'é'.encode('latin-1')", "{'to': to, 'text': text}", ["text-reworked"]),
    ("text = text.encode('cp1251')", "{'to': to, 'text': text}", ["value-reworked"]),
    ("text = text.encode('ascii')", "{'to': to, 'text': text}", []),
    ("text = text.encode('ascii', 'ignore')", "{'to': to, 'text': text}", ["value-reworked"]),
    ("text = smart_str(text)", "{'to': to, 'text': text}", []),
    ("text = force_bytes(text, 'cp1251')", "{'to': to, 'text': text}", ["value-reworked"]),
    ("text = unidecode(body(to))", "{'to': to, 'text': text}", ["value-made"]),
    ("text = inspect(text).hex()", "{'to': to, 'text': text}", ["value-made"]),
    ("text = ''.join(reversed(text))", "{'to': to, 'text': text}", ["value-made"]),
    ("text = text * 2", "{'to': to, 'text': text}", ["value-made"]),
    ("text = text.split('@')[1]", "{'to': to, 'text': text}", ["value-reworked"]),
    ("text = base64.b64encode(text.encode()).decode()", "{'to': to, 'text': text}", ["value-reworked"]),
    ("text = body()", "{'to': to, 'text': text}", []),
    ("text = text.swapcase()", "{'to': to, 'text': text.strip()}", ["value-reworked"]),
    ("", "{'to': to, 'text': text}, proxies={'https': 'http://p.example:1'}", ["proxy"]),
    ("", "{'to': to, 'text': text}, verify=False", ["insecure"]),
]


@pytest.mark.parametrize(("before", "data", "notes"), NOTED_OF_PYTHON)
def test_what_no_rule_of_python_gives_is_noted(before: str, data: str, notes: list[str]) -> None:
    text = f"{IMPORTS}{before}\nrequests.post('https://sms.example/send', data={data})"
    (call,) = read(text, "python").calls
    assert [one.id for one in call.notes] == notes


# What makes a number of a value that the sample does not show, and what makes it a text again.
OF_NUMBERS = [
    ("python", "json.dumps({'to': int(to)})", '{"to": ${to}}'),
    ("python", "json.dumps({'to': int('91' + to)})", '{"to": 91${to}}'),
    ("python", "json.dumps({'to': str(int(to))})", '{"to": "${to}"}'),
    ("python", "json.dumps({'to': to})", '{"to": "${to}"}'),
    ("python", "json.dumps({'n': int(to) + 5})", '{"n": ${n}}'),
    ("javascript", "JSON.stringify({to: Number(to)})", '{"to":${to}}'),
    ("javascript", "JSON.stringify({to: parseInt('91' + to, 10)})", '{"to":91${to}}'),
    ("javascript", "JSON.stringify({to: +to})", '{"to":${to}}'),
    ("javascript", "JSON.stringify({to: to * 1})", '{"to":${to}}'),
    ("javascript", "JSON.stringify({to: Number(to).toString()})", '{"to":"${to}"}'),
    ("javascript", "JSON.stringify({to: String(Number(to))})", '{"to":"${to}"}'),
    ("php", "json_encode(['to' => (int) $to])", '{"to":${to}}'),
    ("php", "json_encode(['to' => intval('91' . $to)])", '{"to":91${to}}'),
    ("php", "json_encode(['to' => (float) $to])", '{"to":${to}}'),
    ("php", "json_encode(['to' => $to + 0])", '{"to":${to}}'),
    ("php", "json_encode(['to' => (string) (int) $to])", '{"to":"${to}"}'),
]


@pytest.mark.parametrize(("kind", "value", "body"), OF_NUMBERS)
def test_json_has_no_quotes_around_what_the_sample_makes_a_number_of(kind: str, value: str, body: str) -> None:
    program = {
        "python": f"import json, requests\ndef send(to):\n    requests.post('https://sms.example/send', data={value})",
        "javascript": f"function send(to) {{ fetch('https://sms.example/send', {{method: 'POST', body: {value}}}); }}",
        "php": "<?php function send($to) { $h = curl_init('https://sms.example/send');"
        f" curl_setopt($h, CURLOPT_POSTFIELDS, {value}); curl_exec($h); }}",
    }
    assert body_of(program[kind], kind) == body


# What can't be read, by the id of the refusal.
REFUSED = [
    ("python", "def f(auth: tuple):\n requests.post('https://x.example', data='a', auth=auth)", "options-not-shown"),
    ("python", "def f(h: List[str]):\n requests.post('https://x.example', data='a', headers=h)", "options-not-shown"),
    (
        "php",
        "$h = curl_init('https://x.example'); curl_setopt($h, CURLOPT_HTTPHEADER, explode(',', $h1)); curl_exec($h);",
        "options-not-shown",
    ),
    ("python", "def f(d: List[dict]):\n requests.post('https://x.example', json=d)", "options-not-shown"),
    ("python", "requests.post('https://x.example', data='a', headers=headers())", "options-not-shown"),
    ("python", "requests.post('https://x.example', json=payload(to))", "options-not-shown"),
    ("python", "requests.post('https://x.example', data='a', auth=HTTPDigestAuth('u', 'p'))", "options-not-shown"),
    ("python", "requests.post('https://x.example', data='a', auth=OAuth1('k', 's'))", "options-not-shown"),
    ("python", "requests.post('https://x.example', data='a', headers={KIND: 'text/plain'})", "options-not-shown"),
    ("python", "requests.post('https://x.example', files={'f': open('numbers.csv')})", "form-from-file"),
    ("python", "requests.post('https://x.example', files={'f': ('a.csv', 'x')})", "form-from-file"),
    (
        "python",
        "requests.post('https://x.example', files={'f': (None, 'x', 'text/plain', {'X': 'y'})})",
        "multipart-of-more",
    ),
    ("python", "requests.post('https://x.example', json={'to': '1' 'text': 'a'})", "program-unreadable"),
    (
        "php",
        "$c->post('https://x.example', ['multipart' => [['name' => 'f', 'contents' => 'x', 'filename' => 'a.csv']]]);",
        "form-from-file",
    ),
    (
        "javascript",
        "axios.post('https://x.example', qs.stringify({to: ['1', '2']}, {allowDots: true}));",
        "options-not-shown",
    ),
    (
        "php",
        "$h = curl_init('https://x.example'); curl_setopt($h, CURLOPT_HTTPHEADER, $headers); curl_exec($h);",
        "options-not-shown",
    ),
    (
        "php",
        "$h = curl_init('https://x.example'); curl_setopt_array($h, $options); curl_exec($h);",
        "options-not-shown",
    ),
    ("javascript", "fetch('https://x.example', options);", "options-not-shown"),
    ("javascript", "axios({url: 'https://x.example', method: http_method, data: {to, text}});", "method-variable"),
    ("php", "$r = new HTTP_Request2('https://x.example/?to=1', $http_post); $r->send();", "method-variable"),
    (
        "php",
        "$r = new HTTP_Request2('https://x.example/?to=1'); $r->setMethod($my_get); $r->send();",
        "method-variable",
    ),
    ("javascript", "fetch('https://x.example', {method: 'POST', headers: made(), body: 'a'});", "options-not-shown"),
    ("javascript", "fetch('https://x.example', {method: 'POST', body: {to: 1}});", "body-no-text"),
    (
        "javascript",
        "fetch('https://x.example', {method: 'POST', body: JSON.stringify({to: '1' text: 'a'})});",
        "program-unreadable",
    ),
    (
        "javascript",
        "let s = ''; for (let i = 0; i < 400; i++) s += 'a'; fetch('https://x.example/' + s);",
        "program-too-long",
    ),
    (
        "php",
        "<?php $s = ''; for ($i = 0; $i < 400; $i++) $s .= 'a'; file_get_contents('https://x.example/' . $s);",
        "program-too-long",
    ),
]


@pytest.mark.parametrize(("kind", "text", "note"), REFUSED)
def test_what_is_not_shown_is_refused_with_its_place(kind: str, text: str, note: str) -> None:
    with pytest.raises(SampleError) as refused:
        reading.read(Source("sample", text), kind=kind)
    assert refused.value.note.id == note
    assert refused.value.note.span


def test_the_parts_of_an_answer_are_values_of_their_own() -> None:
    text = (
        "<?php $parts = explode(';', file_get_contents('https://sms.example/login?user=u'));"
        " file_get_contents('https://sms.example/send?to=1&user=' . $parts[0] . '&session=' . $parts[1]);"
    )
    request = read(text, "php").calls[-1].request
    assert request
    _, user, between, session, _ = re.split(f"[{OPEN}{CLOSE}]", request.url)
    assert between == "&session="
    assert user != session


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("python", "json.dumps(to.split(','))"),
        ("python", "json.dumps([one.strip() for one in to.split(';')])"),
        ("javascript", "JSON.stringify(to.split(','))"),
        ("javascript", "JSON.stringify(to.split(/[,;]/))"),
        ("php", "json_encode(explode(',', $to))"),
        ("php", "json_encode(preg_split('/[\\s,]+/', $to))"),
    ],
)
def test_a_list_of_numbers_that_is_not_shown_has_one(kind: str, value: str) -> None:
    program = {
        "python": f"import json, requests\nrequests.post('https://sms.example/send', data={value})",
        "javascript": f"fetch('https://sms.example/send', {{method: 'POST', body: {value}}});",
        "php": "<?php $h = curl_init('https://sms.example/send');"
        f" curl_setopt($h, CURLOPT_POSTFIELDS, {value}); curl_exec($h);",
    }
    assert body_of(program[kind], kind) == '["${to}"]'


# The parameter of a function that nothing calls, and what JSON it is.
OF_TYPES = [
    ("python", "to: List[str]", '["${to}"]'),
    ("python", "to: list[str] = []", '["${to}"]'),
    ("python", "to: list = None", '["${to}"]'),
    ("python", "to: Optional[str]", '"${to}"'),
    ("python", "to: str | list[str]", '"${to}"'),
    ("javascript", "to: string[]", '["${to}"]'),
    ("javascript", "to: Array<string> = []", '["${to}"]'),
    ("javascript", "to: readonly string[]", '["${to}"]'),
    ("javascript", "to?: string | string[]", '"${to}"'),
    ("javascript", "to: Promise<string>", '"${to}"'),
]


@pytest.mark.parametrize(("kind", "parameter", "body"), OF_TYPES)
def test_a_parameter_that_is_a_list_by_its_type_is_one(kind: str, parameter: str, body: str) -> None:
    program = {
        "python": f"import json, requests\ndef send({parameter}):\n"
        "    requests.post('https://sms.example/send', data=json.dumps({'to': to}))",
        "javascript": f"function send({parameter}) {{"
        " fetch('https://sms.example/send', {method: 'POST', body: JSON.stringify({to})}); }",
    }
    assert body_of(program[kind], kind).replace(" ", "") == f'{{"to":{body}}}'


# A function whose body is the reader's to write.
LEFT_OUT = [
    ("python", "def get_token():\n    pass\n", "get_token()"),
    ("python", "def get_token():\n    'Ask the provider.'\n    ...\n", "get_token()"),
    ("python", "def get_token():\n    raise NotImplementedError\n", "get_token()"),
    ("python", "class A:\n    @abstractmethod\n    def get_token(self):\n        pass\n", "A().get_token()"),
    ("javascript", "function token() { /* yours */ }", "token()"),
    ("javascript", "function token() { throw new Error('To do'); }", "token()"),
    ("php", "function get_token() { /* yours */ }", "get_token()"),
    ("php", "abstract class A { abstract function get_token(); } class B extends A {}", "(new B())->get_token()"),
]


@pytest.mark.parametrize(("kind", "program", "value"), LEFT_OUT)
def test_a_function_that_is_left_out_gives_what_is_not_shown(kind: str, program: str, value: str) -> None:
    sending = {
        "python": f"import requests\n{program}requests.get('https://sms.example/send?to=1&k=%s' % {value})",
        "javascript": f"{program} fetch('https://sms.example/send?to=1&k=' + {value});",
        "php": f"<?php {program} file_get_contents('https://sms.example/send?to=1&k=' . {value});",
    }
    assert request_of(sending[kind], kind).url == f"https://sms.example/send?to=1&k={OPEN}token{CLOSE}"


OF_DEFAULTS = [
    ("php", "getenv('SMS_URL') ?: 'https://sms.example/v1'"),
    ("php", "env('SMS_URL', 'https://sms.example/v1')"),
    ("php", "$_ENV['SMS_URL'] ?? 'https://sms.example/v1'"),
    ("javascript", "process.env.SMS_URL || 'https://sms.example/v1'"),
    ("javascript", "process.env.SMS_URL ?? 'https://sms.example/v1'"),
    ("python", "os.environ.get('SMS_URL', 'https://sms.example/v1')"),
    ("python", "os.getenv('SMS_URL') or 'https://sms.example/v1'"),
    ("python", "getattr(settings, 'SMS_URL', 'https://sms.example/v1')"),
]


@pytest.mark.parametrize(("kind", "value"), OF_DEFAULTS)
def test_a_url_is_taken_for_the_setting_that_it_is_the_default_of(kind: str, value: str) -> None:
    program = {
        "php": f"<?php $base = {value}; $h = curl_init($base . '/send?to=1'); curl_exec($h);",
        "javascript": f"const base = {value}; fetch(base + '/send?to=1');",
        "python": f"import os, requests\nbase = {value}\nrequests.get(base + '/send?to=1')",
    }
    assert request_of(program[kind], kind).url == "https://sms.example/v1/send?to=1"


def test_what_a_program_may_not_get_to_is_not_done() -> None:
    text = "let to = '1'; const key = process.env.KEY || (to = '2'); fetch('https://sms.example/?to=' + to);"
    assert request_of(text, "javascript").url == "https://sms.example/?to=1"


@pytest.mark.parametrize("kind", ["php", "javascript", "python"])
def test_any_other_default_is_a_value_to_give(kind: str) -> None:
    program = {
        "php": "<?php $key = getenv('SMS_KEY') ?: 'KEY1'; file_get_contents(\"https://sms.example/send?to=1&key=$key\");",
        "javascript": "const key = process.env.SMS_KEY || 'KEY1'; fetch(`https://sms.example/send?to=1&key=${key}`);",
        "python": "import os, requests\nkey = os.environ.get('SMS_KEY', 'KEY1')\n"
        "requests.get(f'https://sms.example/send?to=1&key={key}')",
    }
    assert request_of(program[kind], kind).url == f"https://sms.example/send?to=1&key={OPEN}SMS_KEY{CLOSE}"


@pytest.mark.parametrize(
    "method",
    ["HTTP_Request2::METHOD_POST", "HTTP_REQUEST_METHOD_POST", "HTTP_METH_POST", "'POST'"],
)
def test_a_constant_of_a_library_is_the_method_that_it_names(method: str) -> None:
    text = f"$r = new HTTP_Request2('https://x.example/send', {method}); $r->setBody('to=1&text=Hi'); $r->send();"
    assert read(text, "php").calls[0].request == HttpRequest("POST", "https://x.example/send", body=b"to=1&text=Hi")


NUMBERS = ",".join(map(str, range(447700900000, 447700900400)))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("javascript", f"fetch('https://x.example/?to=' + [{NUMBERS}].map(n => n + 0).join(','));"),
        ("javascript", f"fetch('https://x.example/?to=' + [{NUMBERS}].reduce((all, n) => all + ',' + n));"),
        (
            "php",
            f"<?php file_get_contents('https://x.example/?to=' . join(',', array_map(fn($n) => $n, [{NUMBERS}])));",
        ),
        (
            "php",
            f"<?php $a = []; foreach ([{NUMBERS}] as $n) $a[] = $n; "
            "file_get_contents('https://x.example/?to=' . join(',', $a));",
        ),
        ("python", f"import requests\nrequests.get('https://x.example/?to=' + ','.join(str(n) for n in [{NUMBERS}]))"),
    ],
)
def test_no_member_of_a_long_list_is_left_out(kind: str, text: str) -> None:
    assert request_of(text, kind).url == f"https://x.example/?to={NUMBERS}"


def test_what_closes_a_listing_is_nowhere_in_the_sample() -> None:
    text = "import requests\nrequests.post('https://a.example/x', json={'to': '447700900123', 'text': 'Hi'"
    found = reading.read(Source("sample", text))
    assert "program-cut-off" in {said.id for said in found.notes}
    assert text[found.span.start : found.span.end].endswith("'Hi'")


def test_a_listing_with_values_in_a_text_is_closed() -> None:
    text = "const send = async (to, text) => {\n" + FETCH.format(body="`to=${to}&text=${text}`") + "\nif (a) {"
    found = reading.read(Source("sample", text))
    assert "program-cut-off" in {said.id for said in found.notes}


def test_values_of_two_calls_are_not_taken_for_one() -> None:
    text = "const a = $('#phone').val(), b = $('#text').val(); " + FETCH.format(body="`to=${a}&text=${b}`")
    assert body_of(text, "javascript") == "to=${phone}&text=${text}"


HOSTILE = {
    "two calls": CALL.format(fields="'to=447700900123&text=a'") + CALL.format(fields="'to=447700900124&text=b'"),
    "recursion": "function f($x) { return f($x . 'a'); } " + CALL.format(fields="f('a')"),
    "a loop without end": "while (true) { $x .= 'a'; } " + CALL.format(fields="$x"),
    "doubling": "$x = 'aaaaaaaa'; " + "$x = $x . $x; " * 40 + CALL.format(fields="$x"),
    "deep": CALL.format(fields="(" * 3000 + "1" + ")" * 3000),
    "deep arrays": CALL.format(fields="[" * 3000 + "]" * 3000),
    "long chain": CALL.format(fields=" . ".join(["'a'"] * 3000)),
    "half a file": CALL.format(fields="'to=447700900123&text=a'")[:-30],
    "broken": "function ( { curl_exec( ; ; ) => 'x'",
    "minified": "<?php " + "function a($b){return $b+1;}" * 37000,
}


HOSTILE_OF_JAVASCRIPT = {
    "two calls": FETCH.format(body="'to=447700900123&text=a'") + FETCH.format(body="'to=447700900124&text=b'"),
    "recursion": "function f(x) { return f(x + 'a'); } " + FETCH.format(body="f('a')"),
    "a loop without end": "while (true) { x += 'a'; } " + FETCH.format(body="x"),
    "doubling": "let x = 'aaaaaaaa'; " + "x = x + x; " * 40 + FETCH.format(body="x"),
    "deep": FETCH.format(body="(" * 3000 + "1" + ")" * 3000),
    "deep lists": FETCH.format(body="[" * 3000 + "]" * 3000),
    "callbacks": "f(() => " * 200 + "1" + ")" * 200 + ";" + FETCH.format(body="'a'"),
    "half a file": "async function send(to) {" + FETCH.format(body="{to: '1'")[:-4],
    "minified": "fetch(a);" + "function a(b){return b+1}" * 40000,
}


SEND = "requests.post('https://sms.example/send', data={data})"
HOSTILE_OF_PYTHON = {
    "two calls": SEND.format(data="'to=447700900123'") + "\n" + SEND.format(data="'to=447700900124'"),
    "recursion": "def f(x):\n    return f(x + 'a')\n" + SEND.format(data="f('a')"),
    "a loop without end": "x = 'a'\nwhile True:\n    x += x\n" + SEND.format(data="x"),
    "doubling": "x = 'aaaaaaaa'\n" + "x = x + x\n" * 40 + SEND.format(data="x"),
    "repeated": "x = 'a' * 999999999 * 999999999\n" + SEND.format(data="x"),
    "wide": "x = f'{1:>999999999}' + '%999999999d' % 1 + 'a'.zfill(999999999)\n" + SEND.format(data="x"),
    "deep": SEND.format(data="(" * 3000 + "1" + ")" * 3000),
    "deep lists": SEND.format(data="[" * 3000 + "]" * 3000),
    "deep JSON": SEND.format(data="json.loads('" + "[" * 3000 + "]" * 3000 + "')"),
    "deep blocks": "".join(" " * at + "if x:\n" for at in range(200)) + " " * 200 + SEND.format(data="'a'"),
    "rounds": "x = [a for a in range(10**9)]\ny = [[[c for c in x] for b in x] for a in x]\n" + SEND.format(data="y"),
    "a chain": SEND.format(data=" + ".join(["'a'"] * 3000)),
    "half a file": "def send(to):\n    " + SEND.format(data="{'to': '1'")[:-3],
    "minified": SEND.format(data="a") + "\ndef a(b): return b+1" * 40000,
}


@pytest.mark.parametrize("name", HOSTILE_OF_PYTHON)
def test_hostile_python_ends_soon(name: str) -> None:
    try:
        calls = read(HOSTILE_OF_PYTHON[name], "python").calls
    except SampleError as error:
        calls, place = (), error.note.span
        assert place is not None
    assert len(calls) <= 2


@pytest.mark.parametrize("name", HOSTILE_OF_JAVASCRIPT)
def test_hostile_javascript_ends_soon(name: str) -> None:
    try:
        calls = read(HOSTILE_OF_JAVASCRIPT[name], "javascript").calls
    except SampleError as error:
        calls, place = (), error.note.span
        assert place is not None
    assert len(calls) <= 2


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_listings_end_soon(name: str) -> None:
    try:
        calls = read("<?php " + HOSTILE[name], "php").calls
    except SampleError as error:
        calls, place = (), error.note.span
        assert place is not None
    assert len(calls) <= 2


# Programs, an expression after each, and its text in the language itself.
VALUES_OF_PROGRAMS: dict[str, list[list[str]]] = json.loads((HERE / "program_values.json").read_text(encoding="utf-8"))
SENDING = {
    "php": "<?php {program}\n$h = curl_init('https://sms.example/send');"
    " curl_setopt($h, CURLOPT_POSTFIELDS, '' . ({value})); curl_exec($h);",
    "javascript": "{program}\nfetch('https://sms.example/send', {{method: 'POST', body: String({value})}});",
    "python": "import requests\n{program}\nrequests.post('https://sms.example/send', data=str(({value})))",
}
SHOWING = {
    "php": ["php", "-d", "display_errors=0", "-r", "{program}\necho '' . ({value});"],
    "javascript": ["node", "-e", "{{{program}\n;process.stdout.write(String({value}));}}"],
    "python": [sys.executable, "-c", "import sys\n{program}\nsys.stdout.write(str(({value})))"],
}
ROWS = [(kind, *row) for kind, rows in VALUES_OF_PROGRAMS.items() for row in rows]


@pytest.mark.parametrize(("kind", "program", "value", "text"), ROWS)
def test_a_program_is_worked_out_as_the_language_does(kind: str, program: str, value: str, text: str) -> None:
    assert body_of(SENDING[kind].format(program=program, value=value), kind) == text


@pytest.mark.interpreters
@pytest.mark.slow
@pytest.mark.parametrize(("kind", "program", "value", "text"), ROWS)
def test_the_language_itself_makes_this_of_a_program(kind: str, program: str, value: str, text: str) -> None:
    *command, last = SHOWING[kind]
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    command.append(last.format(program=program, value=value))
    assert subprocess.run(command, capture_output=True, text=True, check=True, timeout=20).stdout == text


def test_a_request_that_is_no_url_makes_no_call_unreadable() -> None:
    text = "const r = require('superagent').post('https://sms.example/send').send({to: '1'}); fetch(r);"
    assert len(read(text, "javascript").calls) == 2


# What changes a value in a way that is not worked out leaves a variable, never the value of before.
NOT_WORKED_OUT = [
    ("php", "$a = ['b10', 'b9']; natsort($a);", "json_encode($a)"),
    ("php", "$a = [3, 1]; sort($a, SORT_NUMERIC);", "json_encode($a)"),
    ("php", "$a = [3, 1]; shuffle($a);", "implode(',', $a)"),
    ("php", "", "count([1, [2, 3]], COUNT_RECURSIVE)"),
    ("php", "", "json_encode(array_slice(['a', 'b'], 1, 1, true))"),
    ("php", "", "base64_encode(md5('a', true))"),
    ("python", "", "bytes([65, 66])"),
    ("php", "$a = [3, 1]; usort($a, fn($x, $y) => $x <=> ORDER);", "implode(',', $a)"),
    ("php", "$o = new stdClass; $o->a = [3, 1]; usort($o->a, 'by_rank');", "implode(',', $o->a)"),
    ("php", "$m = ['x']; preg_match('/a/', 'a', $m);", "$m[0]"),
    ("php", "", "1e20"),
    ("php", "", "1.5e-7"),
    ("php", "", "1e15"),
    ("php", "", "json_encode([3.0], JSON_PRESERVE_ZERO_FRACTION)"),
    ("javascript", "const a = ['b', 'a']; a.sort((x, y) => x.localeCompare(y));", "a.join()"),
    ("javascript", "const o = {a: 1}; Object.defineProperty(o, 'b', {value: 2});", "JSON.stringify(o)"),
    ("javascript", "const o = {}; Object.defineProperties(o, {a: {value: 1}});", "JSON.stringify(o)"),
    ("javascript", "const a = [1, 2]; a.fill(0);", "a.join()"),
    ("php", "", "intval('012', 0)"),
    ("javascript", "", "key | 1"),
    ("php", "", "compact('NAME')['NAME']"),
    ("python", "", "{'b', 'a'}"),
    ("python", "", "rows + [1]"),
    ("python", "class C:\n    pass", "C() + 'x'"),
    ("python", "import json\nclass C:\n    pass", "json.dumps([C()], default=str)"),
    ("python", "import json", "json.loads('{}', object_hook=make)['a']"),
    ("php", "", "array_keys(['a' => 1], 1)[0]"),
    ("javascript", "", "['a', 'b'].indexOf('a', start)"),
    ("javascript", "", "`x${key}`[0]"),
    ("javascript", "", "JSON.parse('{}', (k, v) => 1)"),
    ("python", "", "sorted(['b', 'a'], key=rank)"),
    ("python", "l = ['b', 'a']\nl.sort(key=rank)", "','.join(l)"),
    ("python", "l = ['b', 'a']\nl.remove(other)", "','.join(l)"),
    ("python", "l = ['b', 'a']\nl.insert(place, 'c')", "','.join(l)"),
    ("javascript", "", "(0.5).toString(2)"),
]


def test_an_argument_that_is_not_applied_is_noted() -> None:
    found = reading.read(Source("s", "<?php " + CALL.format(fields="'to=1&text=' . ucwords('hello-you', '-')")))
    assert "text-reworked" in {one.id for one in found.notes}


@pytest.mark.parametrize(
    ("kind", "program"),
    [
        ("python", "a = [1]\nfor v in a:\n    a.append(v)"),
        ("javascript", "const a = [1]; for (const v of a) a.push(v);"),
    ],
)
def test_a_loop_over_a_list_that_it_makes_longer_ends(kind: str, program: str) -> None:
    with pytest.raises(SampleError) as refused:
        read(SENDING[kind].format(program=program, value="1"), kind)
    assert refused.value.note.id == "program-too-long"
    assert refused.value.note.span


def test_headers_may_be_a_list_of_pairs() -> None:
    text = (
        "fetch('https://sms.example/send', {method: 'POST', body: 'to=1',"
        " headers: [['Content-Type', 'application/x-www-form-urlencoded'], ['X-Key', 'k']]});"
    )
    request = request_of(text, "javascript")
    assert request.header("Content-Type") == "application/x-www-form-urlencoded"
    assert request.header("X-Key") == "k"


@pytest.mark.parametrize(("kind", "program", "value"), NOT_WORKED_OUT)
def test_what_is_not_worked_out_is_a_variable(kind: str, program: str, value: str) -> None:
    body = body_of(SENDING[kind].format(program=program, value=value), kind)
    assert re.fullmatch(r"\$\{\w+\}", body)


def test_what_a_function_changes_becomes_a_variable_for_each_argument() -> None:
    program = "$a = [3, 1]; $b = ['x', 'y']; array_multisort($a, $b);"
    body = body_of(SENDING["php"].format(program=program, value="json_encode([$a, $b])"), "php")
    assert json.loads(body) == ["${a}", "${b}"]


@pytest.mark.parametrize(
    ("loop", "said", "count"),
    [
        ("for ($i = 0; $i < 3; $i++) CALL", "loop-first", "3"),
        ("for ($i = 0; $i < 1; $i++) CALL", "", ""),
        ("for ($i = 0; $i < count($unknown); $i++) CALL", "loop-goes-on", ""),
        ("$i = 2; while ($i-- > 0) CALL", "loop-goes-on", ""),
        ("$i = 1; do { $i--; CALL } while ($i > 0);", "", ""),
        ("while (true) { CALL break; }", "", ""),
        ("for ($i = 0; ; $i++) CALL", "loop-goes-on", ""),
    ],
)
def test_a_loop_that_goes_on_after_a_call_is_noted(loop: str, said: str, count: str) -> None:
    call = "{ $h = curl_init('https://sms.example/send?to=447700900123&text=Hi'); curl_exec($h); }"
    found = reading.read(Source("s", "<?php " + loop.replace("CALL", call)))
    notes = [one for one in found.notes if one.id.startswith("loop-")]
    assert [one.id for one in notes] == [said] * bool(said)
    assert all(one.span for one in notes)
    assert not count or f"first of {count} calls" in notes[0].message


@pytest.mark.parametrize(
    ("program", "value", "text"),
    [
        ("enum S { A, B, C }", "`${S.B}${S[2]}`", "1C"),
        ("enum S { A = 'a', B = 'b' }", "S.B + Object.values(S).join()", "ba,b"),
        ("const enum S { A = 3, B, C = 'x' }", "`${S.A}${S.B}${S.C}`", "34x"),
        ("enum E { A = 1, 'B-C', D = -1 }", "JSON.stringify(E)", '{"1":"A","2":"B-C","A":1,"B-C":2,"D":-1,"-1":"D"}'),
        ("enum E { A = 1, B = A * 2 }", "E.A + '|' + E.B", "1|${B}"),
        (
            "class M { private s = 'q'; readonly t = '1'; constructor(private x: string, public y = 2) {} }",
            "JSON.stringify(new M('z'))",
            '{"x":"z","y":2,"s":"q","t":"1"}',
        ),
        (
            "class A<T> { constructor(protected k: T) {} f() { return this.k; } }"
            " class B extends A<string> implements X { constructor() { super('z'); } }",
            "new B().f()",
            "z",
        ),
        ("abstract class A { abstract n(): string; f() { return this.n() + '!'; } }"
         " class B extends A { n() { return 'b'; } }", "new B().f()", "b!"),
        ("class M { declare x: string; y?: string; w = 1; }", "JSON.stringify(new M())", '{"w":1}'),
    ],
)  # fmt: skip
def test_typescript_is_worked_out_as_its_compiler_does(program: str, value: str, text: str) -> None:
    assert body_of(SENDING["javascript"].format(program=program, value=value), "javascript") == text


def test_a_test_of_members_that_is_open_is_noted() -> None:
    text = (
        "const all = ['447700900123', '447700900124'].filter((one) => isReachable(one));"
        "fetch('https://sms.example/send', {method: 'POST', body: JSON.stringify({to: all, text: 'Hello'})});"
    )
    found = reading.read(Source("s", text), kind="javascript")
    assert "open-test" in {one.id for one in found.notes}


def test_a_member_that_is_taken_leaves_the_others() -> None:
    text = SENDING["python"].format(program="l = ['a', key, 'b']\nl.pop(1)", value="','.join(l)")
    assert body_of(text, "python") == "a,b"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It costs $5:\n\n```php\n", "\n```\nDone (that's all"),
        ("```js\n", "\n```php\n```\nThat's all"),
        ("<p>It's (this:</p>\n<SCRIPT type='x'>", "</SCRIPT>\n<script>let a = '"),
    ],
)
def test_what_is_around_a_listing_is_prose(before: str, after: str, newline: str) -> None:
    program = CALL.format(fields="'to=1'") + "\n"
    if "js" in before or "<" in before:
        program = "fetch('https://sms.example/send', {method: 'POST', body: 'to=1'});\n"
    text = (before + program + after).replace("\n", newline)
    assert body_of(text, "php" if "CURLOPT" in program else "javascript") == "to=1"


def test_a_format_that_is_none_stays() -> None:
    assert body_of(CALL.format(fields='sprintf("a=5%, %\'", 1)')) == "a=5%, %'"


@pytest.mark.parametrize(
    ("kind", "program", "value"),
    [
        ("php", "$a = only_known_there(['x' => 1]); $a['b'] = 2;", "json_encode($a)"),
        ("javascript", "const t = `x${key}`;", "[...t].join('-')"),
        ("python", "class C(dict):\n    pass\nc = dict(C(a=1), b=2)", "str(c)"),
    ],
)
def test_members_that_are_left_out_are_noted(kind: str, program: str, value: str) -> None:
    text = SENDING[kind].format(program=program, value=value).replace("/send'", "/send?to=447700900123&text=Hi'")
    found = reading.read(Source("s", text), kind=kind)
    assert "members-not-shown" in {one.id for one in found.notes}


def test_a_pattern_is_no_text_that_is_changed() -> None:
    program = "$t = preg_replace_callback('/[a-z]/', fn($m) => strtoupper($m[0]), 'abc');"
    assert body_of(SENDING["php"].format(program=program, value="$t")) == "abc"


def test_a_constant_that_may_be_defined_elsewhere_is_an_open_test() -> None:
    text = "<?php if (!defined('SMS_KEY')) { define('SMS_KEY', 'k1'); } " + CALL.format(fields="SMS_KEY")
    assert body_of(text) == "k1"


@pytest.mark.parametrize(
    "text",
    [
        "<?php $h = curl_init('https://a.example/x?to=1'); // cURL v7.18.1+ and OpenSSL are required\ncurl_exec($h);",
        "const rp = require('request-promise');\n\nrp({uri: 'https://a.example/x?to=1'});",
        "const ky = require('ky');\n\nky('https://a.example/x?to=1');",
        "def send(number):\n    args = urlencode({'to': '1'})\n    urlopen('https://a.example/x?%s' % args)",
        "def send(number):\n    r = Request('https://a.example/x?to=' + quote_plus('1'))\n    urlopen(r)",
    ],
)
def test_a_program_is_found_by_its_call(text: str) -> None:
    assert reading.read(Source("sample", text)).request.url == "https://a.example/x?to=1"


MEMBERS = [
    (
        "php",
        "    /** Sends. */\n    private $base = 'https://sms.example/';\n\n    public function sendSms($to)\n    {\n"
        "        return $this->post('send', ['to' => $to]);\n    }\n\n"
        "    private function post($path, $fields)\n    {\n"
        "        $h = curl_init($this->base . $path);\n"
        "        curl_setopt($h, CURLOPT_POSTFIELDS, http_build_query($fields));\n"
        "        return curl_exec($h);\n    }\n",
    ),
    (
        "javascript",
        "  async sendSms(to) {\n    await this.post('send', new URLSearchParams({to}));\n  }\n\n"
        "  async post(path, body) {\n"
        "    return fetch('https://sms.example/' + path, {method: 'POST', body});\n  }\n",
    ),
    (
        "javascript",
        "  // Sends.\n  sendSms(to: string): Promise<void> {\n    const body = new URLSearchParams({to});\n"
        "    return fetch('https://sms.example/send', {method: 'POST', body});\n  }\n",
    ),
]


@pytest.mark.parametrize(("kind", "text"), MEMBERS)
@pytest.mark.parametrize("closing", ["", "}\n"])
def test_members_without_the_line_of_their_class_are_a_class(kind: str, text: str, closing: str) -> None:
    sample = reading.read(Source("sample", text + closing), kind=kind)
    assert (sample.request.url, sample.request.body) == ("https://sms.example/send", f"to={OPEN}to{CLOSE}".encode())
    assert not {"program-broken", "program-cut-off"} & {one.id for one in sample.notes}


def test_members_that_are_cut_off_are_noted() -> None:
    text = MEMBERS[2][1].rstrip().removesuffix("}")
    assert "program-cut-off" in {one.id for one in reading.read(Source("sample", text), kind="javascript").notes}
