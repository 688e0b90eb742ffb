"""Arguments that a registry keeps beside a definition: `{'encoder': Net, 'params': {'depth': 50}}`, `(Net, dict(depth=50))`."""
import ast

from .scopes import Place

MOST_FILES = 12


def registered(session, target, required):
    """
    Keyword values that stand beside the name of a definition in a dictionary or list at the top of its file, or of another,
    in the order of the text; those that give every required parameter.
    """
    path, name = target.unit.source.path, target.site.name
    files = [path] + [one for one in session.workspace.naming(name) if one != path]
    for file in files[:MOST_FILES]:
        source = session.workspace.quiet_source(file)
        for statement in source.tree.body if source else ():
            if not isinstance(statement, (ast.Assign, ast.AnnAssign)):
                continue
            for told in _beside(statement, name):
                if required <= set(told):
                    try:
                        place = Place(session.runner.unit(file), (source.tree, statement))
                        yield dict(zip(told, place.evaluate(list(told.values()))))
                    except session.stops as error:
                        session.skipped.append((file, statement.lineno, error))


def _beside(statement, name):
    """{keyword: expression} of every entry that stands beside a name."""
    for node in ast.walk(statement):
        parts = node.values if isinstance(node, ast.Dict) else getattr(node, 'elts', ()) if isinstance(node, (ast.Tuple, ast.List)) else ()
        if any(isinstance(part, ast.Name) and part.id == name for part in parts):
            yield from (told for told in map(_keywords, parts) if told)


def _keywords(node):
    if isinstance(node, ast.Dict):
        names = [key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else None for key in node.keys]
        return None if None in names else dict(zip(names, node.values))
    if isinstance(node, ast.Call) and getattr(node.func, 'id', '') == 'dict' and not node.args:
        return None if any(one.arg is None for one in node.keywords) else {one.arg: one.value for one in node.keywords}
    return None
