"""``python -m emulator [--port N] [--enforce-iam]``"""

from .server import main

main()
