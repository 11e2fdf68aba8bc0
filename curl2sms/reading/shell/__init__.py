"""A shell's text becomes the commands that it runs: quoting, variables, here-documents, pipes, functions.

``grammar`` reads statements of words with ``lexing``, ``quotes`` and ``parameters``, ``words`` says what these are;
``calls`` runs them in order. ``expanding`` puts values into words, by the rules of ``evaluation``; ``running`` looks at
one command, ``output`` says what it prints (``jq``: of that program), ``assigning`` and ``setting`` give variables
values (``arithmetic``: of numbers), and ``functions`` keeps the bodies of functions. Nothing is run.
"""
