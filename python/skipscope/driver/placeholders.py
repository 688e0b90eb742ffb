"""
Modules of Keras that a library of networks leaves for its user to set: `_KERAS_BACKEND = None`, read by
`get_submodules_from_kwargs`, the custom that keras-applications began.
"""
import ast
import importlib
import re

PLACE = re.compile(r'^_?(?:TF_)?KERAS_(BACKEND|LAYERS|MODELS|UTILS|LOSSES)$')


def modules_for(statement):
    """{name: module} of the places that the statement leaves empty."""
    if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Constant) or statement.value.value is not None:
        return {}
    names = [target.id for target in statement.targets if isinstance(target, ast.Name)]
    found = [(name, PLACE.match(name)) for name in names]
    return {name: importlib.import_module('keras.' + match.group(1).lower()) for name, match in found if match}
