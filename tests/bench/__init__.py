"""Benchmarks on generated data: `python -m tests.bench --help`."""
