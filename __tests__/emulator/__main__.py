"""``python -m emulator [--port N]``"""

from .server import main

main()
