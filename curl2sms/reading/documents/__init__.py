"""A call that is in a text in parts: method, URL, headers and body, each by itself.

``http`` reads raw HTTP, ``har`` a recording, ``postman`` a collection, ``openapi`` a description. ``tree`` and
``yaml_tree`` give JSON and YAML as one kind of tree whose texts keep their places; ``braces`` puts in the variables of
Postman and of editors. ``composing`` makes the request of the parts, ``client_credentials`` the call that fetches a
token where a document only names its address.
"""
