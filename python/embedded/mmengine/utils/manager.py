"""Objects that are known by a name all over a program."""


class ManagerMeta(type):
    """Gives each class its own instances."""

    def __init__(cls, *arguments):
        super().__init__(*arguments)
        cls._instance_dict = {}


class ManagerMixin(metaclass=ManagerMeta):
    def __init__(self, name='', **kwargs):
        assert isinstance(name, str) and name, 'name is a string that is not empty'
        self._instance_name = name

    @classmethod
    def get_instance(cls, name, **kwargs):
        if name not in cls._instance_dict:
            cls._instance_dict[name] = cls(name=name, **kwargs)
        return cls._instance_dict[name]

    @classmethod
    def get_current_instance(cls):
        """The one that was made last."""
        if not cls._instance_dict:
            raise RuntimeError('No %s has been made; get_instance(name=...) makes one' % cls.__name__)
        return list(cls._instance_dict.values())[-1]

    @classmethod
    def check_instance_created(cls, name):
        return name in cls._instance_dict

    @property
    def instance_name(self):
        return self._instance_name
