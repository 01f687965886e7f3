"""Claims what is due and posts what is claimed, once, at a given time.

`python -m tests.digest.deliver_once DATABASE API_URL TOKEN TEAM NOW [claim-and-die]`
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime
from pathlib import Path

from slack_sdk import WebClient

from bot import pace
from bot.delivery import Delivery
from store.db import Store

pace.A_CHANNEL_SECONDS = 0.0  # tests have no time to be polite
database, api_url, token, team, now, *rest = sys.argv[1:]
clock = datetime.fromisoformat(now)
delivery = Delivery(Store(Path(database)), WebClient(token, api_url), lambda: clock, team)
print("ready", flush=True)
delivery.run_due(clock)
if rest:
    os.kill(os.getpid(), signal.SIGKILL)
delivery.deliver_unfinished()
