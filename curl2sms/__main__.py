"""``python -m curl2sms``."""

import sys

from curl2sms.cli import main

sys.exit(main())
