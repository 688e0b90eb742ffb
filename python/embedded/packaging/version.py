"""Versions that can be compared."""
import functools
import re


class InvalidVersion(ValueError):
    """Not a version."""


@functools.total_ordering
class Version:
    def __init__(self, version):
        found = re.match(r'\s*v?(?:\d+!)?(\d+(?:\.\d+)*)(.*)', str(version))
        if found is None:
            raise InvalidVersion("Invalid version: '%s'" % version)
        self.release = tuple(map(int, found.group(1).split('.')))
        rest, _, self.local = found.group(2).strip().partition('+')
        self.local = self.local or None
        self.is_prerelease = bool(re.match(r'[-_.]?(a|b|rc|dev|alpha|beta|pre)', rest))
        told = re.match(r'[-_.]?(a|b|rc)[-_.]?(\d*)', rest)
        self.pre = (told.group(1), int(told.group(2) or 0)) if told else None
        late = re.match(r'(?:[-_.]?post[-_.]?|-)(\d+)', rest)
        self.post = int(late.group(1)) if late else None
        self.is_postrelease = late is not None
        self.text = str(version).strip()
        self.base_version = '.'.join(map(str, self.release))
        self.public = self.text.partition('+')[0]
        self.major, self.minor, self.micro = (self.release + (0, 0, 0))[:3]

    def _key(self):
        release = list(self.release)
        while release and release[-1] == 0:
            release.pop()
        return tuple(release), not self.is_prerelease

    def __eq__(self, other):
        return isinstance(other, Version) and self._key() == other._key()

    def __lt__(self, other):
        return self._key() < other._key()

    def __hash__(self):
        return hash(self._key())

    def __str__(self):
        return self.text

    def __repr__(self):
        return "<Version('%s')>" % self.text


LegacyVersion = Version


def parse(version):
    return Version(version)
