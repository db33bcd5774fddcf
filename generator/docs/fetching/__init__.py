"""OKX's live docs, downloaded and kept as snapshots."""
