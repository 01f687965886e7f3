"""Documents of every format, whole and broken, from bytes to stories."""
