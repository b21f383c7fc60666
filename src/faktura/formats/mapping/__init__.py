"""XML syntaxes of the semantic invoice, declared once for both directions: what the formats that are XML share.

`syntax` names elements, `safe_xml` parses what strangers wrote, `values` and `table` are the words of a declaration,
`reading` walks over a document with it, `payment` holds what is told apart in every syntax by the same reasoning. No
format of its own: there is no FORMAT here.
"""
