"""The memory of this process, and the end of one that takes too much."""
import os
import sys
import threading
import time

SECONDS = 0.05
MEGABYTE = 1 << 20
EXIT = 137


def resident():
    """Bytes of memory that this process takes; the most so far where the system does not tell what it takes now; 0 if it tells neither."""
    try:
        with open('/proc/self/statm', 'rb') as file:
            return int(file.read().split()[1]) * os.sysconf('SC_PAGE_SIZE')
    except (OSError, ValueError):
        pass
    try:
        import resource
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == 'darwin' else most * 1024
    except ImportError:
        return working_set()


def working_set():
    """As Windows tells it."""
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = [('cb', wintypes.DWORD), ('faults', wintypes.DWORD)] + [
            (name, ctypes.c_size_t) for name in ('peak', 'now', 'paged_peak', 'paged', 'unpaged_peak', 'unpaged', 'file', 'file_peak')]
    counters = Counters()
    counters.cb = ctypes.sizeof(counters)
    try:
        process = ctypes.windll.kernel32.GetCurrentProcess
        process.restype = wintypes.HANDLE
        told = ctypes.windll.psapi.GetProcessMemoryInfo
        told.argtypes = [wintypes.HANDLE, ctypes.POINTER(Counters), wintypes.DWORD]
        return counters.now if told(process(), ctypes.byref(counters), counters.cb) else 0
    except (AttributeError, OSError):
        return 0


class Ceiling:
    """Ends this process once it has taken `megabytes` more than its libraries did; the engine is told why first."""

    def __init__(self, megabytes, pipes):
        self.bytes, self.pipes = megabytes * MEGABYTE, pipes
        self.is_watched = False

    def begin(self):
        """The libraries are loaded."""
        if self.is_watched:
            return
        self.is_watched = True
        most = resident() + self.bytes

        def watch():
            while resident() <= most:
                time.sleep(SECONDS)
            # An answer that is being sent has the pipe: who reads it sees its end.
            if self.pipes.sending.acquire(blocking=False):
                self.pipes.sending.release()
                self.pipes.send({'failed': 'out-of-memory', 'values': {}})
            os._exit(EXIT)
        threading.Thread(target=watch, daemon=True).start()
