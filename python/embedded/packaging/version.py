"""Versions that can be compared."""
import functools
import math
import re

PRE = {'a': 'a', 'alpha': 'a', 'b': 'b', 'beta': 'b', 'c': 'rc', 'rc': 'rc', 'pre': 'rc', 'preview': 'rc'}


class InvalidVersion(ValueError):
    """Not a version."""


@functools.total_ordering
class Version:
    def __init__(self, version):
        found = re.match(r'\s*v?(?:(\d+)!)?(\d+(?:\.\d+)*)(.*)', str(version))
        if found is None:
            raise InvalidVersion("Invalid version: '%s'" % version)
        self.release = tuple(map(int, found.group(2).split('.')))
        rest, _, self.local = found.group(3).strip().partition('+')
        self.local = self.local or None
        parts = re.match(
            r'(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\d*))?(?:[-_.]?(?:post|rev|r)[-_.]?(\d*)|-(\d+))?(?:[-_.]?dev[-_.]?(\d*))?', rest)
        letter, number, post, implicit, dev = parts.groups()
        self.pre = (PRE[letter], int(number or 0)) if letter else None
        self.post = None if post is None and implicit is None else int(post or implicit or 0)
        self.dev = None if dev is None else int(dev or 0)
        self.epoch = int(found.group(1) or 0)
        self.is_prerelease = self.pre is not None or self.dev is not None
        self.is_postrelease, self.is_devrelease = self.post is not None, self.dev is not None
        self.text = str(version).strip()
        self.base_version = '.'.join(map(str, self.release))
        self.public = self.text.partition('+')[0]
        self.major, self.minor, self.micro = (self.release + (0, 0, 0))[:3]

    def _key(self):
        release = list(self.release)
        while release and release[-1] == 0:
            release.pop()
        # A development release comes before what it leads to, a release after its candidates.
        pre = self.pre or (('',) if self.dev is not None and self.post is None else ('z',))
        return self.epoch, tuple(release), pre, -1 if self.post is None else self.post, math.inf if self.dev is None else self.dev, self.local or ''

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
