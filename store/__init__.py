"""What Tidings knows: parsing, names, stories, search and editions over one SQLite file.

Nothing here imports Slack, Bolt or APScheduler. Three floors, imports only downward: use cases
(`intake`, `names`, `search`, `digest`), rows (one module per table group over `db` and `schema`),
and pure rules (`parse`, `match`, `mentions`, `cluster`, `rank`, `due`) over `model` and `errors`.
"""
