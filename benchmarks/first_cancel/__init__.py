"""Programs that cancel one order and end. Each prints a byte when OKX's answer is there."""
