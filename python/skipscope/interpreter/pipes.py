"""
Messages on two pipes of their own: the length of a JSON text and of the bytes behind it, both as 4 bytes with the least
first, then the two. What a model prints goes elsewhere.
"""
import json
import os
import select
import struct
import threading

HEAD = struct.Struct('<II')


class Pipes:
    def __init__(self, from_engine, to_engine):
        self.source, self.target = from_engine, to_engine
        self.sending = threading.Lock()
        for end in (from_engine, to_engine):
            os.set_blocking(end, True)
            os.set_inheritable(end, False)

    def receive(self):
        """(message, bytes); None once the engine is gone."""
        head = self._read(HEAD.size)
        if head is None:
            return None
        text_length, length = HEAD.unpack(head)
        text = self._read(text_length)
        body = self._read(length) if text is not None else None
        return None if body is None else (json.loads(text), body)

    def _read(self, length):
        parts, left = [], length
        while left:
            piece = os.read(self.source, min(left, 1 << 20))
            if not piece:
                return None
            parts.append(piece)
            left -= len(piece)
        return b''.join(parts)

    def is_idle(self, seconds):
        """Nothing comes within so many seconds; False where the system cannot tell."""
        return hasattr(select, 'poll') and not select.select([self.source], [], [], seconds)[0]

    def send(self, message, body=b''):
        text = json.dumps(message, allow_nan=False).encode()
        with self.sending:
            for part in (HEAD.pack(len(text), len(body)), text, body):
                view = memoryview(part)
                while view:
                    view = view[os.write(self.target, view):]

    def end_with_engine(self):
        """End this process as soon as the engine is gone, whatever the model's code is doing."""
        if not hasattr(select, 'poll'):
            return
        watched = select.poll()
        watched.register(self.source, select.POLLHUP | select.POLLERR | getattr(select, 'POLLRDHUP', 0))

        def watch():
            watched.poll()
            os._exit(0)
        threading.Thread(target=watch, daemon=True).start()
