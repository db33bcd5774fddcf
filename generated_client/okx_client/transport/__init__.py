"""How a request reaches OKX, and how its answer is read.

    our own     a connection of our own, for each thread (`threads`) or in an event loop (`tasks`)
    stock       an httpx client, where a proxy or a transport of the caller's is in between, with `guards` around it

Both take a `Request` and return the status and the content of the answer. What fails is told by a
`TransportError` or an exception of httpx, and by a `BrokenAnswerError` where the status came and the content did not.
"""
