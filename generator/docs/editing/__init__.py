"""From a finding to the lines of the spec that answer it."""
