"""Compiled operations: none."""


def _has_ops():
    return False


def _assert_has_ops():
    return None
