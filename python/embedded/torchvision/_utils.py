"""Enumerations that are read from text."""
import enum


class StrEnumMeta(enum.EnumMeta):
    auto = enum.auto

    def from_str(cls, member):
        try:
            return cls[member]
        except KeyError:
            raise ValueError("Unknown value '%s' for %s." % (member, cls.__name__)) from None


class StrEnum(enum.Enum, metaclass=StrEnumMeta):
    pass


def sequence_to_str(seq, separate_last=''):
    return ', '.join(map(repr, seq))
