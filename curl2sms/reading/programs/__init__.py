"""A program becomes its HTTP calls: a tree, values, an evaluator by rule, and HTTP clients as data.

Nothing of a program is run. A language (``php``, ``javascript``, ``python``) plugs in with three things:

1. Its syntax: a function that turns its own syntax tree into a ``tree.Program``.
2. Its rules, a ``language.Language``: functions, methods and operators as tables of Python functions that take a
   ``language.Call`` and give a ``values.Value``; how a value becomes a text, and what it is in a test.
3. Its HTTP clients: rows in ``data/http-clients.json``, which ``clients`` turns into functions; clients that are built
   up in several steps are objects (``values.Object``) with methods in the language's table. Each adds an
   ``http_calls.HttpCall`` to ``machine.calls``.

``finding.find`` gives the calls that a program makes: what is known is put in, and what the sample does not show (a
parameter of a function that nothing calls, a setting, an answer, the clock) is a variable.
"""
