"""Functions of `tf.*` under the parameters that TensorFlow gives them, as the operations of Keras that do the same."""


def renamed(function, signature, **constants):
    """
    A function with TensorFlow's parameters: `'input:x, axis, keepdims'` names them, with Keras' name behind a colon
    where it differs; `-` behind it leaves an argument out. The first argument stays positional.
    """
    told = [one.strip().partition(':') for one in signature.split(',')]
    names = [name for name, _, _ in told]
    targets = {name: target or name for name, _, target in told}

    def call(*arguments, **keywords):
        bound = dict(zip(names, arguments))
        if len(arguments) > len(names):
            raise TypeError('takes %d positional arguments but %d were given' % (len(names), len(arguments)))
        bound.update(keywords)
        first = [bound.pop(name) for name in names[:1] if name in bound]
        name = bound.pop('name', None)
        rest = {targets.get(key, key): value for key, value in bound.items() if targets.get(key) != '-'}
        if name is not None:
            rest['name'] = name
        return function(*first, **rest, **constants)
    call.__name__ = call.__qualname__ = function.__name__
    return call
