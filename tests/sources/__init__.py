"""Sources: their rhythm, their rows, looking, reading, telling, and what people see of them."""
