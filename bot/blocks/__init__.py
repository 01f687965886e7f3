"""Pure builders: model in, Block Kit out. They call no store and no Slack."""
