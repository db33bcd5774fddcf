"""What OKX's docs say, read from their pages, and where the spec says something else.

`reading` makes facts of a page in Markdown, of OKX's HTML and of the spec; `comparing` tells what differs between two
sets of facts. `drift` compares the spec with a page, but for what the `lock` holds as accepted. `editing` answers a
finding with lines of the spec, `drafting` writes a new operation, `fetching` gets OKX's live docs. `commands` and
`reporting` are what a person sees of it.
"""
