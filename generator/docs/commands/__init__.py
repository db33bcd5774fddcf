"""The command lines of the docs pipeline, the pages that they name, and what each command does."""
