"""Runs a command on a terminal of its own, for testing_terminal.ts.

    python3 testing_terminal.py COLUMNS ROWS COMMAND [ARGUMENT...]

What the command writes to its terminal goes to standard output as it is, what
comes in on standard input is typed. Ends with the command's exit code.
"""

import fcntl
import os
import pty
import select
import struct
import sys
import termios

columns, rows = int(sys.argv[1]), int(sys.argv[2])
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    os.execvp(sys.argv[3], sys.argv[3:])

sources = [terminal, 0]
while True:
    readable, _, _ = select.select(sources, [], [])
    if 0 in readable:
        typed = os.read(0, 4096)
        if typed:
            os.write(terminal, typed)
        else:
            sources.remove(0)
    if terminal in readable:
        try:
            written = os.read(terminal, 65536)
        except OSError:  # Linux says so when the last process has left.
            break
        if not written:
            break
        os.write(1, written)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
