"""From a docs page, in Markdown or HTML, to facts."""
