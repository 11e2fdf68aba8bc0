"""What the evaluator has to know of a language: its functions, its operators, and how its values become texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from curl2sms.errors import Span
from curl2sms.patterns import regex
from curl2sms.reading.programs.values import Function, Table, Text, Unknown, Value
from curl2sms.records import record
from curl2sms.traced import Traced

if TYPE_CHECKING:
    from curl2sms.reading.programs.machine import Machine


@record
class Call:
    """A call of a function that no code of the sample defines: its arguments by place and by name, and its receiver."""

    machine: Machine
    name: str
    span: Span
    values: tuple[Value, ...]
    named: Mapping[str, Value]
    receiver: Value = None

    def value(self, number: int, name: str = "") -> Value:
        """An argument by its place, from 0, or by its name; None where it is not given."""
        if number < len(self.values):
            return self.values[number]
        return self.named.get(name)

    def text(self, number: int, name: str = "") -> Traced:
        """An argument as a text; empty where it is not given."""
        value = self.value(number, name)
        return Traced("") if value is None else self.machine.text(value)

    def table(self, number: int, name: str = "") -> Table:
        """An argument that is a table; an empty one where it is none."""
        value = self.value(number, name)
        return value if isinstance(value, Table) else Table("map")

    @property
    def functions(self) -> list[Function]:
        """The arguments that are functions of the sample."""
        return [one for one in (*self.values, *self.named.values()) if isinstance(one, Function)]

    def has_unknown(self) -> bool:
        """Whether some argument is not known, or not as a whole."""
        return any(isinstance(one, Unknown) or (isinstance(one, Text) and not one.is_known) for one in self.values)


Native = Callable[[Call], Value]


@record
class Language:
    """The rules of a language.

    ``functions`` are found by what a program calls them (``urlencode``, ``JSON.stringify``), ``methods`` by the kind of
    what they are called on (``text``, ``table``, ``number``, ``unknown``, or the kind of an object) and their name, and
    ``properties`` in the same way. ``operators`` go before those that all languages share. ``text`` is what a value
    other than a text or a number becomes in a text, ``truth`` what it is in a test (None: not known).
    """

    name: str
    functions: Mapping[str, Native]
    methods: Mapping[str, Mapping[str, Native]]
    properties: Mapping[str, Mapping[str, Native]]
    operators: Mapping[str, Callable[[Machine, Value, Value, Span], Value]]
    text: Callable[[Machine, Value], Traced]
    truth: Callable[[Value], bool | None]
    copies_tables: bool = False
    folds_case: bool = False

    def function(self, path: str) -> Native | None:
        """A function by its path."""
        return self.functions.get(path.lower() if self.folds_case else path)

    def method(self, kind: str, name: str) -> Native | None:
        """A method by the kind of its receiver."""
        return self.methods.get(kind, {}).get(name.lower() if self.folds_case else name)


# How functions that the sample does not define are known by their names, in any language.
# What gives something else each time.
EVER_NEW = regex(
    r"(?i)(?:.*[._])?(?:date|time|microtime|gmdate|strtotime|mktime|now|today|utcnow|uniqid|rand|mt_rand|random_int|random"
    r"|randint|random_bytes|openssl_random_pseudo_bytes|uuid\d?|uuidv4|guid|nanoid|randomuuid|randombytes|toisostring"
    r"|gettime|getfullyear|getmonth|getdate|gethours|getminutes|getseconds|strftime|isoformat|datetime|timestamp|hrtime"
    r"|str_random|generate\w*(?:id|otp|code)|create_guid|wp_generate_\w+|token_hex|token_urlsafe|choice|randrange|moment)"
)
# What hashes or signs.
DIGESTING = regex(
    r"(?i)(?:.*[._])?(?:md5|sha\d+|hash|hash_hmac|hmac\w*|createhmac|createhash|crypt\w*|openssl_sign|sign|signature|generate\w*(?:hash|sign\w*)|hexdigest|digest)"
)
# What reads a setting by the name that it is given.
SETTING = regex(
    r"(?i)(?:.*[._:])?(?:get_?)?(?:env|getenv|config|conf|option|options|setting|settings|get_option|get_site_option"
    r"|param|parameter|parameters|get_post_meta|get_user_meta|get_theme_mod|secret|constant|input|post|query|value|get"
    r"|getelementbyid|queryselector|\$|jquery|get_setting|get_config|getparameter|getproperty|cfg|variable_get|variable|ini_get|escape|readline|prompt|ask|item)"
)
# What changes a value's form and leaves it the same value.
CLEANING = regex(
    r"(?i)\w*(?:format|normali[sz]|clean|saniti[sz]|strip|trim|replace|convert|encod|escape|filter|prepare|fix|digits"
    r"|phone|number|mobile|msisdn|utf8|unicode|tostring|valueof|strval|string|lower|upper|unslash|truncate|substr|slice"
    r"|ascii|iconv|stringify|quote|html|entit|international|transliterat|deaccent|intval|floatval)\w*"
)
