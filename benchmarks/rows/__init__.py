"""The parts of the table. Each module has `rows(bench)`, which measures and returns its rows."""
