"""What OKX's docs say, read from their pages, and where the spec says something else."""
