"""A stand-in for tqdm: no bar."""


class tqdm:
    def __init__(self, iterable=None, *arguments, **keywords):
        self.iterable = iterable if iterable is not None else ()
        self.n = 0

    def __iter__(self):
        return iter(self.iterable)

    def __len__(self):
        return len(self.iterable)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def nothing(self, *arguments, **keywords):
        return None

    update = close = refresh = clear = set_description = set_postfix = set_description_str = set_postfix_str = nothing

    @staticmethod
    def write(*arguments, **keywords):
        return None


def trange(*arguments, **keywords):
    return tqdm(range(*arguments))


tqdm_notebook = tqdm
