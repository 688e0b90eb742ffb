"""
The search for an input that a model takes, where nothing tells one: shapes by its first layers, repaired by what the
errors say. The try that came furthest is repaired first.
"""
import heapq
import itertools

from .changes import proposals
from .consumers import LARGEST
from .repairs import repair_of
from .templates import Template

MOST_TRIES, SOME_TRIES, FEW_TRIES = 90, 30, 6
# Module calls of all tries together: a large model is tried less often.
MOST_CALLS = 20000


class Search:
    """
    `attempt(template)` returns the calls that came through; it raises what the model raises. `keywords` are the names
    that a call must write out.
    """

    def __init__(self, names, attempt, progress, keywords=frozenset(), most=MOST_TRIES):
        self.names = names
        self.keywords = keywords
        self.attempt = attempt
        self.progress = progress
        self.most = most
        self.seen, self.tried, self.queue, self.order = {}, set(), [], itertools.count()
        self.best = None
        self.tries = 0

    def run(self, starts):
        """The template of the first try that works, or None; `best` holds the last error of the furthest try."""
        for start in starts:
            self.push(start, 0, (1, LARGEST))
        calls = 0
        while self.queue and self.tries < self.most and calls < MOST_CALLS:
            _, _, state, bounds = heapq.heappop(self.queue)
            if self.was_tried(state):
                continue
            template = self.template(state)
            self.tries += 1
            try:
                self.attempt(template)
                return template
            except (Exception, SystemExit) as error:
                came = self.progress()
                calls += came
                if self.best is None or came > self.best[0]:
                    self.best = (came, error, template)
                for fresh, limits in proposals(state, repair_of(error), bounds, template):
                    self.push(fresh, came + 1, limits)
        return None

    def push(self, state, came, bounds):
        """Queue a state, or queue it further to the front."""
        key = key_of(state)
        if key in self.tried or self.seen.get(key, -1) >= came or any(not 0 < extent <= LARGEST * 16 for guess in state for extent in guess.rest):
            return
        self.seen[key] = came
        heapq.heappush(self.queue, (-came, next(self.order), state, bounds))

    def was_tried(self, state):
        key = key_of(state)
        before = key in self.tried
        self.tried.add(key)
        return before

    def template(self, state):
        values = [(name, guess.value()) for name, guess in zip(self.names, state)]
        written = {name: value for name, value in values if name in self.keywords}
        return Template([value for name, value in values if name not in self.keywords], written, {'from': 'search'})


def key_of(state):
    return tuple(guess.key() for guess in state)
