"""What Tidings knows: parsing, names, stories, search and editions over one SQLite file.

Nothing here imports Slack, Bolt or APScheduler. Three floors, imports only downward: use cases
(`intake`, `names`, `search`, `digest`), rows (one module per table group over `db` and `schema`),
and pure rules (`parse`, `match`, `mentions`, `cluster`, `rank`, `due`) over `model` and `errors`.
"""

import os

# numpy reads it when it is loaded, which sqlite-utils does at once where numpy is installed. With more threads than one
# the encoder of meaning takes ten times as long (measured: 39 ms a text, else 3).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
