"""The aws CLI without starting it anew for each command.

Takes one JSON object a line on standard input: the arguments of a command, and environment variables for it. Answers each
with one line: exit code, output and complaint.
"""

import contextlib
import io
import json
import os
import sys

from awscli.clidriver import create_clidriver


class Text(io.StringIO):
    """The CLI writes the content of an object as bytes."""

    encoding = "utf-8"

    @property
    def buffer(self):
        return self

    def write(self, content):
        return super().write(content.decode() if isinstance(content, bytes) else content)


for line in iter(sys.stdin.readline, ""):
    command = json.loads(line)
    os.environ.update(command["env"])
    output, complaint = Text(), Text()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(complaint):
        try:
            code = create_clidriver().main(command["args"])
        except SystemExit as end:
            code = end.code
    answer = {"code": code, "output": output.getvalue(), "complaint": complaint.getvalue()}
    print(json.dumps(answer), flush=True)
