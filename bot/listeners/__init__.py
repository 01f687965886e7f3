"""The listeners: what people do in Slack, each surface in its own module. They ack, call, and answer; nothing else."""
