"""``python -m curl2sms``."""

import sys

from curl2sms.console import main

sys.exit(main())
