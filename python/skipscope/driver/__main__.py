"""`python -m skipscope.driver < request.json`: one request of the contract, its answer on the standard output."""
import json
import sys

from .record import record


def main():
    out, sys.stdout = sys.stdout, sys.stderr
    answer = record(json.load(sys.stdin))
    json.dump(answer, out)
    out.write('\n')


main()
